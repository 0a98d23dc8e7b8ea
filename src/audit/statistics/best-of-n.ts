import { generator } from "../../core/index.ts";
import { ascending, endOfTie } from "./correlation.ts";

/**
 * Expected gold of the best of n episodes by a reward, drawn without replacement, where equal episodes are equally
 * likely to be taken. Exact, by order statistics: of M episodes in ascending order, the i-th is the best of n in
 * C(i - 1, n - 1) / C(M, n) of all draws. Stiennon et al. 2020, Nakano et al. 2021 (arXiv:2112.09332, appendix I).
 */
export function bestOf(n: number, values: ArrayLike<number>, gold: ArrayLike<number>): number {
  const order = ascending(values);
  const chances = chancesOf(n, order.length);
  let expected = 0;
  for (let from = 0; from < order.length; ) {
    const to = endOfTie(values, order, from);
    let [chance, sum] = [0, 0];
    for (let i = from; i < to; i++) {
      chance += chances[i];
      sum += gold[order[i]];
    }
    expected += (chance * sum) / (to - from);
    from = to;
  }
  return expected;
}

/** For each place in ascending order, how likely it is the best of n. */
function chancesOf(n: number, count: number): Float64Array {
  const chances = new Float64Array(count);
  let chance = n / count; // of the last place: that it is drawn at all
  for (let i = count; i >= n; i--) {
    chances[i - 1] = chance;
    chance *= (i - n) / (i - 1);
  }
  return chances;
}

/** A reward's best-of-n curve. */
export interface BestOfN {
  readonly points: readonly { readonly n: number; readonly gold: number; readonly value: number }[];
  /** The n of the most gold, where more selection then loses some. */
  readonly turns?: number;
}

const leastDraws = 4; // so that the end of a curve rests on several episodes
const resamples = 400;
const certainty = 0.95;

/**
 * The curve for n = 1, 2, 3, 4, 6, 8, 12 and so on, up to a quarter of the episodes. It turns at the n of the most gold
 * if the largest n has less gold in 95 % of 400 bootstrap resamples of the episodes.
 */
export function bestOfN(values: ArrayLike<number>, gold: ArrayLike<number>, seed: number): BestOfN {
  const points = sizesUpTo(Math.max(1, Math.floor(values.length / leastDraws))).map((n) => ({
    n,
    gold: bestOf(n, values, gold),
    value: bestOf(n, values, values),
  }));
  const peak = points.reduce((best, point) => (point.gold > best.gold ? point : best));
  const last = points[points.length - 1];
  if (peak.gold <= last.gold) return { points };
  const rng = generator(seed, "best-of-n");
  let falls = 0;
  for (let i = 0; i < resamples; i++) {
    const drawn = Int32Array.from({ length: values.length }, () => rng.integer(values.length));
    const [ofValues, ofGold] = [values, gold].map((column) => Float64Array.from(drawn, (at) => column[at]));
    if (bestOf(last.n, ofValues, ofGold) < bestOf(peak.n, ofValues, ofGold)) falls++;
  }
  return { points, ...(falls / resamples >= certainty && { turns: peak.n }) };
}

/** 1, 2, 3, 4, 6, 8, 12, ... and the largest. */
function sizesUpTo(largest: number): number[] {
  const sizes = new Set([1]);
  for (let power = 2; power <= largest; power *= 2) sizes.add(power).add(power * 1.5);
  return [...sizes].filter((n) => n < largest).concat(largest);
}
