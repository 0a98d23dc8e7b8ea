import type { Rng } from "../../src/core/index.ts";

/** Rows of all seats, step by step. */
export interface Rows {
  readonly steps: number;
  readonly seats: number;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly present: Uint8Array;
}

/** Where segments of some length can begin in a rollout: rows from which an episode goes on for as long. */
export function beginnings({ steps, seats, terminated, truncated, present }: Rows, length: number): number[] {
  const found: number[] = [];
  for (let seat = 0; seat < seats; seat++)
    for (let step = 0, going = 0; step < steps; step++) {
      const row = step * seats + seat;
      going = present[row] ? going + 1 : 0;
      if (going >= length) found.push(row - (length - 1) * seats);
      if (terminated[row] || truncated[row]) going = 0;
    }
  return found;
}

/** Draws pairs of different beginnings, as many as there are asked for, or none where there are too few to choose from. */
export function drawPairs(from: readonly number[], count: number, rng: Rng): (readonly [number, number])[] {
  if (from.length < 2) return [];
  return Array.from({ length: count }, () => {
    const first = rng.integer(from.length);
    const second = (first + 1 + rng.integer(from.length - 1)) % from.length;
    return [from[first], from[second]] as const;
  });
}

/** Numbers of a segment's rows, one after another. */
export function rowsOf(
  columns: Float32Array,
  size: number,
  begin: number,
  seats: number,
  length: number,
): Float32Array {
  const rows = new Float32Array(length * size);
  for (let step = 0, row = begin; step < length; step++, row += seats)
    rows.set(columns.subarray(row * size, (row + 1) * size), step * size);
  return rows;
}

/** A segment's values. */
export const valuesOf = (values: ArrayLike<number>, begin: number, seats: number, length: number): Float64Array =>
  Float64Array.from({ length }, (_, step) => values[begin + step * seats]);
