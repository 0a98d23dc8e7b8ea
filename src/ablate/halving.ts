import type { Question } from "./question.ts";

/**
 * Successive halving over variants (Jamieson and Talwalkar 2016, arXiv 1502.07943; its rungs as in ASHA, Li et al.
 * 2020, arXiv 1810.05934): every variant trains to the lowest rung, the best 1/eta go on to the next. A rung is decided
 * when all its runs are there, so the choice depends on the results alone and not on their order of arrival.
 */
export interface HalvingRule {
  readonly eta: number;
  /** Shares of the budget, ascending, at which variants are compared; the whole budget is not among them. */
  readonly rungs: readonly number[];
}

const defaults = { eta: 3, rungs: 2 };

/** Rungs at budget / eta^k. */
export function halvingRule({
  eta = defaults.eta,
  rungs = defaults.rungs,
}: NonNullable<Question["halving"]>): HalvingRule {
  return { eta, rungs: Array.from({ length: rungs }, (_, i) => eta ** (i - rungs)) };
}

/** Steps of a rung for a run's budget. */
export const stepsAt = (rung: number, budget: number): number => Math.max(1, Math.round(rung * budget));

/**
 * The variants that go on: the best 1/eta by mean score, rounded up, ties in the given order; `exempt` always.
 * @param scores by variant, one for each run
 */
export function survivors(scores: ReadonlyMap<string, readonly number[]>, eta: number, exempt?: string): string[] {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const ranked = [...scores]
    .filter(([name]) => name !== exempt)
    .map(([name, values]) => ({ name, score: mean(values) }))
    .sort((a, b) => b.score - a.score);
  const best = new Set(ranked.slice(0, Math.ceil(ranked.length / eta)).map(({ name }) => name));
  return [...scores.keys()].filter((name) => name === exempt || best.has(name));
}
