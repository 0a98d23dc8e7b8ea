/**
 * Whether a difference of pairs is luck: within each pair it would as often have come out the other way round. Fisher
 * 1935, "The design of experiments", section 21. Of means, this is the sign-flip test of the differences.
 */
import { generator, type Rng } from "../../core/index.ts";
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
  const [swappedX, swappedY] = [x.map((runs) => [...runs]), y.map((runs) => [...runs])];
  /** Swaps the pairs told, and says whether the difference is as large as the one that happened. */
  const isAsLarge = (swaps: (pair: number) => boolean): boolean => {
    let pair = 0;
    for (let task = 0; task < x.length; task++)
      for (let run = 0; run < x[task].length; run++) {
        const swap = swaps(pair++);
        swappedX[task][run] = (swap ? y : x)[task][run];
        swappedY[task][run] = (swap ? x : y)[task][run];
      }
    return Math.abs(statistic(swappedX) - statistic(swappedY)) >= happened;
  };
  // sums in another order may differ in their last digits
  const happened = Math.abs(statistic(x) - statistic(y)) * (1 - 1e-12);
  return 2 ** pairs <= permutations
    ? shareOfAll(2 ** pairs, isAsLarge)
    : shareOfDrawn(permutations, isAsLarge, generator(seed, "permutation"));
}

type Test = (swaps: (pair: number) => boolean) => boolean;

function shareOfAll(ways: number, isAsLarge: Test): number {
  let large = 0;
  for (let way = 0; way < ways; way++) if (isAsLarge((pair) => ((way >> pair) & 1) === 1)) large++;
  return large / ways;
}

function shareOfDrawn(permutations: number, isAsLarge: Test, rng: Rng): number {
  let large = 1;
  for (let i = 0; i < permutations; i++) if (isAsLarge(() => rng.uniform() < 0.5)) large++;
  return large / (permutations + 1);
}
