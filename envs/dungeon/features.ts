import { itemClass } from "./data/item-classes.ts";
import { classOf } from "./data/items.ts";
import { terrain } from "./data/terrain.ts";
import { hungerOf } from "./display/hunger.ts";
import { pointsOf } from "./play/points.ts";
import type { Game } from "./state/game.ts";
import { my, status } from "./state/hero.ts";

/** What every game measures, with units. */
export const features = {
  points: "point", // as NetHack counts them; see play/points.ts
  depth: "level",
  deepest: "level",
  gold: "piece",
  experience: "point",
  level: "level", // of experience
  health: "1", // hit points, as a share of the most there can be
  hitPoints: "1",
  nutrition: "1",
  hunger: "1", // 0 satiated, 1 not hungry, 2 hungry, 3 weak, 4 fainting
  armour: "1", // 10 less the armour class: more is better
  nourished: "1", // nutrition gained so far, not counting what hunger took
  turns: "turn",
  frozenSteps: "step", // in a row, up to now, in which no turn began: only asked, blocked, or moving between turns
  tilesSeen: "cell", // of all levels
  kills: "monster",
  meals: "meal",
  prayers: "prayer",
  weapons: "item", // carried, by class
  armours: "item",
  potions: "item",
  scrolls: "item",
  wands: "item",
  rings: "item",
  foods: "item",
  tools: "item",
  onStairsDown: "1", // 1 while the hero stands on stairs that lead down
  alive: "1",
  success: "1", // 1 once the task is done or the game is won
} as const;
export type FeatureName = keyof typeof features;

/** What can happen in a step. */
export const events = {
  kills: "the hero killed a monster",
  petKills: "the pet killed a monster",
  hits: "a blow or missile of the hero's hit",
  wounds: "the hero lost hit points to something",
  picked: "an item or gold was picked up",
  eaten: "a meal was begun",
  quaffed: "a potion was drunk",
  read: "a scroll was read",
  zapped: "a wand was zapped",
  worn: "something was put on",
  wielded: "something was taken in hand",
  thrown: "something was thrown or shot",
  kicked: "the hero kicked",
  opened: "a door or lock was opened",
  found: "a secret or a trap was found",
  trapped: "a trap was sprung",
  descended: "a deeper level was reached",
  ascended: "a higher level was reached",
  prayed: "the hero prayed",
  levelled: "an experience level was gained",
  bought: "something was bought",
  died: "the hero died",
  won: "the game was won",
  searched: "the hero searched",
  identified: "a kind of item became known",
  answered: "a prayer was answered",
} as const;
export type EventName = keyof typeof events;

/** Whether the hero stands on stairs or a ladder that leads down. */
export function isOnStairsDown({ terrain: ground, me }: Game): boolean {
  const here = ground[me[my.cell]];
  return here === terrain.stairsDown || here === terrain.ladderDown;
}

type Columns = { readonly [K in FeatureName]: Float64Array };

/** Returns a function that writes the row's features; `isDone` says whether the task is done. */
export function measuring(game: Game, columns: Columns, row: number, isDone: () => boolean): () => void {
  const { me, pack, itemKind, itemCount } = game;
  const c = columns;
  const counts = new Int32Array(20);
  let counted = -1; // the pack's version that was counted
  function countPack(): void {
    counts.fill(0);
    for (let slot = 0; slot < pack.length; slot++)
      if (pack[slot] !== 0) counts[classOf[itemKind[pack[slot]]]] += itemCount[pack[slot]];
  }
  return () => {
    c.points[row] = pointsOf(game);
    c.depth[row] = me[my.depth];
    c.deepest[row] = me[my.deepest];
    c.gold[row] = me[my.gold];
    c.experience[row] = me[my.experience];
    c.level[row] = me[my.level];
    c.health[row] = Math.max(0, me[my.hp]) / me[my.hpMax];
    c.hitPoints[row] = Math.max(0, me[my.hp]);
    c.nutrition[row] = me[my.nutrition];
    c.hunger[row] = hungerOf(me[my.nutrition]);
    c.armour[row] = 10 - me[my.armourClass];
    c.nourished[row] = me[my.nourished];
    c.turns[row] = me[my.turn];
    c.frozenSteps[row] = me[my.frozenSteps];
    c.tilesSeen[row] = me[my.tilesSeen];
    c.kills[row] = me[my.kills];
    c.meals[row] = me[my.eaten];
    c.prayers[row] = me[my.prayers];
    if (counted !== game.screen.packVersion) {
      counted = game.screen.packVersion;
      countPack();
    }
    c.weapons[row] = counts[itemClass.weapon];
    c.armours[row] = counts[itemClass.armour];
    c.potions[row] = counts[itemClass.potion];
    c.scrolls[row] = counts[itemClass.scroll];
    c.wands[row] = counts[itemClass.wand];
    c.rings[row] = counts[itemClass.ring];
    c.foods[row] = counts[itemClass.food];
    c.tools[row] = counts[itemClass.tool];
    c.onStairsDown[row] = isOnStairsDown(game) ? 1 : 0;
    c.alive[row] = me[my.status] === status.dead ? 0 : 1;
    c.success[row] = me[my.status] === status.won || isDone() ? 1 : 0;
  };
}
