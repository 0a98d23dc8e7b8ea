import type { colour } from "./colours.ts";
import type { ItemClass } from "./item-classes.ts";

export type Colour = keyof typeof colour;

/** Where armour is worn. */
export const bodyPart = { body: 1, cloak: 2, helmet: 3, shield: 4, gloves: 5, boots: 6 } as const;

/** How often a kind is made, within its class. */
export const odds = { common: 12, usual: 6, rare: 2, treasure: 1, never: 0 } as const;
export type Odds = keyof typeof odds;

export interface ItemKind {
  readonly name: string;
  readonly class: ItemClass;
  readonly colour: Colour;
  readonly odds: Odds;
  /** [50 g], as the real thing would weigh. */
  readonly weight: number;
  readonly cost: number;
  /** What it looks like before it is known; shuffled within the class for potions, scrolls, wands, rings and amulets. */
  readonly look?: string;
  /** Sides of the die of damage. */
  readonly damage?: number;
  readonly toHit?: number;
  /** How much armour takes off the armour class. */
  readonly protection?: number;
  readonly worn?: keyof typeof bodyPart;
  readonly nutrition?: number;
  /** Turns to eat it or to put it on. */
  readonly delay?: number;
  readonly twoHanded?: boolean;
  /** Launched by a weapon of this name. */
  readonly launcher?: string;
  /** Made in numbers, and thrown well. */
  readonly missile?: boolean;
  readonly metal?: boolean;
}
