import { paddedCells } from "./map.ts";

/** Single numbers among what the player remembers from step to step. */
export const note = {
  level: 0, // the level that the rest is about
  steps: 1, // in this episode
  prayed: 2, // turn of the last prayer, 0 for none
  wanted: 3, // what the question to come is about, see `answers.ts`
  direction: 4, // to answer with
  target: 5, // cell of the last step, 0 for none
  from: 6, // cell that it began on
  turn: 7, // when it began
  stuck: 8, // steps in a row in which nothing happened
  deepest: 9,
  arrived: 10, // step in which the level was reached
  full: 11, // whether the last meal was refused
  calm: 12, // glyphs of monsters that turned out to be peaceful, 4 of them
  prey: 20, // cell where something fit to eat was slain
  slain: 21, // when
  took: 22, // `ground` of the stairs that the hero is about to arrive on
  waited: 23, // steps in a row that it waited for an enemy to come
  tried: 16, // letters of items that were of no use, 4 of them
} as const;
const header = 24;

/** Numbers of memory a row. */
export const notesSize = header + 2 * paddedCells;

/** The player's memory of one game, as views of a row of the policy's state. */
export interface Notes {
  readonly facts: Float32Array;
  /** Times that a cell was searched from, 1 for having been there; and what lies beneath, times `beneath`. */
  readonly been: Float32Array;
  /** The turn until which a cell is to be avoided. */
  readonly blocked: Float32Array;
}

export const beneath = 4096;

export const notesIn = (state: Float32Array, row: number): Notes => {
  const at = row * notesSize;
  return {
    facts: state.subarray(at, at + header),
    been: state.subarray(at + header, at + header + paddedCells),
    blocked: state.subarray(at + header + paddedCells, at + notesSize),
  };
};
