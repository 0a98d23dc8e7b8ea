import { arraysOf, type Batch, type PackedArray, type Space } from "../core/index.ts";

/**
 * Rows as they lie in memory, in words of 32 bits or in bytes: copying needs no more, and one kind of array instead of
 * five keeps the loop fast. A row has pieces of equal size: one in an array of rows, one a column in columns. The rows of
 * a world's seats lie side by side, so that a world is a row as well: a wider one.
 */
export interface Rows {
  readonly words: Int32Array | Uint8Array;
  readonly pieces: number;
  /** Words per piece. */
  readonly size: number;
  /** Words from the start of a row's piece to the start of its next piece. */
  readonly between: number;
  /** Words from the start of a row's piece to the start of the next row's. */
  readonly stride: number;
  /** Words before the first row. */
  readonly offset: number;
}

/** The rows of an array that holds them one after another. */
export function rowsIn(array: PackedArray, rows: number): Rows {
  const { buffer, byteOffset, byteLength } = array;
  const bytes = byteLength / rows;
  const [words, size] =
    bytes % 4 === 0
      ? [new Int32Array(buffer, byteOffset, byteLength / 4), bytes / 4]
      : [new Uint8Array(buffer, byteOffset, byteLength), bytes];
  return { words, pieces: 1, size, between: 0, stride: size, offset: 0 };
}

/** The rows of columns of doubles that lie one after another. @param columns how many */
export function columnsIn(array: Float64Array, columns: number, rows: number): Rows {
  const words = new Int32Array(array.buffer, array.byteOffset, array.length * 2);
  const between = words.length / columns;
  return { words, pieces: columns, size: between / rows, between, stride: between / rows, offset: 0 };
}

/** The rows of a batch, an array each. */
export const rowsInBatch = (batch: Batch<Space>, rows: number): readonly Rows[] =>
  arraysOf(batch).map((array) => rowsIn(array, rows));

/** What worlds show: observations, then features. @param rows as many as there are seats, or worlds */
export const shownRows = (
  observations: Batch<Space>,
  features: Float64Array,
  columns: number,
  rows: number,
): readonly Rows[] => [...rowsInBatch(observations, rows), columnsIn(features, columns, rows)];

const small = 32; // words; below, a loop is faster than making a view

/** Copies a row; both sides have the same parts, each of the same pieces. */
export function copyRow(source: readonly Rows[], from: number, target: readonly Rows[], to: number): void {
  for (let i = 0; i < source.length; i++) {
    const { words, pieces, size, between, stride, offset } = source[i];
    const other = target[i];
    const into = other.words;
    let start = offset + from * stride;
    let begin = other.offset + to * other.stride;
    for (let piece = 0; piece < pieces; piece++, start += between, begin += other.between)
      if (size > small) into.set(words.subarray(start, start + size), begin);
      else for (let k = 0; k < size; k++) into[begin + k] = words[start + k];
  }
}

/** Views over rows `from` to `to`, as few as there can be. */
export function spansOf({ words, pieces, between, stride, offset }: Rows, from: number, to: number) {
  const view = (piece: number, length: number) => {
    const start = offset + piece * between + from * stride;
    return words.subarray(start, start + length);
  };
  const length = (to - from) * stride;
  return length === between
    ? [view(0, pieces * length)]
    : Array.from({ length: pieces }, (_, piece) => view(piece, length));
}
