import { arraysOf, type Batch, type Columns, type PackedArray, type Space } from "../core/index.ts";

/**
 * Rows as they lie in memory, in words of 32 bits or in bytes. Copying needs no more, and one kind of array instead of
 * five keeps the loop fast.
 */
export interface Rows {
  readonly words: Int32Array | Uint8Array;
  /** Words a row. */
  readonly size: number;
  /** Words from the start of one row to the start of the next. */
  readonly stride: number;
  /** Words before the first row. */
  readonly offset: number;
}

/** The rows of an array that holds nothing else. */
export function rowsIn(array: PackedArray, rows: number): Rows {
  const { buffer, byteOffset, byteLength } = array;
  const bytes = byteLength / rows;
  const [words, size] =
    bytes % 4 === 0
      ? [new Int32Array(buffer, byteOffset, byteLength / 4), bytes / 4]
      : [new Uint8Array(buffer, byteOffset, byteLength), bytes];
  return { words, size, stride: size, offset: 0 };
}

/** What worlds show: observations, then features. */
export const shownRows = (observations: Batch<Space>, features: Columns, rows: number): Rows[] =>
  [...arraysOf(observations), ...Object.values(features)].map((array) => rowsIn(array, rows));

const small = 32; // words; below, a loop is faster than making a view

/** Copies a row of every part; both sides have parts of the same sizes. */
export function copyRow(source: readonly Rows[], from: number, target: readonly Rows[], to: number): void {
  for (let i = 0; i < source.length; i++) {
    const { words, size } = source[i];
    const into = target[i].words;
    const start = source[i].offset + from * source[i].stride;
    const begin = target[i].offset + to * target[i].stride;
    if (size > small) into.set(words.subarray(start, start + size), begin);
    else for (let k = 0; k < size; k++) into[begin + k] = words[start + k];
  }
}
