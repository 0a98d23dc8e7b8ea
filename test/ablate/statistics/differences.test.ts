import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  deviationOf,
  differencesFrom,
  holm,
  mean,
  minimumDetectableEffect,
  pairedDifference,
  swapTest,
} from "../../../src/ablate/statistics/index.ts";
import { anyPair, normalScores, plus, reversed } from "./scores.ts";

describe("swap test", () => {
  test("of differences 1, 2, 3: only all and none swapped are as large, 2 ways of 8", () => {
    const x = [[2, 4, 6]];
    const y = [[1, 2, 3]];
    expect(swapTest(x, y, mean, { seed: 0 })).toBe(2 / 8);
  });

  test("drawn swaps come near all of them, for more pairs than a word has bits too", () => {
    const [x, y] = [plus(normalScores(1, 2, 6), 0.7), normalScores(2, 2, 6)];
    const exact = swapTest(x, y, mean, { seed: 0 });
    // the standard deviation of a share of 4,000 is 0.008 at most
    expect(Math.abs(swapTest(x, y, mean, { seed: 0, permutations: 4_000 }) - exact)).toBeLessThan(0.03);
    const many = normalScores(3, 1, 40);
    expect(swapTest(plus(many, 3), many, mean, { seed: 0, permutations: 999 })).toBe(1 / 1000);
    const others = normalScores(4, 1, 40);
    const [one, another] = [many, others].map((scores) => swapTest(scores, many, mean, { seed: 0, permutations: 999 }));
    expect(one).toBe(1);
    expect(another).toBeGreaterThan(0.01);
  });

  test("does not mind the order of pairs, nor which side is which", () => {
    fc.assert(
      fc.property(anyPair, ([x, y]) => {
        fc.pre(x.flat().length <= 10);
        const pValue = swapTest(x, y, mean, { seed: 0 });
        expect(swapTest(reversed(x), reversed(y), mean, { seed: 0 })).toBe(pValue);
        expect(swapTest(y, x, mean, { seed: 0 })).toBe(pValue);
        expect(pValue).toBeGreaterThanOrEqual(2 ** (1 - x.flat().length));
      }),
      { numRuns: 40 },
    );
  });
});

describe("paired difference", () => {
  test("resamples pairs together: seeds that differ widely but alike leave no doubt", () => {
    const y = normalScores(1, 2, 6).map((runs) => runs.map((score) => Math.round(100 * score)));
    const difference = pairedDifference(plus(y, 1), y, { seed: 0, statistic: mean, resamples: 500 });
    for (const value of [difference.value, difference.low, difference.high]) expect(value).toBeCloseTo(1, 10);
    expect(difference.standardError).toBeCloseTo(0, 10);
    expect(difference.pValue).toBe(2 / 2 ** 12);
    expect([difference.pairs, difference.tasks]).toEqual([12, 2]);
  });

  test("the standard error of a mean is the deviation of pairs over the root of their number", () => {
    // differences -2, -1, 0, 1, 2: deviation sqrt(10 / 4), over sqrt(5) is sqrt(0.5)
    const y = [[10, 20, 30, 40, 50]];
    const x = [[8, 19, 30, 41, 52]];
    const { standardError, value } = pairedDifference(x, y, { seed: 0, statistic: mean });
    expect(value).toBe(0);
    expect(standardError).toBeCloseTo(Math.sqrt(0.5), 1);
  });

  test("wants pairs", () => {
    expect(() => pairedDifference([[1, 2, 3]], [[1, 2]], { seed: 0 })).toThrow("runs per task of 3 beside 2");
  });
});

describe("differences from a base", () => {
  const base = normalScores(1, 1, 10);
  const others = [2, 3, 4, 5, 6].map((seed) => normalScores(seed, 1, 10));
  const named = (count: number) => Object.fromEntries(others.slice(0, count).map((scores, i) => [`v${i}`, scores]));
  const options = { seed: 0, statistic: mean, resamples: 4_000 };

  test("one variant alone is Student's interval but for chance", () => {
    const { v0 } = differencesFrom(base, named(1), options);
    expect(v0).toEqual(pairedDifference(others[0], base, options));
    const deviation = deviationOf(others[0][0].map((score, run) => score - base[0][run]));
    // 2.262 is Student's quantile for 9 degrees of freedom
    const margin = (2.262 * deviation) / Math.sqrt(10);
    expect((v0.high - v0.low) / (2 * margin)).toBeCloseTo(1, 1);
    expect((v0.high + v0.low) / 2).toBeCloseTo(mean(others[0]) - mean(base), 12);
  });

  test("more variants make each interval wider, yet less than Bonferroni's", () => {
    const width = (count: number) => {
      const { v0 } = differencesFrom(base, named(count), options);
      return v0.high - v0.low;
    };
    expect(width(5)).toBeGreaterThan(1.1 * width(1));
    // Student's quantiles for 9 degrees of freedom: 3.250 at 0.05 / 5, 2.262 at 0.05
    expect(width(5)).toBeLessThan((3.25 / 2.262) * width(1));
  });

  test("p-values are Holm's", () => {
    const differences = Object.values(differencesFrom(base, named(3), options));
    const alone = others.slice(0, 3).map((scores) => swapTest(scores, base, mean, { seed: 0 }));
    expect(differences.map(({ pValue }) => pValue)).toEqual(holm(alone));
  });

  test("a variant equal to the base differs by nothing and costs the others nothing", () => {
    const { same, v0 } = differencesFrom(base, { v0: others[0], same: base }, options);
    expect(same).toMatchObject({ value: 0, low: 0, high: 0, pValue: 1 });
    const alone = differencesFrom(base, named(1), options).v0;
    expect([v0.low, v0.high]).toEqual([alone.low, alone.high]);
    expect(differencesFrom(base, {}, options)).toEqual({});
  });
});

test("Holm: 3 x 0.01, 2 x 0.03, then not less than that; at most 1", () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  expect(holm([0.6, 0.7])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});

test("minimum detectable effect: (2.2622 + 0.8834) / sqrt(10) of 10 runs, none of one run", () => {
  expect(minimumDetectableEffect(1, 10)).toBeCloseTo(0.9947, 4);
  expect(minimumDetectableEffect(2, 10)).toBeCloseTo(2 * 0.9947, 3);
  expect(minimumDetectableEffect(1, 10, 0.95, 0.8, 5)).toBeGreaterThan(minimumDetectableEffect(1, 10));
  expect(minimumDetectableEffect(1, 1)).toBe(Number.POSITIVE_INFINITY);
});
