/**
 * Differences between variants that ran with the same seeds, with intervals that all hold at once. Each interval inverts
 * an exact test, so a verdict is wrong in at most `1 - confidence` of all comparisons of equals, whatever the scores
 * look like; intervals by the bootstrap were wrong in up to 50 % with 2 seeds and in 10 % of bimodal scores with 7. Several
 * differences share the error by Bonferroni's rule (Dunn 1961, J. Am. Stat. Assoc. 56), which needs no assumption about
 * how they depend on each other through the base that they share.
 */
import { trimmedMean } from "./aggregates.ts";
import { checkConfidence } from "./bootstrap.ts";
import { checkPairs, type Interval, type Scores } from "./scores.ts";
import { fewestPairs, swapInterval, swapTest } from "./swap-test.ts";

/** The trimmed mean of x minus that of y, and how sure it is. */
export interface PairedDifference {
  readonly value: number;
  /** Absent with fewer pairs than `needed`. */
  readonly interval: Interval | undefined;
  /** How often luck alone makes a difference as large, in either direction, in any of the comparisons. */
  readonly pValue: number;
  readonly pairs: number;
  /** The fewest pairs with which an interval exists. */
  readonly needed: number;
  readonly tasks: number;
}

export interface DifferenceOptions {
  /** Of the ways of swapping, where there are too many to try them all. */
  readonly seed: number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** The share of runs to trim off each end; default 0.25, which leaves the interquartile mean. */
  readonly trim?: number;
}

/** `x[task][run]` and `y[task][run]` have the same seed and are swapped together. */
export const pairedDifference = (x: Scores, y: Scores, options: DifferenceOptions): PairedDifference =>
  differencesFrom(y, { x }, options).x;

/** Every variant minus the base; all have their runs in the same order of seeds. */
export function differencesFrom<Name extends string>(
  base: Scores,
  variants: { readonly [name in Name]: Scores },
  { trim = 0.25, confidence = 0.95, seed }: DifferenceOptions,
): { readonly [name in Name]: PairedDifference } {
  checkConfidence(confidence);
  const names = Object.keys(variants) as Name[];
  for (const name of names) checkPairs(variants[name], base);
  const pairs = base.reduce((sum, runs) => sum + runs.length, 0);
  const needed = fewestPairs(confidence, names.length);
  const level = (1 - confidence) / names.length;
  const described = names.map((name): [Name, PairedDifference] => {
    const scores = variants[name];
    const value = trimmedMean(scores, trim) - trimmedMean(base, trim);
    const interval = pairs < needed ? undefined : swapInterval(scores, base, { seed, trim, level });
    const pValue = Math.min(1, names.length * swapTest(scores, base, { seed, trim }));
    return [name, { value, interval, pValue, pairs, needed, tasks: base.length }];
  });
  return Object.fromEntries(described) as { readonly [name in Name]: PairedDifference };
}
