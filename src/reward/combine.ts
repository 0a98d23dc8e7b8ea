import { column, fillAll, type Part, requireFinite } from "./part.ts";

export interface WeightedPart {
  readonly weight: number;
  readonly part: Part;
}

/** A weighted sum that keeps its terms: `columns(rows)` holds them, weights included, after `fill`. */
export interface Sum extends Part {
  columns(rows: number): readonly Float64Array[];
}

export function sum(path: string, terms: readonly WeightedPart[]): Sum {
  const parts = terms.map(({ part }) => part);
  const columns = columnsOf(parts);
  return {
    path,
    stateful: parts.some((part) => part.stateful),
    columns,
    async fill(rows, out) {
      const values = columns(rows.rows);
      await fillAll(parts, rows, values);
      out.fill(0);
      terms.forEach(({ weight, part }, i) => {
        const term = values[i];
        for (let row = 0; row < out.length; row++) {
          term[row] *= weight;
          out[row] += term[row];
        }
        requireFinite(part.path, rows, term);
      });
      requireFinite(path || "the sum", rows, out);
    },
  };
}

export function product(path: string, factors: readonly Part[]): Part {
  const columns = columnsOf(factors);
  return {
    path,
    stateful: factors.some((part) => part.stateful),
    async fill(rows, out) {
      const values = columns(rows.rows);
      await fillAll(factors, rows, values);
      out.fill(1);
      for (const factor of values) for (let row = 0; row < out.length; row++) out[row] *= factor[row];
      requireFinite(path, rows, out);
    },
  };
}

function columnsOf(parts: readonly Part[]): (rows: number) => readonly Float64Array[] {
  const own = parts.map(column);
  const values: Float64Array[] = [];
  return (rows) => {
    own.forEach((of, i) => {
      values[i] = of(rows);
    });
    return values;
  };
}
