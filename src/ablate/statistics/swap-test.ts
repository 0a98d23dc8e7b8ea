/**
 * The exact test of whether a paired difference is luck: had the two sides not differed, each pair would have come out
 * the other way round just as often (Fisher 1935, "The design of experiments", section 21). It needs no assumption about
 * the distribution, so it keeps its level for any number of pairs and for bimodal or bounded scores alike.
 */
import { generator } from "../../core/index.ts";
import { mean } from "./aggregates.ts";
import type { Interval, Scores, Statistic } from "./scores.ts";

export interface SwapOptions {
  readonly seed: number;
  /**
   * Default 4,096. With at most this many ways of swapping, all of them count and the test is exact; otherwise this
   * many are drawn, and the observed one is added so that a p-value is never 0 (Phipson and Smyth 2010, Stat. Appl.
   * Genet. Mol. Biol. 9(1)).
   */
  readonly permutations?: number;
}

/** The two-sided p-value of `statistic(x) - statistic(y)`. */
export const swapTest = (x: Scores, y: Scores, statistic: Statistic, options: SwapOptions): number =>
  shareAsLarge(x, y, statistic, waysOfSwapping(pairsIn(x), options));

/**
 * Every difference that the test does not reject, between the two ends: the interval by inverting the test (Lehmann and
 * Romano 2005, "Testing statistical hypotheses", section 5.10). It holds 0 exactly when the test does not reject 0, and
 * no difference larger than any between two runs.
 * @param level of the test; the interval's confidence is 1 less it. Needs `fewestPairs` pairs.
 * @param statistic one that grows by as much as all scores do
 */
export function swapInterval(
  x: Scores,
  y: Scores,
  statistic: Statistic,
  { level, ...options }: SwapOptions & { readonly level: number },
): Interval {
  const ways = waysOfSwapping(pairsIn(x), options);
  const rejects = (shift: number) => shareAsLarge(shifted(x, -shift), y, statistic, ways, level) <= level;
  const value = statistic(x) - statistic(y);
  const differs = rejects(0);
  const [lowest, highest] = reach(x, y);
  const low = value > 0 ? (differs ? edge(rejects, value, 0) : edge(rejects, 0, lowest)) : edge(rejects, value, lowest);
  const high =
    value < 0 ? (differs ? edge(rejects, value, 0) : edge(rejects, 0, highest)) : edge(rejects, value, highest);
  return { low, high };
}

/** The fewest pairs with which the test can reject at all: below it even pairs that all agree may be luck. 6 for 95 %. */
export const fewestPairs = (confidence = 0.95, comparisons = 1): number =>
  1 + Math.ceil(Math.log2(comparisons / (1 - confidence)) - 1e-9);

const steps = 12; // halvings: an end is found to 1 / 4,096 of the way

/** Where rejection begins on the way from a difference that is not rejected to one that is; on the near side. */
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

const pairsIn = (scores: Scores) => scores.reduce((sum, runs) => sum + runs.length, 0);
const shifted = (scores: Scores, by: number): Scores => scores.map((runs) => runs.map((score) => score + by));

/**
 * Ways of swapping, one bit a pair and 32 pairs a word, the observed one first. The first pair is never swapped:
 * swapping all pairs instead gives the same difference with its sign turned.
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
 * The share of ways whose difference is at least as large as the observed one; counts no further than above `enough`.
 * Of equal differences that with the larger difference of means counts as larger: a statistic that trims runs cannot
 * tell one swap from none where scores share a ceiling.
 */
function shareAsLarge(x: Scores, y: Scores, statistic: Statistic, { words, wordsEach }: Ways, enough = 1): number {
  const [ofX, ofY] = [x.map((runs) => [...runs]), y.map((runs) => [...runs])];
  const apart = (of: Statistic) => Math.abs(of(ofX) - of(ofY));
  const tolerance = 1e-12 * largest(x, y); // sums in another order may differ in their last digits
  const [observed, observedMeans] = [apart(statistic), apart(mean)];
  const ways = words.length / wordsEach;
  const most = enough * ways;
  let large = 1; // the observed one
  for (let way = 1; way < ways && large <= most; way++) {
    let pair = 0;
    for (let task = 0; task < x.length; task++)
      for (let run = 0; run < x[task].length; run++, pair++) {
        const swapped = (words[way * wordsEach + (pair >>> 5)] >>> (pair & 31)) & 1;
        ofX[task][run] = (swapped ? y : x)[task][run];
        ofY[task][run] = (swapped ? x : y)[task][run];
      }
    const difference = apart(statistic);
    if (difference > observed + tolerance) large++;
    else if (difference >= observed - tolerance && apart(mean) >= observedMeans - tolerance) large++;
  }
  return large / ways;
}

const largest = (...both: readonly Scores[]) =>
  both.flat(2).reduce((most, score) => Math.max(most, Math.abs(score)), 0);
