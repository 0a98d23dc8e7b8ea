import { expect, test } from "vitest";
import { describeEvaluation } from "../../scripts/evaluation.ts";
import { differencesFrom, pairedDifference, verdict } from "../../src/ablate/statistics/index.ts";
import { summarize } from "../../src/run/summary.ts";

const episode = (score: number, maxSteps = 500) => ({
  return: score * maxSteps,
  score,
  steps: score * maxSteps,
  terminated: score < 1,
  yardsticks: {},
  watched: {},
});
const wordsOf = (...scores: readonly number[]) =>
  describeEvaluation({
    summary: summarize(
      scores.map((score) => episode(score)),
      500,
    ),
  });

test("one episode has neither a standard error nor an interval", () => {
  expect(wordsOf(1)).toBe("1 episode  value\nscore      1\nreturn     500\nsteps      500");
});

test("equal episodes have no interval", () => {
  expect(wordsOf(1, 1)).toMatch(/^score .* all 2 equal$/m);
});

test("no score beyond [0, 1], and no steps below 1 or above the most", () => {
  expect(wordsOf(0, 0.65)).toMatch(/^score .* 0 to 1$/m);
  expect(wordsOf(0.02, 0.65)).toMatch(/^steps .* 1 to 500$/m);
});

test("seeds that all agree give no verdict while that may be luck", () => {
  const base = [0.1, 0.2, 0.15, 0.12, 0.18, 0.11, 0.16, 0.14];
  const answer = (seeds: number, variants: number) => {
    const of = (by: number) => [base.slice(0, seeds).map((score) => score + by)];
    const others = Object.fromEntries(Array.from({ length: variants }, (_, i) => [`v${i}`, of(0.5)]));
    const { v0 } = differencesFrom(of(0), others, { seed: 0 });
    return verdict(v0, { x: "x", y: "y", measure: "score", comparisons: variants, range: 1 }).label;
  };
  const few = "cannot tell: too few seeds";
  expect([2, 3, 4, 5, 6].map((seeds) => answer(seeds, 1))).toEqual([few, few, few, few, "better"]);
  expect([2, 5, 7, 8].map((seeds) => answer(seeds, 4))).toEqual([few, few, few, "better"]);
});

test("bimodal scores of 7 seeds are no verdict unless the pairs say so", () => {
  // a bootstrap interval, 0.19 to 0.93, leaves out 0; yet of the 2^7 ways of swapping 16 are as large: 12.5 %
  const x = [[0.9, 0.9, 0.9, 0.9, 0.9, 0.2, 0.9]];
  const y = [[0.2, 0.2, 0.9, 0.2, 0.2, 0.2, 0.9]];
  const { pValue, interval } = pairedDifference(x, y, { seed: 0 });
  expect(pValue).toBe(16 / 128);
  expect(interval!.low).toBeLessThanOrEqual(0);
});
