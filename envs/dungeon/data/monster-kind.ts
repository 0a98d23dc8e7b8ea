import type { Effect, Manner } from "./attacks.ts";
import type { colour } from "./colours.ts";

/** What a monster is or can do. */
export const trait = {
  flies: 1,
  swims: 2,
  opensDoors: 4,
  slips: 8, // under doors
  animal: 16,
  mindless: 32,
  undead: 64,
  poisonous: 128, // to eat
  acidic: 256, // to eat
  boneless: 512, // leaves no corpse
  regenerates: 1024,
  seesInvisible: 2048,
  invisible: 4096,
  digs: 8192,
  wantsGold: 16384,
  wantsItems: 32768,
  stays: 65536, // never moves
  erratic: 131072, // moves at random half of the time
  teleports: 262144,
  peaceful: 524288, // born so, often
  pack: 1048576, // comes in small groups
  horde: 2097152, // comes in large groups
  domestic: 4194304,
  unique: 8388608,
  disguised: 16777216, // waits as an object
  resistsFire: 33554432,
  resistsCold: 67108864,
  resistsSleep: 134217728,
  resistsPoison: 268435456,
  fearless: 536870912,
} as const;
export type Trait = keyof typeof trait;

/** An attack: how, dice, and what it does besides damage. */
export type Attack = readonly [manner: Manner, count: number, sides: number, effect?: Effect];

export interface MonsterKind {
  readonly name: string;
  /** Its letter on the map. */
  readonly letter: string;
  readonly colour: keyof typeof colour;
  /** From it follow hit points, from 1 + 3 x level to 3 + 5 x level, and how well it hits. */
  readonly level: number;
  /** In twelfths of a move a turn. */
  readonly speed: number;
  readonly armourClass: number;
  readonly attacks: readonly Attack[];
  readonly traits: readonly Trait[];
  /** How common it is: 0 is never made at random. */
  readonly frequency: number;
  /** Nutrition of its corpse. */
  readonly nutrition: number;
}

export const kind = (
  name: string,
  letter: string,
  shade: keyof typeof colour,
  [level, speed, armourClass]: readonly [number, number, number],
  attacks: readonly Attack[],
  traits: readonly Trait[],
  frequency: number,
  nutrition = 0,
): MonsterKind => ({ name, letter, colour: shade, level, speed, armourClass, attacks, traits, frequency, nutrition });
