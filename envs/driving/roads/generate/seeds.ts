import { fail } from "../../../../src/core/index.ts";

/** How many maps there are to train on, and as many to test on. */
export const mapsOfEach = 2 ** 31;

export const splits = ["train", "test"] as const;
export type Split = (typeof splits)[number];

/**
 * The seed of a map: those to train on are below 2^31, those to test on are not, so no seed is both.
 * @param number from 0 to 2^31 - 1
 */
export function mapSeed(split: Split, number: number): number {
  if (!Number.isInteger(number) || number < 0 || number >= mapsOfEach)
    fail("params/invalid", { given: `map ${number}`, expected: `a whole number from 0 to ${mapsOfEach - 1}` });
  return split === "train" ? number : mapsOfEach + number;
}

export const splitOf = (seed: number): Split => (seed < mapsOfEach ? "train" : "test");
