import { arraysOf, type BoundEnv, leavesOf, type PackedArray } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";

/** Watches for observations and features that are not finite. */
export interface FiniteCheck {
  /** Whether everything in rows `from` to `to` is finite. */
  all(from: number, to: number): boolean;
  /** What is not finite in a row, in words; nothing where all is. */
  wrong(row: number): string | undefined;
}

/** Numbers as 32-bit words: looking at bits is exact, and one kind of array keeps the loop fast. */
interface Watched {
  readonly name: string;
  readonly array: PackedArray;
  /** Elements a row. */
  readonly size: number;
  readonly words: Int32Array;
  /** Words an element; its exponent is in the last. */
  readonly width: number;
  /** The bits of the exponent: all are set in NaN and infinities, and in no other number (IEEE 754). */
  readonly exponent: number;
}

const formats: { readonly [kind: string]: Pick<Watched, "width" | "exponent"> | undefined } = {
  Float32Array: { width: 1, exponent: 0x7f800000 },
  Float64Array: { width: 2, exponent: 0x7ff00000 },
};

function watch(name: string, array: PackedArray, size: number): Watched[] {
  const format = formats[array.constructor.name];
  const words = () => new Int32Array(array.buffer, array.byteOffset, array.byteLength / 4);
  return format ? [{ name, array, size, words: words(), ...format }] : [];
}

export function finiteCheck(env: BoundEnv, { observations, features }: VectorMemory): FiniteCheck {
  const leaves = leavesOf(env.observation);
  const watched = [
    ...arraysOf(observations).flatMap((array, i) => {
      const { path, size } = leaves[i];
      return watch(`observation${path && ` ${path}`}`, array, size);
    }),
    ...Object.entries(features).flatMap(([name, array]) => watch(`feature ${name}`, array, 1)),
  ];

  function all(from: number, to: number): boolean {
    for (let i = 0; i < watched.length; i++) {
      const { words, size, width, exponent } = watched[i];
      const end = to * size * width;
      for (let k = from * size * width + width - 1; k < end; k += width)
        if ((words[k] & exponent) === exponent) return false;
    }
    return true;
  }

  return {
    all,
    wrong(row) {
      if (all(row, row + 1)) return undefined;
      for (const { name, array, size } of watched) {
        const element = array.subarray(row * size, (row + 1) * size).findIndex((value) => !Number.isFinite(value));
        if (element >= 0) return `${name}${size > 1 ? `[${element}]` : ""} is ${array[row * size + element]}`;
      }
      return undefined;
    },
  };
}
