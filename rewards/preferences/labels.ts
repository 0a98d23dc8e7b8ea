import { fail, type Packable } from "../../src/core/index.ts";
import type { Answer } from "./teacher.ts";

/** Pairs of segments that were compared, in the order in which they were. */
export interface LabelledPairs {
  readonly count: number;
  /** `[count, numbers of a segment]` */
  first(): Float32Array;
  second(): Float32Array;
  /** `[count]` */
  labels(): Float32Array;
  add(first: Float32Array, second: Float32Array, answer: Answer): void;
  save(): { readonly [name: string]: Packable };
  /** @throws `file/corrupt` */
  load(saved: { readonly [name: string]: Packable }): void;
}

/** @param most pairs that are ever kept */
export function labelledPairs(most: number, size: number): LabelledPairs {
  const [first, second, labels] = [
    new Float32Array(most * size),
    new Float32Array(most * size),
    new Float32Array(most),
  ];
  let count = 0;
  return {
    get count() {
      return count;
    },
    first: () => first.subarray(0, count * size),
    second: () => second.subarray(0, count * size),
    labels: () => labels.subarray(0, count),
    add(a, b, answer) {
      first.set(a, count * size);
      second.set(b, count * size);
      labels[count++] = answer;
    },
    save: () => ({
      first: first.slice(0, count * size),
      second: second.slice(0, count * size),
      labels: labels.slice(0, count),
    }),
    load(saved) {
      const arrays = [saved.first, saved.second, saved.labels];
      const isWhole = arrays.every((array) => array instanceof Float32Array);
      const [a, b, answers] = arrays as unknown as Float32Array[];
      if (!isWhole || answers.length > most || a.length !== answers.length * size || b.length !== a.length)
        fail("file/corrupt", { given: "labelled pairs of another size", expected: `at most ${most} pairs of ${size}` });
      first.set(a);
      second.set(b);
      labels.set(answers);
      count = answers.length;
    },
  };
}
