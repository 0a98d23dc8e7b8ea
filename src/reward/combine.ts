import { all, columns, type Part, requireFinite, whole } from "./part.ts";

export interface WeightedPart {
  readonly weight: number;
  readonly part: Part;
}

/** A weighted sum. Its columns are the terms of its parts, weights included. */
export function sum(path: string, weighted: readonly WeightedPart[]): Part {
  const parts = weighted.map(({ part }) => part);
  const terms = parts.flatMap((part) => part.terms);
  const weights = weighted.flatMap(({ weight, part }) => part.terms.map(() => weight));
  let at = 0;
  const spans = parts.map((part) => {
    at += part.terms.length;
    return [at - part.terms.length, at] as const;
  });
  return {
    path,
    terms,
    ...rest(parts),
    async fill(rows, columns) {
      await all(parts.map((part, i) => part.fill(rows, columns.slice(...spans[i]))));
      columns.forEach((column, i) => {
        const weight = weights[i];
        for (let row = 0; row < column.length; row++) column[row] *= weight;
        requireFinite(terms[i], rows, column);
      });
    },
  };
}

export function product(path: string, given: readonly Part[]): Part {
  const factors = given.map(whole);
  const own = columns(factors.length);
  return {
    path,
    terms: [path],
    ...rest(factors),
    async fill(rows, [out]) {
      const values = own(rows.rows);
      await all(factors.map((part, i) => part.fill(rows, [values[i]])));
      out.fill(1);
      for (const factor of values) for (let row = 0; row < out.length; row++) out[row] *= factor[row];
      requireFinite(path, rows, out);
    },
  };
}

const rest = (parts: readonly Part[]): Pick<Part, "inner" | "learn"> => ({
  inner: parts.flatMap(({ inner }) => inner),
  async learn(rows, progress, log) {
    for (const part of parts) await part.learn(rows, progress, log);
  },
});
