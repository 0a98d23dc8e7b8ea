import { fail, type Packable } from "../../src/core/index.ts";
import type { Answer } from "./teacher.ts";

/** Pairs of segments that were compared, in the order in which they were. */
export interface LabelledPairs {
  readonly count: number;
  /** `[count, steps * size]`: segments that are shorter are filled up with zeros. */
  first(): Float32Array;
  second(): Float32Array;
  /** `[count, steps]`: 1 for a segment's own steps. */
  firstLive(): Float32Array;
  secondLive(): Float32Array;
  /** `[count]` */
  labels(): Float32Array;
  /** Takes in the rows of two segments, one after another. */
  add(first: Float32Array, second: Float32Array, answer: Answer): void;
  save(): { readonly [name: string]: Packable };
  /** @throws `file/corrupt` */
  load(saved: { readonly [name: string]: Packable }): void;
}

/**
 * @param most pairs that are ever kept
 * @param steps of a segment at most
 * @param size numbers of a row
 */
export function labelledPairs(most: number, steps: number, size: number): LabelledPairs {
  const widths = { first: steps * size, second: steps * size, firstLive: steps, secondLive: steps, labels: 1 };
  type Name = keyof typeof widths;
  const names = Object.keys(widths) as Name[];
  const columns = Object.fromEntries(names.map((name) => [name, new Float32Array(most * widths[name])])) as unknown as {
    readonly [N in Name]: Float32Array;
  };
  let count = 0;
  const kept = (name: Name) => columns[name].subarray(0, count * widths[name]);
  const put = (side: "first" | "second", rows: Float32Array) => {
    columns[side].fill(0, count * widths[side], (count + 1) * widths[side]).set(rows, count * widths[side]);
    const begin = count * steps;
    columns[`${side}Live`].fill(0, begin, begin + steps).fill(1, begin, begin + rows.length / size);
  };
  return {
    get count() {
      return count;
    },
    first: () => kept("first"),
    second: () => kept("second"),
    firstLive: () => kept("firstLive"),
    secondLive: () => kept("secondLive"),
    labels: () => kept("labels"),
    add(first, second, answer) {
      put("first", first);
      put("second", second);
      columns.labels[count++] = answer;
    },
    save: () => Object.fromEntries(names.map((name) => [name, kept(name).slice()])),
    load(saved) {
      const pairs = (saved.labels as Float32Array | undefined)?.length ?? -1;
      const isWhole = names.every((name) => {
        const array = saved[name];
        return array instanceof Float32Array && array.length === pairs * widths[name];
      });
      if (!isWhole || pairs > most)
        fail("file/corrupt", {
          given: "labelled pairs of another size",
          expected: `at most ${most} pairs of ${steps} steps of ${size}`,
        });
      for (const name of names) columns[name].set(saved[name] as Float32Array);
      count = pairs;
    },
  };
}
