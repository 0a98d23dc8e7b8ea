/** The difference between two variants that ran with the same seeds. */

import { interquartileMean } from "./aggregates.ts";
import { type BootstrapOptions, drawIndices, percentileInterval, resampled } from "./bootstrap.ts";
import { spreadFactor } from "./few-runs.ts";
import { checkPairs, type Estimate, type Scores, type Statistic } from "./scores.ts";
import { swapTest } from "./swap-test.ts";
import { deviationOf } from "./values.ts";

/** `statistic(x) - statistic(y)` and what is known of it. */
export interface PairedDifference extends Estimate {
  /** How often luck alone makes a difference as large, either way. */
  readonly pValue: number;
  /** Of the difference, by the bootstrap, corrected for few runs. */
  readonly standardError: number;
  readonly pairs: number;
  readonly tasks: number;
}

export interface DifferenceOptions extends BootstrapOptions {
  /** Default the interquartile mean. */
  readonly statistic?: Statistic;
}

/**
 * `x[task][run]` and `y[task][run]` are of one seed, and are resampled and swapped together. The interval is expanded
 * unless asked otherwise: plain percentiles of 5 pairs claim 95 % and cover 84 %.
 */
export function pairedDifference(x: Scores, y: Scores, options: DifferenceOptions): PairedDifference {
  checkPairs(x, y);
  const { statistic = interquartileMean } = options;
  const drawn = drawDifferences(x, y, statistic, options.indices ?? drawIndices(x, options));
  return {
    ...describePairs(x, y, statistic, options.seed, drawn),
    ...percentileInterval(drawn, x, { expanded: true, ...options }),
  };
}

/** The difference in every resample of the pairs. */
export function drawDifferences(x: Scores, y: Scores, statistic: Statistic, indices: ArrayLike<number>): Float64Array {
  const drawn = resampled(x, statistic, indices);
  const others = resampled(y, statistic, indices);
  for (let i = 0; i < drawn.length; i++) drawn[i] -= others[i];
  return drawn;
}

/** All but the interval. */
export const describePairs = (x: Scores, y: Scores, statistic: Statistic, seed: number, drawn: Float64Array) => ({
  value: statistic(x) - statistic(y),
  pValue: swapTest(x, y, statistic, { seed }),
  standardError: deviationOf(drawn) * spreadFactor(x),
  pairs: x.reduce((sum, runs) => sum + runs.length, 0),
  tasks: x.length,
});
