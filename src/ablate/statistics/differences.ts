/**
 * Differences between variants that ran with the same seeds, with intervals that all hold at once: max-t, by resampling
 * all variants with the same draws of seeds (Westfall and Young 1993, "Resampling-based multiple testing"; Romano and
 * Wolf 2005, Econometrica 73(4)). Bonferroni's percentiles are not used: they ignore that all differences share the
 * base, and lie further out than resamples of few seeds reach.
 *
 * How often 95 % intervals hold, of normal scores, by simulation: for one variant with 5 seeds 95 % of means and 98 % of
 * interquartile means; for 5 variants at once 91 % and 98 % with 5 seeds, 92 % and 98 % with 8.
 */
import { interquartileMean } from "./aggregates.ts";
import { type BootstrapOptions, checkConfidence, drawIndices, resampled } from "./bootstrap.ts";
import { normalBelow, studentQuantile } from "./distributions.ts";
import { freedomOf, spreadFactor } from "./few-runs.ts";
import { holm } from "./holm.ts";
import { checkPairs, type Estimate, type Scores, type Statistic } from "./scores.ts";
import { swapTest } from "./swap-test.ts";
import { deviationOf, quantileOf } from "./values.ts";

/** `statistic(x) - statistic(y)` and what is known of it. */
export interface PairedDifference extends Estimate {
  /** How often luck alone makes a difference as large, either way; adjusted by Holm where there are several. */
  readonly pValue: number;
  /** Of the difference, by the bootstrap, corrected for few runs. */
  readonly standardError: number;
  readonly pairs: number;
  readonly tasks: number;
}

export interface DifferenceOptions extends Omit<BootstrapOptions, "expanded"> {
  /** Default the interquartile mean. */
  readonly statistic?: Statistic;
}

/** `x[task][run]` and `y[task][run]` are of one seed, and are resampled and swapped together. */
export const pairedDifference = (x: Scores, y: Scores, options: DifferenceOptions): PairedDifference =>
  differencesFrom(y, { x }, options).x;

/** Every variant less the base, the runs of all in the same order of seeds. */
export function differencesFrom<Name extends string>(
  base: Scores,
  variants: { readonly [name in Name]: Scores },
  options: DifferenceOptions,
): { readonly [name in Name]: PairedDifference } {
  const { statistic = interquartileMean, confidence = 0.95, seed } = options;
  checkConfidence(confidence);
  const names = Object.keys(variants) as Name[];
  for (const name of names) checkPairs(variants[name], base);
  const indices = options.indices ?? drawIndices(base, options);
  const drawnBase = resampled(base, statistic, indices);
  const differences = names.map((name) => {
    const drawn = resampled(variants[name], statistic, indices);
    for (let i = 0; i < drawn.length; i++) drawn[i] -= drawnBase[i];
    return { name, drawn, value: statistic(variants[name]) - statistic(base), deviation: deviationOf(drawn) };
  });
  // as far out on Student's distribution, and as much wider, as runs are than their resamples
  const reach = studentQuantile(normalBelow(quantileOf(farthestOf(differences), confidence)), freedomOf(base));
  const pValues = holm(names.map((name) => swapTest(variants[name], base, statistic, { seed })));
  const described = differences.map(({ name, value, deviation }, i): [Name, PairedDifference] => {
    const standardError = deviation * spreadFactor(base);
    // 0 times an infinite reach is no number
    const margin = standardError === 0 ? 0 : reach * standardError;
    const pairs = base.reduce((sum, runs) => sum + runs.length, 0);
    const interval = { value, low: value - margin, high: value + margin };
    return [name, { ...interval, pValue: pValues[i], standardError, pairs, tasks: base.length }];
  });
  return Object.fromEntries(described) as { readonly [name in Name]: PairedDifference };
}

interface Drawn {
  readonly drawn: Float64Array;
  readonly value: number;
  readonly deviation: number;
}

/** Ascending, of every resample the largest distance of a difference from the one that happened, in its deviations. */
function farthestOf(differences: readonly Drawn[]): Float64Array {
  const farthest = new Float64Array(differences[0]?.drawn.length ?? 1);
  for (const { drawn, value, deviation } of differences) {
    if (deviation === 0) continue;
    for (let i = 0; i < farthest.length; i++)
      farthest[i] = Math.max(farthest[i], Math.abs(drawn[i] - value) / deviation);
  }
  return farthest.sort();
}
