import { itemClass } from "../data/item-classes.ts";
import { classOf, itemNamed } from "../data/items.ts";
import { say } from "../display/say.ts";
import { apply, isPick, isPointed } from "../hero/apply.ts";
import { drop } from "../hero/drop.ts";
import { eat } from "../hero/eat.ts";
import { quaff } from "../hero/quaff.ts";
import { read } from "../hero/read.ts";
import { throwItem } from "../hero/throw.ts";
import { isWearing, putOn, remove, takeOff, wear, wield } from "../hero/wear.ts";
import { needsDirection, zap } from "../hero/zap.ts";
import { isWorn } from "../items/names.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";

/** Something done with an item: what it is asked by, which items it is for, and how. */
export interface Verb {
  /** As in `Which thing to eat?` */
  readonly question: string;
  isFor(game: Game, item: number): boolean;
  /** Whether a direction is asked for, too. */
  asksDirection?(game: Game, item: number): boolean;
  /** Says whether it took time. The direction is 8 where none was asked for. */
  act(game: Game, item: number, direction: number): boolean;
  /** Whether bare hands are an answer. */
  readonly takesNone?: boolean;
}

const ofClass =
  (group: number) =>
  ({ itemKind }: Game, item: number) =>
    classOf[itemKind[item]] === group;
const orb = itemNamed("Orb of the Deep");

const quiver = (game: Game, item: number): boolean => {
  const { me } = game;
  if (me[my.weapon] === item || isWearing(game, item)) {
    say(game, "You are using that already.");
    return false;
  }
  me[my.quiver] = item;
  game.screen.packChanged = true;
  say(game, item === 0 ? "You have nothing ready now." : "It is ready to be thrown.");
  return true;
};

/** All verbs; `me[my.verb]` is an index. */
export const verbs = {
  eat: { question: "eat", isFor: ofClass(itemClass.food), act: eat },
  quaff: { question: "drink", isFor: ofClass(itemClass.potion), act: quaff },
  read: { question: "read", isFor: ofClass(itemClass.scroll), act: read },
  zap: {
    question: "zap",
    isFor: ofClass(itemClass.wand),
    asksDirection: (game, item) => needsDirection(game, game.itemKind[item]),
    act: zap,
  },
  throw: {
    question: "throw",
    isFor: (game, item) => !isWearing(game, item),
    asksDirection: () => true,
    act: throwItem,
  },
  wield: {
    question: "wield",
    isFor: ({ itemKind }, item) => classOf[itemKind[item]] === itemClass.weapon || isPick(itemKind[item]),
    takesNone: true,
    act: wield,
  },
  wear: {
    question: "wear",
    isFor: (game, item) => classOf[game.itemKind[item]] === itemClass.armour && !isWearing(game, item),
    act: wear,
  },
  takeOff: {
    question: "take off",
    isFor: (game, item) => classOf[game.itemKind[item]] === itemClass.armour && isWorn(game.me, item),
    act: takeOff,
  },
  putOn: {
    question: "put on",
    isFor: (game, item) =>
      (classOf[game.itemKind[item]] === itemClass.ring || classOf[game.itemKind[item]] === itemClass.amulet) &&
      !isWearing(game, item) &&
      game.itemKind[item] !== orb,
    act: putOn,
  },
  remove: {
    question: "remove",
    isFor: (game, item) => isWearing(game, item) && classOf[game.itemKind[item]] !== itemClass.armour,
    act: remove,
  },
  drop: { question: "drop", isFor: () => true, act: drop },
  apply: {
    question: "use",
    isFor: ({ itemKind }, item) => classOf[itemKind[item]] === itemClass.tool,
    asksDirection: (game, item) => isPointed(game.itemKind[item]),
    act: apply,
  },
  quiver: { question: "ready", isFor: (game, item) => !isWearing(game, item), takesNone: true, act: quiver },
} as const satisfies { readonly [name: string]: Verb };
export type VerbName = keyof typeof verbs;

export const verbList: readonly Verb[] = Object.values(verbs);
export const verbIndex = (name: VerbName): number => Object.keys(verbs).indexOf(name);

/** Whether there is anything in the pack for a verb. */
export function hasFor(game: Game, verb: Verb): boolean {
  for (const item of game.pack) if (item !== 0 && verb.isFor(game, item)) return true;
  return false;
}
