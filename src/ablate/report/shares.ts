import type { RunResult } from "../result.ts";
import { meanOf } from "../statistics/index.ts";

/** A reward term over the last tenth of training, averaged over seeds. */
export interface TermShare {
  readonly term: string;
  /** Per step. */
  readonly mean: number;
  /** Share in the sum of all terms' sizes, with the sign of the mean; absolute values sum to 1. */
  readonly share: number;
}

/** The terms in the order of the reward; empty if no run finished or all terms are 0. */
export function sharesOf(runs: readonly RunResult[]): readonly TermShare[] {
  const terms = [...new Set(runs.flatMap((run) => Object.keys(run.terms)))];
  const means = terms.map((term) => meanOf(runs.flatMap((run) => run.terms[term] ?? [])));
  const size = means.reduce((sum, mean) => sum + Math.abs(mean), 0);
  return size === 0 ? [] : terms.map((term, i) => ({ term, mean: means[i], share: means[i] / size }));
}
