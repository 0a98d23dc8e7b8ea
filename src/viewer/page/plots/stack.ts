import type { Columns } from "../../../core/reward-rows.ts";

/** Terms one upon another: what pays above zero, what costs below. */
export interface Stack {
  /** By term: lower and upper edge of its area, `[steps]` each. */
  readonly areas: readonly { readonly name: string; readonly lower: Float64Array; readonly upper: Float64Array }[];
}

export function stackOf(terms: Columns, hidden: readonly string[], steps: number): Stack {
  const [above, below] = [new Float64Array(steps), new Float64Array(steps)];
  const areas = Object.entries(terms)
    .filter(([name]) => !hidden.includes(name))
    .map(([name, column]) => {
      const [lower, upper] = [new Float64Array(steps), new Float64Array(steps)];
      for (let step = 0; step < steps; step++) {
        const value = Number.isFinite(column[step]) ? column[step] : 0;
        const edge = value >= 0 ? above : below;
        lower[step] = edge[step];
        edge[step] += value;
        upper[step] = edge[step];
      }
      return { name, lower, upper };
    });
  return { areas };
}

/** Whether terms sum to the total, in words; the tolerance is that of the rewards themselves. */
export function sumCheck(terms: Columns, total: Float64Array): { readonly holds: boolean; readonly words: string } {
  const columns = Object.entries(terms);
  for (let step = 0; step < total.length; step++) {
    const stray = columns.find(([, column]) => !Number.isFinite(column[step]));
    if (stray) return { holds: false, words: `${stray[0]} is ${stray[1][step]} in step ${step + 1}` };
    const off = columns.reduce((sum, [, column]) => sum + column[step], 0) - total[step];
    if (!(Math.abs(off) <= 1e-9 * Math.max(1, Math.abs(total[step]))))
      return { holds: false, words: `off by ${off.toExponential(1)} in step ${step + 1}` };
  }
  return { holds: true, words: "terms sum to the total" };
}
