import { arraysOf, type BoundEnv, CodedError, leavesOf, lengthsIn, type PackedArray } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";
import { columnsIn, type Rows, rowsIn } from "./rows.ts";

/** Watches for observations and features that are not finite, and for lists longer than their space allows. */
export interface FiniteCheck {
  /** Whether everything in rows `from` to `to` is finite and no list is too long. */
  all(from: number, to: number): boolean;
  /** The error in a row; undefined if there is none. For a list that is too long it is `space/length`. */
  wrong(row: number): Error | undefined;
}

/** Where the exponent of a floating-point number is: all its bits are set in NaN, infinities and nothing else (IEEE 754). */
interface Format {
  /** Words of 32 bits; the exponent is in the last. */
  readonly width: number;
  readonly exponent: number;
}
const formats: { readonly [kind: string]: Format | undefined } = {
  Float32Array: { width: 1, exponent: 0x7f800000 },
  Float64Array: { width: 2, exponent: 0x7ff00000 },
};

function watch(array: PackedArray, rows: Rows): (Rows & Format)[] {
  const format = formats[array.constructor.name];
  return format ? [{ ...rows, ...format }] : [];
}

export function finiteCheck(
  env: BoundEnv,
  { observations, features, featureBlock, terminated }: VectorMemory,
): FiniteCheck {
  const rows = terminated.length;
  const watched = [
    ...arraysOf(observations).flatMap((array) => watch(array, rowsIn(array, rows))),
    ...watch(featureBlock, columnsIn(featureBlock, Object.keys(features).length, rows)),
  ];
  const lists = lengthsIn(env.observation, observations);

  function all(from: number, to: number): boolean {
    for (let i = 0; i < watched.length; i++) {
      const { words, pieces, between, stride, width, exponent } = watched[i];
      for (let piece = 0; piece < pieces; piece++) {
        const end = piece * between + to * stride;
        for (let k = piece * between + from * stride + width - 1; k < end; k += width)
          if ((words[k] & exponent) === exponent) return false;
      }
    }
    for (const { lengths, most } of lists)
      for (let row = from; row < to; row++) if (lengths[row] < 0 || lengths[row] > most) return false;
    return true;
  }

  function find(row: number): Error | undefined {
    for (const { path, lengths, most } of lists)
      if (lengths[row] < 0 || lengths[row] > most)
        return new CodedError("space/length", {
          given: `${env.id} observing ${path} = ${lengths[row]}`,
          expected: `0 to ${most}`,
        });
    const leaves = leavesOf(env.observation);
    for (const [i, array] of arraysOf(observations).entries()) {
      const { path, size } = leaves[i];
      const values = array.subarray(row * size, (row + 1) * size);
      const element = values.findIndex((value) => !Number.isFinite(value));
      if (element >= 0)
        return new Error(`observation${path && ` ${path}`}${size > 1 ? `[${element}]` : ""} is ${values[element]}`);
    }
    for (const [name, column] of Object.entries(features))
      if (!Number.isFinite(column[row])) return new Error(`feature ${name} is ${column[row]}`);
    return undefined;
  }

  return { all, wrong: (row) => (all(row, row + 1) ? undefined : find(row)) };
}
