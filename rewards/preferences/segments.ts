import type { Rng } from "../../src/core/index.ts";

/** Rows of all seats, step by step. */
export interface Rows {
  readonly steps: number;
  readonly seats: number;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly present: Uint8Array;
}

/** A piece of one seat's episode. */
export interface Segment {
  /** Its first row. */
  readonly begin: number;
  /** Steps: as many as were asked for, or fewer where its episode terminated. */
  readonly length: number;
}

/**
 * Segments of some length that a rollout holds. One that its episode's end cuts short counts, because nothing came after
 * it; one that a time limit or the end of the rows cuts short does not.
 */
export function segmentsIn({ steps, seats, terminated, truncated, present }: Rows, length: number): Segment[] {
  const found: Segment[] = [];
  for (let seat = 0; seat < seats; seat++)
    for (let step = 0, going = 0; step < steps; step++) {
      const row = step * seats + seat;
      going = present[row] ? going + 1 : 0;
      if (going >= length) found.push({ begin: row - (length - 1) * seats, length });
      if (terminated[row])
        for (let left = Math.min(going, length - 1); left > 0; left--)
          found.push({ begin: row - (left - 1) * seats, length: left });
      if (terminated[row] || truncated[row]) going = 0;
    }
  return found;
}

/** Draws pairs of different segments, as many as there are asked for, or none where there are too few to choose from. */
export function drawPairs(from: readonly Segment[], count: number, rng: Rng): (readonly [Segment, Segment])[] {
  if (from.length < 2) return [];
  return Array.from({ length: count }, () => {
    const first = rng.integer(from.length);
    const second = (first + 1 + rng.integer(from.length - 1)) % from.length;
    return [from[first], from[second]] as const;
  });
}

/** Numbers of a segment's rows, one after another. */
export function rowsOf(columns: Float32Array, size: number, { begin, length }: Segment, seats: number): Float32Array {
  const rows = new Float32Array(length * size);
  for (let step = 0, row = begin; step < length; step++, row += seats)
    rows.set(columns.subarray(row * size, (row + 1) * size), step * size);
  return rows;
}

/** A segment's values. */
export const valuesOf = (values: ArrayLike<number>, { begin, length }: Segment, seats: number): Float64Array =>
  Float64Array.from({ length }, (_, step) => values[begin + step * seats]);
