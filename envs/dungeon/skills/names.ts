import { fail, listing, nearest } from "../../../src/core/index.ts";
import { type ItemClass, itemClass } from "../data/item-classes.ts";
import { itemKinds } from "../data/items.ts";
import { monsterKinds } from "../data/monsters.ts";
import { terrain as is } from "../data/terrain.ts";
import { trap } from "../data/traps.ts";
import { randomClass, randomKind } from "../items/make.ts";
import { randomMonster } from "../monsters/spawn.ts";
import { below } from "../state/dice.ts";
import type { Game } from "../state/game.ts";

// What the words of descriptions mean.

const { floor, corridor, water, lava, ice, fountain, altar, sink, grave, throne, tree, boulder, stone } = is;
export const grounds = {
  ...{ floor, corridor, water, lava, ice, fountain, altar, sink, grave, throne, tree, boulder, stone },
  wall: is.crossWall,
} as const;
export type Ground = keyof typeof grounds;

export const doorStates = ["open", "closed", "locked", "broken", "secret"] as const;
export type DoorState = (typeof doorStates)[number];

// nobody leaves a level of this kind
const { none: _, hole: _1, trapDoor: _2, levelTeleport: _3, portal: _4, ...traps } = trap;

export { traps };
export type TrapName = keyof typeof traps;

/** A kind of monster or item, or a way to draw one. */
export type Drawn = (game: Game) => number;

const always =
  (kind: number): Drawn =>
  () =>
    kind;

/** The code of a name. @throws `level/invalid` */
export function named<T>(what: string, name: string, table: { readonly [name: string]: T }): T {
  if (Object.hasOwn(table, name)) return table[name];
  return fail("level/invalid", {
    given: `the ${what} ${JSON.stringify(name)}`,
    expected: Object.keys(table).length > 40 ? `a ${what} of the game` : listing(Object.keys(table), 40),
    fix: nearest(name, Object.keys(table)),
  });
}

const monsters = Object.fromEntries(monsterKinds.map(({ name }, kind) => [name, kind]).slice(1));

/** A name, a letter or "any". @throws `level/invalid` */
export function monsterOf(name: string): Drawn {
  if (name === "any") return randomMonster;
  const class_ = monsterKinds.flatMap(({ letter }, kind) => (kind > 0 && letter === name ? [kind] : []));
  if (class_.length > 0) return (game) => class_[below(game, class_.length)];
  return always(named("monster", name, monsters));
}

const prefixed = new Set<ItemClass>(["potion", "scroll", "wand", "ring", "amulet"]);
const items = Object.fromEntries(
  itemKinds
    .map(({ name, class: group }, kind) => [prefixed.has(group) ? `${group} of ${name}` : name, kind] as const)
    .slice(1),
);

/** A name, a class or "any". @throws `level/invalid` */
export function itemOf(name: string): Drawn {
  if (name === "any") return (game) => randomKind(game, randomClass(game));
  if (Object.hasOwn(itemClass, name) && name !== "none" && name !== "coin" && name !== "rock")
    return (game) => randomKind(game, itemClass[name as ItemClass]);
  return always(named("object", name, items));
}

export const monsterKindOf = (name: string): number => named("monster", name, monsters);
