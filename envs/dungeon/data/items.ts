import { armours } from "./armour.ts";
import { colour } from "./colours.ts";
import { foods } from "./food.ts";
import { gems } from "./gems.ts";
import { type ItemClass, itemClass } from "./item-classes.ts";
import { bodyPart, type ItemKind, odds } from "./item-kind.ts";
import { amulets, rings } from "./jewels.ts";
import { potions } from "./potions.ts";
import { scrolls } from "./scrolls.ts";
import { tools } from "./tools.ts";
import { wands } from "./wands.ts";
import { weapons } from "./weapons.ts";

/** Every kind of item; 0 is none. */
export const itemKinds: readonly ItemKind[] = [
  { name: "nothing", class: "rock", colour: "grey", odds: "never", weight: 0, cost: 0 },
  { name: "gold piece", class: "coin", colour: "yellow", odds: "never", weight: 0, cost: 1 },
  ...weapons,
  ...armours,
  ...rings,
  ...amulets,
  ...tools,
  ...foods,
  ...potions,
  ...scrolls,
  ...wands,
  ...gems,
  { name: "boulder", class: "rock", colour: "grey", odds: "never", weight: 10_000, cost: 0 },
];

export const itemCount = itemKinds.length;
const column = (value: (kind: ItemKind) => number) => Int32Array.from(itemKinds, value);
export const classOf = column((kind) => itemClass[kind.class]);
export const weightOf = column(({ weight }) => weight);
export const costOf = column(({ cost }) => cost);
export const damageOf = column(({ damage = 0 }) => damage);
export const toHitOf = column(({ toHit = 0 }) => toHit);
export const protectionOf = column(({ protection = 0 }) => protection);
export const wornOn = column(({ worn }) => (worn ? bodyPart[worn] : 0));
export const foodOf = column(({ nutrition = 0 }) => nutrition);
export const delayOf = column(({ delay = 0 }) => delay);
export const isMissile = column(({ missile }) => (missile ? 1 : 0));
export const isTwoHanded = column(({ twoHanded }) => (twoHanded ? 1 : 0));
export const isMetal = column(({ metal }) => (metal ? 1 : 0));
export const itemColours = column((kind) => colour[kind.colour]);
export const oddsOf = column((kind) => odds[kind.odds]);

/** Classes whose looks are shuffled in every game. */
export const shuffledClasses: readonly ItemClass[] = ["potion", "scroll", "wand", "ring", "amulet"];

/** First and last kind of each shuffled class; water is what it looks like, and so is the Orb. */
export const shuffledRanges: readonly (readonly [number, number])[] = shuffledClasses.map((name) => {
  const members = itemKinds.flatMap((kind, i) =>
    kind.class === name && kind.look && kind.name !== "water" ? [i] : [],
  );
  return [members[0], members[members.length - 1]] as const;
});

/** The kind of a class and name. A name that is none is a mistake in a table. */
export function itemNamed(name: string, of?: ItemClass): number {
  const found = itemKinds.findIndex((kind) => kind.name === name && (!of || kind.class === of));
  if (found < 0) throw new Error(`there is no item called ${name}`);
  return found;
}

/** The kind of launcher that a kind of missile is for; 0 for none. */
export const launcherOf = column(({ launcher }) =>
  launcher ? itemKinds.findIndex(({ name }) => name === launcher) : 0,
);
