import { indexOf, type LevelMap, cells as mapSize, newMap, readMap } from "./map.ts";

/** The leaves of NLE's observations that the player looks at; each has a row for every game. */
export interface Leaves {
  readonly glyphs: ArrayLike<number>;
  readonly chars: ArrayLike<number>;
  readonly colors: ArrayLike<number>;
  readonly blstats: ArrayLike<number>;
  readonly message: ArrayLike<number>;
  readonly inv_letters: ArrayLike<number>;
  readonly inv_oclasses: ArrayLike<number>;
  readonly inv_strs: ArrayLike<number>;
}

export const leafNames = [
  "glyphs",
  "chars",
  "colors",
  "blstats",
  "message",
  "inv_letters",
  "inv_oclasses",
  "inv_strs",
] as const satisfies readonly (keyof Leaves)[];

const messageSize = 256;
const inventoryRows = 55;
const inventoryWidth = 80;
const stats = 27;

/** Classes of items as NLE numbers them. */
export const itemClass = { armour: 3, food: 7, potion: 8, scroll: 9 } as const;

/** What the player sees in one game. */
export interface Senses {
  readonly map: LevelMap;
  message: string;
  hp: number;
  hpMax: number;
  depth: number;
  /** One number for a level of the dungeon. */
  level: number;
  experienceLevel: number;
  turn: number;
  /** 2 and more for the hungry. */
  hunger: number;
  isHindered: boolean;
}

export const newSenses = (): Senses => ({
  map: newMap(),
  message: "",
  hp: 0,
  hpMax: 0,
  depth: 0,
  level: 0,
  experienceLevel: 0,
  turn: 0,
  hunger: 0,
  isHindered: false,
});

const blindStunnedConfused = 32 | 128 | 256;

export function sense(senses: Senses, leaves: Leaves, row: number): void {
  const { blstats } = leaves;
  const at = row * stats;
  readMap(senses.map, leaves.glyphs, leaves.chars, row * mapSize, blstats[at], blstats[at + 1]);
  senses.hp = blstats[at + 10];
  senses.hpMax = blstats[at + 11];
  senses.depth = blstats[at + 12];
  senses.experienceLevel = blstats[at + 18];
  senses.turn = blstats[at + 20];
  senses.hunger = blstats[at + 21];
  senses.level = blstats[at + 23] * 100 + blstats[at + 24];
  senses.isHindered = (blstats[at + 25] & blindStunnedConfused) !== 0;
  senses.message = textAt(leaves.message, row * messageSize, messageSize);
}

function textAt(bytes: ArrayLike<number>, at: number, most: number): string {
  let text = "";
  for (let i = at; i < at + most && bytes[i] !== 0; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

/**
 * Looks for an item in the pack.
 * @param isFor whether one will do, by its description
 * @returns its letter, or 0
 */
export function itemFor(
  { inv_letters, inv_oclasses, inv_strs }: Leaves,
  row: number,
  group: number,
  isFor: (description: string, letter: number) => boolean,
): number {
  for (let i = row * inventoryRows; i < (row + 1) * inventoryRows; i++) {
    if (inv_letters[i] === 0) return 0;
    if (inv_oclasses[i] === group && isFor(textAt(inv_strs, i * inventoryWidth, inventoryWidth), inv_letters[i]))
      return inv_letters[i];
  }
  return 0;
}

/** The glyph of a cell. */
export const glyphAt = ({ glyphs }: Leaves, row: number, cell: number): number => glyphs[row * mapSize + indexOf(cell)];

/** Character and colour of a cell. */
export const charAt = ({ chars }: Leaves, row: number, cell: number): number => chars[row * mapSize + indexOf(cell)];
export const colourAt = ({ colors }: Leaves, row: number, cell: number): number =>
  colors[row * mapSize + indexOf(cell)];
