import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawIndices } from "../../../src/ablate/statistics/bootstrap.ts";
import {
  bootstrapInterval,
  fewestRuns,
  type Interval,
  interquartileMean,
  mean,
  performanceProfile,
  type Scores,
  sampleEfficiency,
  taskMeanProfile,
} from "../../../src/ablate/statistics/index.ts";
import { normalScores } from "./scores.ts";

describe("interval", () => {
  test("of the four resamples of two runs, whose means are 1, 1.5, 1.5 and 2", () => {
    // the quarter lies 0.75 of the way from the first to the second, three quarters 0.25 from the third to the fourth
    const indices = [0, 0, 0, 1, 1, 0, 1, 1];
    const interval = bootstrapInterval([[1, 2]], mean, { seed: 0, confidence: 0.5, indices });
    expect(interval).toEqual({ value: 1.5, low: 1.375, high: 1.625 });
  });

  test("draws every run of a task about as often, and of no other task", () => {
    const counts = new Map<number, number>();
    const scores = [
      [0, 1, 2],
      [10, 11],
    ];
    const count = ([first, second]: Scores) => {
      for (const score of first) counts.set(score, (counts.get(score) ?? 0) + 1);
      for (const score of second) counts.set(score, (counts.get(score) ?? 0) + 1);
      return first.every((score) => score < 3) && second.every((score) => score >= 10) ? 1 : 0;
    };
    // in 20,000 resamples each run once on average; the standard deviation is 115 at most
    expect(bootstrapInterval(scores, count, { seed: 1 })).toEqual({ value: 1, low: 1, high: 1 });
    for (const score of scores.flat()) expect(Math.abs(counts.get(score)! - 20_000)).toBeLessThan(500);
  });

  test("contains the middle of symmetric scores", () => {
    const symmetric = fc.array(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(symmetric, fc.nat(), (tasks, seed) => {
        const scores = tasks.map((offsets) => offsets.flatMap((offset) => [7 - offset, 7 + offset]));
        for (const statistic of [mean, interquartileMean]) {
          const { value, low, high } = bootstrapInterval(scores, statistic, { seed, resamples: 500 });
          expect(value).toBeCloseTo(7, 12);
          expect(low).toBeLessThanOrEqual(7);
          expect(high).toBeGreaterThanOrEqual(7);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("is the same for the same seed, another for another, and wider for more confidence", () => {
    const scores = normalScores(1, 3, 8);
    const interval = (seed: number, confidence?: number) =>
      bootstrapInterval(scores, interquartileMean, { seed, confidence, resamples: 1_000 });
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
    expect(interval(1, 0.99).low).toBeLessThan(interval(1).low);
    expect(interval(1, 0.99).high).toBeGreaterThan(interval(1).high);
  });

  test("says what is wrong with scores or confidence", () => {
    const interval = (scores: Scores, confidence?: number) =>
      bootstrapInterval(scores, mean, { seed: 0, confidence, resamples: 10 });
    expect(() => interval([])).toThrow("statistics/scores: got no task");
    expect(() => interval([[1, 2], [3]])).toThrow("statistics/scores: got task 1 with 1 runs");
    expect(() => interval([[1, Number.NaN]])).toThrow("statistics/scores: got NaN in run 1 of task 0");
    expect(() => interval([[1, 2]], 95)).toThrow("params/invalid: got a confidence of 95");
  });
});

test("of 5 runs, intervals of a mean cover as much as is said of them", () => {
  const trials = 1_000;
  const indices = drawIndices([[0, 0, 0, 0, 0]], { seed: 1, resamples: 2_000 });
  const coverage = (intervalOf: (scores: Scores) => Interval) => {
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const { low, high } = intervalOf(trialScores[trial]);
      if (low <= 0 && high >= 0) covered++;
    }
    return covered / trials;
  };
  const trialScores = normalScores(1, trials, 5).map((runs) => [runs]);
  const percentiles = (expanded: boolean) =>
    coverage((scores) => bootstrapInterval(scores, mean, { seed: 0, indices, expanded }));
  // a share of 1,000 trials has a standard deviation of 0.007 to 0.012
  expect(Math.abs(percentiles(false) - 0.83)).toBeLessThan(0.03);
  expect(Math.abs(percentiles(true) - 0.92)).toBeLessThan(0.03);
});

test("fewest runs: 5^-5 = 0.00032 is rarer than the tail of 0.00096, 4^-4 = 0.0039 not than 0.00012", () => {
  expect(fewestRuns()).toBe(5);
  expect(fewestRuns(0.99)).toBe(7);
  expect(fewestRuns(0.95, 5)).toBe(3);
});

test("profiles: shares above tau, of runs and of tasks' means", () => {
  const scores = [
    [0, 1, 2, 3],
    [2, 2, 2, 2],
  ];
  const shares = (profile: typeof performanceProfile) =>
    profile(scores, [-1, 1.75, 2, 3], { seed: 0, resamples: 200 }).map(({ value }) => value);
  // means 1.5 and 2; at tau itself is not above it
  expect(shares(performanceProfile)).toEqual([1, 6 / 8, 1 / 8, 0]);
  expect(shares(taskMeanProfile)).toEqual([1, 0.5, 0, 0]);
  const [all, , some] = performanceProfile(scores, [-1, 1.75, 2], { seed: 0, resamples: 200 });
  expect(all).toEqual({ tau: -1, value: 1, low: 1, high: 1 });
  expect(some.low).toBe(0);
  expect(some.high).toBeGreaterThan(1 / 8);
});

describe("sample efficiency", () => {
  test("is the interval of every point by itself, with the same draws", () => {
    const curves = normalScores(1, 2, 6).map((runs) => runs.map((score) => [score, 2 * score, score + 1]));
    const efficiency = sampleEfficiency(curves, interquartileMean, { seed: 3 });
    const alone = [0, 1, 2].map((point) =>
      bootstrapInterval(
        curves.map((runs) => runs.map((curve) => curve[point])),
        interquartileMean,
        { seed: 3, resamples: 2_000 },
      ),
    );
    expect(efficiency).toEqual(alone);
    expect(efficiency[1].low).toBeCloseTo(2 * efficiency[0].low, 12);
    expect(efficiency[2].high).toBeCloseTo(efficiency[0].high + 1, 12);
  });

  test("wants curves at the same points", () => {
    const uneven = [[[1, 2], [1]]];
    expect(() => sampleEfficiency(uneven, mean, { seed: 0 })).toThrow("curves of 2 and of 1 points");
  });
});
