/**
 * Whether a difference of pairs is luck: within each pair it would as often have come out the other way round. Fisher
 * 1935, "The design of experiments", section 21. Of means, this is the sign-flip test of the differences.
 */
import { generator } from "../../core/index.ts";
import type { Scores, Statistic } from "./scores.ts";

/**
 * The two-sided p-value of `statistic(x) - statistic(y)`. Exact, over all ways of swapping, where there are at most
 * `permutations` of them; else over so many drawn ones and the one that happened, so that it is never 0 (Phipson and
 * Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9(1)).
 */
export function swapTest(
  x: Scores,
  y: Scores,
  statistic: Statistic,
  { seed, permutations = 20_000 }: { readonly seed: number; readonly permutations?: number },
): number {
  const pairs = x.reduce((sum, runs) => sum + runs.length, 0);
  const swap = swapper(x, y);
  const difference = () => Math.abs(statistic(swap.x) - statistic(swap.y));
  // sums in another order may differ in their last digits
  const happened = difference() * (1 - 1e-12);
  const ways = 2 ** pairs;
  if (ways <= permutations) {
    let large = 0;
    for (let way = 0; way < ways; way++) {
      swap.by(() => way);
      if (difference() >= happened) large++;
    }
    return large / ways;
  }
  const rng = generator(seed, "permutation");
  let large = 1;
  for (let i = 0; i < permutations; i++) {
    swap.by(() => rng.integer(2 ** 32));
    if (difference() >= happened) large++;
  }
  return large / (permutations + 1);
}

/** Copies of x and y, and what writes them anew, each pair swapped or not by a bit, 32 pairs a word. */
function swapper(x: Scores, y: Scores) {
  const [ofX, ofY] = [x.map((runs) => [...runs]), y.map((runs) => [...runs])];
  return {
    x: ofX as Scores,
    y: ofY as Scores,
    by(nextWord: () => number) {
      let word = 0;
      let pair = 0;
      for (let task = 0; task < x.length; task++)
        for (let run = 0; run < x[task].length; run++, pair++) {
          if (pair % 32 === 0) word = nextWord();
          const swapped = (word >>> (pair % 32)) & 1;
          ofX[task][run] = (swapped ? y : x)[task][run];
          ofY[task][run] = (swapped ? x : y)[task][run];
        }
    },
  };
}
