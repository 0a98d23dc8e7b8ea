import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  deviationOf,
  differencesFrom,
  fewestPairs,
  minimumDetectableEffect,
  pairedDifference,
  type Scores,
  swapInterval,
  swapTest,
  trimmedMean,
} from "../../../src/ablate/statistics/index.ts";
import { anyPair, normalScores, plus, reversed } from "./scores.ts";

describe("swap test", () => {
  test("of differences 1, 2, 3: only all and none swapped are as large, 2 ways of 8", () => {
    const x = [[2, 4, 6]];
    const y = [[1, 2, 3]];
    expect(swapTest(x, y, { trim: 0, seed: 0 })).toBe(2 / 8);
  });

  test("drawn swaps come near all of them, for more pairs than a word has bits too", () => {
    const [x, y] = [plus(normalScores(1, 2, 6), 0.7), normalScores(2, 2, 6)];
    const exact = swapTest(x, y, { trim: 0, seed: 0 });
    // the standard deviation of a share of 4,000 is 0.008 at most
    expect(Math.abs(swapTest(x, y, { trim: 0, seed: 0, permutations: 4_000 }) - exact)).toBeLessThan(0.03);
    const many = normalScores(3, 1, 40);
    expect(swapTest(plus(many, 3), many, { trim: 0, seed: 0, permutations: 999 })).toBe(1 / 1000);
    const others = normalScores(4, 1, 40);
    const [one, another] = [many, others].map((scores) =>
      swapTest(scores, many, { trim: 0, seed: 0, permutations: 999 }),
    );
    expect(one).toBe(1);
    expect(another).toBeGreaterThan(0.01);
  });

  test("runs at a ceiling that trimming hides count all the same: 8 of 8 pairs agree, 2 ways of 256", () => {
    // the middle half of seven 1s and a 0.5 is 1, as of eight 1s
    const [x, y] = [[Array(8).fill(1)], [Array(8).fill(0.5)]];
    expect(swapTest(x, y, { seed: 0 })).toBe(2 / 256);
  });

  test("does not mind the order of pairs, nor which side is which", () => {
    fc.assert(
      fc.property(anyPair, ([x, y]) => {
        fc.pre(x.flat().length <= 10);
        const pValue = swapTest(x, y, { trim: 0, seed: 0 });
        expect(swapTest(reversed(x), reversed(y), { trim: 0, seed: 0 })).toBe(pValue);
        expect(swapTest(y, x, { trim: 0, seed: 0 })).toBe(pValue);
        expect(pValue).toBeGreaterThanOrEqual(2 ** (1 - x.flat().length));
      }),
      { numRuns: 40 },
    );
  });
});

describe("interval by inverting the swap test", () => {
  test("of differences 1 to 6, all 6 pairs must agree: between the least and the most", () => {
    // of 2^6 ways only all and none swapped are as large: 2 / 64 is at most 0.05, and with 2 more ways 4 / 64 is not
    const x = [[11, 22, 33, 44, 55, 66]];
    const y = [[10, 20, 30, 40, 50, 60]];
    const { low, high } = swapInterval(x, y, { trim: 0, seed: 0, level: 0.05 });
    expect(low).toBeCloseTo(1, 1);
    expect(high).toBeCloseTo(6, 1);
  });

  test("leaves out 0 exactly where the test rejects 0, and stays within what runs differ by", () => {
    fc.assert(
      fc.property(anyPair, ([x, y]) => {
        const pairs = x.flat().length;
        fc.pre(pairs >= 6 && pairs <= 11);
        for (const trim of [0, 0.25]) {
          const { low, high } = swapInterval(x, y, { trim, seed: 0, level: 0.05 });
          const rejected = swapTest(x, y, { trim, seed: 0 }) <= 0.05;
          expect(low > 0 || high < 0).toBe(rejected);
          const value = trimmedMean(x, trim) - trimmedMean(y, trim);
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
          expect(low).toBeGreaterThanOrEqual(Math.min(...x.flat()) - Math.max(...y.flat()));
          expect(high).toBeLessThanOrEqual(Math.max(...x.flat()) - Math.min(...y.flat()));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("of 8 normal pairs it is nearly Student's interval, and covers the truth as often as it says", () => {
    const trials = 200;
    let [covered, widths, students] = [0, 0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const [x, y] = normalScores(trial, 2, 8).map((runs) => [runs]);
      const { low, high } = swapInterval(x, y, { seed: 0, level: 0.05 });
      if (low <= 0 && high >= 0) covered++;
      widths += high - low;
      // 2.365 is Student's quantile for 7 degrees of freedom
      students += (2 * 2.365 * deviationOf(x[0].map((score, run) => score - y[0][run]))) / Math.sqrt(8);
    }
    // a share of 200 trials has a standard deviation of 0.015
    expect(Math.abs(covered / trials - 0.95)).toBeLessThan(0.045);
    expect(widths / students).toBeLessThan(1.15);
  });

  test("fewest pairs: 2 of 2^6 ways are 3 %; of 4 comparisons each may err in 1.25 %, and 2 of 2^8 ways are 0.8 %", () => {
    expect([1, 2, 4, 10, 100].map((comparisons) => fewestPairs(0.95, comparisons))).toEqual([6, 7, 8, 9, 12]);
    expect([fewestPairs(0.99), fewestPairs(0.75), fewestPairs(0.5)]).toEqual([8, 3, 2]);
  });
});

describe("paired difference", () => {
  test("swaps pairs together: seeds that differ widely but alike leave no doubt", () => {
    const y = normalScores(1, 2, 6).map((runs) => runs.map((score) => Math.round(100 * score)));
    const difference = pairedDifference(plus(y, 1), y, { seed: 0, trim: 0 });
    expect(difference.value).toBeCloseTo(1, 10);
    expect(difference.interval!.low).toBeCloseTo(1, 1);
    expect(difference.interval!.high).toBeCloseTo(1, 1);
    expect(difference.pValue).toBe(2 / 2 ** 12);
    expect(difference).toMatchObject({ pairs: 12, needed: 6, tasks: 2 });
  });

  test("of fewer pairs than could ever tell there is no interval", () => {
    const [five] = normalScores(1, 1, 5);
    const difference = pairedDifference(plus([five], 9), [five], { seed: 0 });
    expect(difference).toMatchObject({ interval: undefined, pValue: 2 / 32, pairs: 5, needed: 6 });
    const [six] = normalScores(1, 1, 6);
    expect(pairedDifference(plus([six], 9), [six], { seed: 0 }).interval!.low).toBeGreaterThan(0);
  });

  test("wants pairs", () => {
    expect(() => pairedDifference([[1, 2, 3]], [[1, 2]], { seed: 0 })).toThrow("runs per task of 3 beside 2");
  });
});

describe("differences from a base", () => {
  const base = normalScores(1, 1, 10);
  const others = [2, 3, 4, 5, 6].map((seed) => normalScores(seed, 1, 10));
  const named = (count: number) => Object.fromEntries(others.slice(0, count).map((scores, i) => [`v${i}`, scores]));
  const options = { seed: 0, trim: 0 };
  const widthOf = ({ interval }: { interval?: { low: number; high: number } }) => interval!.high - interval!.low;

  test("one variant alone is a paired difference", () => {
    expect(differencesFrom(base, named(1), options).v0).toEqual(pairedDifference(others[0], base, options));
  });

  test("more variants make each interval wider, about as Bonferroni's rule says", () => {
    const width = (count: number) => widthOf(differencesFrom(base, named(count), options).v0);
    // Student's quantiles for 9 degrees of freedom: 3.250 at 0.05 / 5, 2.262 at 0.05
    expect(width(5) / width(1)).toBeGreaterThan(1.2);
    expect(width(5) / width(1)).toBeLessThan(1.8);
  });

  test("p-values are as many times larger, and at most 1", () => {
    const differences = Object.values(differencesFrom(base, named(3), options));
    const alone = others.slice(0, 3).map((scores) => swapTest(scores, base, { trim: 0, seed: 0 }));
    expect(differences.map(({ pValue }) => pValue)).toEqual(alone.map((p) => Math.min(1, 3 * p)));
  });

  test("a variant equal to the base differs by nothing", () => {
    const { same } = differencesFrom(base, { v0: others[0], same: base }, options);
    expect(same).toMatchObject({ value: 0, pValue: 1 });
    expect(same.interval!.low).toBeLessThanOrEqual(0);
    expect(same.interval!.high).toBeGreaterThanOrEqual(0);
    expect(differencesFrom(base, {}, options)).toEqual({});
  });

  test("nothing exceeds the scale: scores in [0, 1] differ by at most 1", () => {
    const x: Scores = [[1, 1, 0, 1, 1, 0, 1, 1]];
    const y: Scores = [[0, 0, 1, 0, 0, 1, 0, 0]];
    const { low, high } = pairedDifference(x, y, { seed: 0 }).interval!;
    expect(low).toBeGreaterThanOrEqual(-1);
    expect(high).toBeLessThanOrEqual(1);
  });
});

test("minimum detectable effect: half the width, times (2.2622 + 0.8834) / 2.2622 with 9 degrees of freedom", () => {
  expect(minimumDetectableEffect({ low: -0.2, high: 0.4 }, 9)).toBeCloseTo(0.3 * 1.3905, 4);
});
