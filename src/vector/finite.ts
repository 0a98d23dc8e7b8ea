import { arraysOf, type BoundEnv, leavesOf, type PackedArray } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";
import { columnsIn, type Rows, rowsIn } from "./rows.ts";

/** Watches for observations and features that are not finite. */
export interface FiniteCheck {
  /** Whether everything in rows `from` to `to` is finite. */
  all(from: number, to: number): boolean;
  /** What is not finite in a row, in words; nothing where all is. */
  wrong(row: number): string | undefined;
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

  function all(from: number, to: number): boolean {
    for (let i = 0; i < watched.length; i++) {
      const { words, pieces, between, stride, width, exponent } = watched[i];
      for (let piece = 0; piece < pieces; piece++) {
        const end = piece * between + to * stride;
        for (let k = piece * between + from * stride + width - 1; k < end; k += width)
          if ((words[k] & exponent) === exponent) return false;
      }
    }
    return true;
  }

  function find(row: number): string | undefined {
    const leaves = leavesOf(env.observation);
    for (const [i, array] of arraysOf(observations).entries()) {
      const { path, size } = leaves[i];
      const values = array.subarray(row * size, (row + 1) * size);
      const element = values.findIndex((value) => !Number.isFinite(value));
      if (element >= 0)
        return `observation${path && ` ${path}`}${size > 1 ? `[${element}]` : ""} is ${values[element]}`;
    }
    for (const [name, column] of Object.entries(features))
      if (!Number.isFinite(column[row])) return `feature ${name} is ${column[row]}`;
    return undefined;
  }

  return { all, wrong: (row) => (all(row, row + 1) ? undefined : find(row)) };
}
