/**
 * The exact permutation test of a paired difference: if the two sides do not differ, each pair is equally likely the
 * other way round (Fisher 1935, "The design of experiments", section 21). It assumes no distribution, so its level holds
 * for any number of pairs, and for bimodal or bounded scores too.
 */
import { generator } from "../../core/index.ts";
import { trimmedMean } from "./aggregates.ts";
import type { Interval, Scores } from "./scores.ts";

export interface SwapOptions {
  /** The share of runs to trim off each end of both sides before their means are compared; default 0.25. */
  readonly trim?: number;
  readonly seed: number;
  /**
   * Default 4,096. With at most this many ways of swapping, all are tried and the test is exact; otherwise this
   * many are drawn, and the observed one is added so that a p-value is never 0 (Phipson and Smyth 2010, Stat. Appl.
   * Genet. Mol. Biol. 9(1)).
   */
  readonly permutations?: number;
}

/** The two-sided p-value of the difference between the trimmed means of x and y. */
export function swapTest(x: Scores, y: Scores, { trim = 0.25, ...options }: SwapOptions): number {
  const pairs = flatPairs(x, y);
  return shareAsLarge(pairs, 0, trim, waysOfSwapping(pairs.x.length, options));
}

/**
 * The confidence interval by inverting the test: all differences that the test does not reject (Lehmann and Romano 2005,
 * "Testing statistical hypotheses", section 5.10). It contains 0 exactly when the test does not reject 0, and no
 * difference larger than the largest one between two runs.
 * @param level of the test; the interval's confidence is 1 - level. Needs `fewestPairs` pairs.
 */
export function swapInterval(
  x: Scores,
  y: Scores,
  { level, trim = 0.25, ...options }: SwapOptions & { readonly level: number },
): Interval {
  const pairs = flatPairs(x, y);
  const ways = waysOfSwapping(pairs.x.length, options);
  const rejects = (shift: number) => shareAsLarge(pairs, shift, trim, ways, level) <= level;
  const value = trimmedMean(x, trim) - trimmedMean(y, trim);
  const differs = rejects(0);
  const [lowest, highest] = reach(x, y);
  return {
    low: differs && value > 0 ? edge(rejects, value, 0) : edge(rejects, Math.min(value, 0), lowest),
    high: differs && value < 0 ? edge(rejects, value, 0) : edge(rejects, Math.max(value, 0), highest),
  };
}

/** The fewest pairs with which the test can reject at all: with fewer, even unanimous pairs may be luck. 6 for 95 %. */
export const fewestPairs = (confidence = 0.95, comparisons = 1): number =>
  1 + Math.ceil(Math.log2(comparisons / (1 - confidence)) - 1e-9);

const steps = 12; // bisections: an end is found to 1 / 4,096 of the searched span

/** Bisects between a difference that is not rejected and one that is; returns the last one not rejected. */
function edge(rejects: (shift: number) => boolean, kept: number, rejected: number): number {
  let [near, far] = [kept, rejected];
  for (let step = 0; step < steps && near !== far; step++) {
    const middle = (near + far) / 2;
    if (rejects(middle)) far = middle;
    else near = middle;
  }
  return near;
}

/** The smallest and the largest difference between a run of x and one of y on the same task. */
function reach(x: Scores, y: Scores): [lowest: number, highest: number] {
  const lowest = x.map((runs, task) => Math.min(...runs) - Math.max(...y[task]));
  const highest = x.map((runs, task) => Math.max(...runs) - Math.min(...y[task]));
  return [Math.min(...lowest), Math.max(...highest)];
}

/** The runs of all tasks; x and y with the same index are a pair. */
interface Pairs {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const flatPairs = (x: Scores, y: Scores): Pairs => ({ x: x.flat(), y: y.flat() });

/**
 * Ways of swapping, one bit per pair and 32 pairs per word, the observed way first. The first pair is never swapped,
 * because swapping all pairs only changes the sign of the difference.
 */
interface Ways {
  readonly words: Uint32Array;
  readonly wordsEach: number;
}

function waysOfSwapping(pairs: number, { seed, permutations = 4_096 }: SwapOptions): Ways {
  const all = 2 ** (pairs - 1);
  if (all <= permutations) return { words: Uint32Array.from({ length: all }, (_, way) => way << 1), wordsEach: 1 };
  const rng = generator(seed, "permutation");
  const wordsEach = Math.ceil(pairs / 32);
  const words = Uint32Array.from({ length: (permutations + 1) * wordsEach }, (_, at) =>
    at < wordsEach ? 0 : rng.integer(2 ** 32),
  );
  return { words, wordsEach };
}

/**
 * The share of ways whose difference is at least as large as the observed one, after subtracting `shift` from x; stops
 * counting above `enough`. Ties are broken by the difference of untrimmed means, because trimmed means cannot tell a
 * swap from none if scores share a ceiling.
 */
function shareAsLarge(pairs: Pairs, shift: number, trim: number, { words, wordsEach }: Ways, enough = 1): number {
  const count = pairs.x.length;
  const [first, last] = [Math.floor(trim * count), count - Math.floor(trim * count)];
  // sorted once, so that every way takes a single pass: the runs of either side come in ascending order
  const runs = [...pairs.x.map((score) => score - shift), ...pairs.y];
  const order = Uint32Array.from(runs.keys()).sort((a, b) => runs[a] - runs[b]);
  const values = Float64Array.from(order, (run) => runs[run]);
  const tolerance = 1e-12 * count * Math.max(Math.abs(values[0]), Math.abs(values[2 * count - 1])); // of sums
  const ways = words.length / wordsEach;
  const most = enough * ways;
  let [observed, observedWhole, large] = [0, 0, 0];
  for (let way = 0; way < ways && large <= most; way++) {
    let [ranked, difference, whole] = [0, 0, 0];
    for (let i = 0; i < values.length; i++) {
      const run = order[i];
      const pair = run < count ? run : run - count;
      const swapped = (words[way * wordsEach + (pair >>> 5)] >>> (pair & 31)) & 1;
      if ((swapped === 1) === run >= count) {
        const rank = ranked++; // on the side of x
        whole += values[i];
        if (rank >= first && rank < last) difference += values[i];
      } else {
        const rank = i - ranked;
        whole -= values[i];
        if (rank >= first && rank < last) difference -= values[i];
      }
    }
    [difference, whole] = [Math.abs(difference), Math.abs(whole)];
    if (way === 0) [observed, observedWhole] = [difference, whole];
    if (difference > observed + tolerance) large++;
    else if (difference >= observed - tolerance && whole >= observedWhole - tolerance) large++;
  }
  return large / ways;
}
