import { fail, pack, unpack } from "../../src/core/index.ts";

/** How often each of many things was seen. */
export interface Visits {
  of(key: string): number;
  add(key: string): void;
  readonly size: number;
  save(): Uint8Array;
  /** @throws `file/corrupt` */
  load(bytes: Uint8Array): void;
}

const what = "what a reward has counted";

/** @param most different things, so that memory is bounded; those that come later count as never seen */
export function visits(most: number): Visits {
  let counts = new Map<string, number>();
  return {
    of: (key) => counts.get(key) ?? 0,
    add(key) {
      const count = counts.get(key);
      if (count !== undefined) counts.set(key, count + 1);
      else if (counts.size < most) counts.set(key, 1);
    },
    get size() {
      return counts.size;
    },
    save: () => pack({ keys: [...counts.keys()], counts: Float64Array.from(counts.values()) }),
    load(bytes) {
      const saved = (unpack(bytes, what) ?? {}) as { readonly keys?: unknown; readonly counts?: unknown };
      const { keys, counts: numbers } = saved;
      const isWhole =
        Array.isArray(keys) &&
        keys.every((key) => typeof key === "string") &&
        numbers instanceof Float64Array &&
        numbers.length === keys.length &&
        keys.length <= most;
      if (!isWhole) fail("file/corrupt", { given: what, expected: `a number for each of at most ${most} keys` });
      counts = new Map((keys as string[]).map((key, i) => [key, (numbers as Float64Array)[i]]));
    },
  };
}

/**
 * Where rows of features lie, in bins: rows with the same key count as the same place.
 * @param widths of the bins of each feature, or one for all
 */
export function keyOf(features: readonly string[], widths: readonly number[]) {
  const widthOf = (i: number) => widths[widths.length === 1 ? 0 : i];
  return (columns: { readonly [feature: string]: Float64Array }, row: number): string => {
    let key = "";
    for (let i = 0; i < features.length; i++) key += `${Math.floor(columns[features[i]][row] / widthOf(i))},`;
    return key;
  };
}

/** @throws `params/invalid` */
export function requireWidths(features: readonly string[], widths: readonly number[]): void {
  if (widths.length !== 1 && widths.length !== features.length)
    fail("params/invalid", {
      given: `${widths.length} widths for ${features.length} features`,
      expected: "one for each feature, or one for all",
    });
}
