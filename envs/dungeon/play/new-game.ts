import { itemKinds, itemNamed, shuffledRanges, wornOn } from "../data/items.ts";
import { monsterNamed } from "../data/monsters.ts";
import { roles, rolesDrawn } from "../data/roles.ts";
import { nutrition } from "../display/hunger.ts";
import { say } from "../display/say.ts";
import { pageMessages } from "../display/top-line.ts";
import { patience } from "../hero/pray.ts";
import { gift, refit } from "../hero/properties.ts";
import { weighPack } from "../items/burden.ts";
import { newItem, placeInPack } from "../items/lists.ts";
import { isPlainKind } from "../items/names.ts";
import { itemBit } from "../items/place.ts";
import { buildLevel } from "../levels/travel.ts";
import { placeHero, placeNear } from "../monsters/place.ts";
import { tame } from "../monsters/temper.ts";
import { below, between, seedDice, shuffle } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my, wornFields } from "../state/hero.ts";
import { lookAround } from "./sight.ts";

const water = itemNamed("water", "potion");

/** Begins a game: everything follows from two whole numbers, one for the levels and one for what happens in them. */
export function newGame(game: Game, levelSeed: number, playSeed: number): void {
  const { me, bytes, archive, dice, screen, rules } = game;
  bytes.fill(0);
  archive.clear();
  seedDice(dice, playSeed, 0);
  me[my.levelSeed] = levelSeed;
  shuffleLooks(game);
  me[my.autopickup] = rules.autopickup === "" ? 0 : 1;
  me[my.depth] = me[my.deepest] = me[my.level] = 1;
  me[my.turn] = 1;
  me[my.movement] = 12;
  me[my.nutrition] = nutrition.start;
  me[my.prayerTimeout] = patience.start;
  const names = roles.map(({ name }) => name as string);
  me[my.role] = rules.role === "any" ? below(game, rolesDrawn) : names.indexOf(rules.role);
  placeHero(game, buildLevel(game, 0, "start"));
  me[my.lastCell] = me[my.cell];
  equip(game);
  if (rules.pet) {
    const pet = placeNear(game, 0, me[my.cell], monsterNamed(roles[me[my.role]].pet));
    if (pet !== 0) tame(game, pet);
  }
  screen.stale = true;
  lookAround(game);
  if (rules.greeting) say(game, rules.greeting);
  if (rules.waitsForMore) pageMessages(game);
}

/** Looks of kinds that are not shuffled: their own, and for gems that of the first of their like. */
const ownLooks = Uint8Array.from(itemKinds, ({ class: group, look }, kind) =>
  group === "gem" && look ? itemKinds.findIndex((other) => other.class === "gem" && other.look === look) : kind,
);
const plainKinds = Uint8Array.from(itemKinds, (_, kind) => (isPlainKind(kind) ? 1 : 0));

/** Gives every kind its look: a shuffled one where the class has such, that of the first of its like for gems. */
function shuffleLooks(game: Game): void {
  const { looks, known } = game;
  looks.set(ownLooks);
  known.set(plainKinds);
  for (const [first, last] of shuffledRanges) shuffle(game, looks.subarray(first, last + 1));
  known[water] = 1;
}

function equip(game: Game): void {
  const { me, itemKind, itemPlus, itemFlags, itemCount, known } = game;
  const role = roles[me[my.role]];
  me[my.hp] = me[my.hpMax] = role.hp;
  me[my.energy] = me[my.energyMax] = role.energy;
  for (let i = 0; i < 6; i++) me[my.strength + i] = Math.max(3, Math.min(18, role.abilities[i] + between(game, -1, 1)));
  for (const name of role.gifts)
    me[my.gifts] |= name === "speed" ? gift.speed : name === "martial arts" ? gift.martialArts : gift.poison;
  for (const [name, group, count, plus, use] of role.gear) {
    const item = newItem(game);
    const kind = itemNamed(name, group);
    itemKind[item] = kind;
    itemCount[item] = count;
    itemPlus[item] = name === "oil lamp" ? 10 : plus;
    itemFlags[item] = itemBit.blessingKnown | itemBit.plusKnown;
    known[kind] = 1;
    placeInPack(game, item);
    if (use === "wielded") me[my.weapon] = item;
    else if (use === "quivered") me[my.quiver] = item;
    else if (use === "worn") me[wornFields[wornOn[kind]]] = item;
  }
  weighPack(game);
  refit(game);
}
