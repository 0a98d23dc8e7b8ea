import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { normalBelow, studentBelow, studentQuantile } from "../../../src/ablate/statistics/distributions.ts";
import {
  bootstrapInterval,
  type Estimate,
  improvementInterval,
  interquartileMean,
  mean,
  median,
  minimumDetectableEffect,
  optimalityGap,
  type ProfilePoint,
  performanceProfile,
  type Scores,
  swapTest,
  taskMeanProfile,
} from "../../../src/ablate/statistics/index.ts";

/** What rliable makes of two sets of scores (test/parity/rliable-golden.py). */
interface Golden {
  readonly x: Scores;
  readonly y: Scores;
  readonly sameIndices: {
    readonly aggregates: Drawn<Aggregates>;
    readonly runProfile: Drawn<readonly ProfilePoint[]>;
    readonly taskMeanProfile: Drawn<readonly ProfilePoint[]>;
    readonly improvement: { readonly expected: Estimate; readonly indices: readonly [string, string] };
  };
  readonly ownIndices: {
    readonly resamples: number;
    readonly profileResamples: number;
    readonly aggregates: Aggregates;
    readonly runProfile: readonly ProfilePoint[];
    readonly taskMeanProfile: readonly ProfilePoint[];
    readonly improvement: Estimate;
  };
}

interface Drawn<T> {
  readonly expected: T;
  /** One character a run, `[resamples, tasks, runs]`. */
  readonly indices: string;
}

const aggregates = { mean, median, interquartileMean, optimalityGap: (scores: Scores) => optimalityGap(scores) };
type Aggregates = { readonly [name in keyof typeof aggregates]: Estimate };
const names = Object.keys(aggregates) as (keyof Aggregates)[];

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../parity/rliable/${name}.json`, import.meta.url), "utf8"));
const indicesOf = (text: string) => Array.from(text, (digit) => Number.parseInt(digit, 36));

function expectSame(found: Estimate, expected: Estimate): void {
  for (const key of ["value", "low", "high"] as const)
    expect(Math.abs(found[key] - expected[key]), key).toBeLessThan(1e-9);
}

/**
 * Whether their ends are where ours may be by chance. The share of draws below an end differs between two bootstraps by
 * a standard deviation of sqrt(p (1 - p) (1 / ours + 1 / theirs)); four and a half of them are allowed.
 */
function expectNear(ours: (confidence: number) => Estimate, theirs: Estimate, resamples: number): void {
  const tail = 0.025;
  const slack = 4.5 * Math.sqrt(tail * (1 - tail) * (1 / 20_000 + 1 / resamples));
  const [outer, inner] = [ours(1 - 2 * (tail - slack)), ours(1 - 2 * (tail + slack))];
  expect(theirs.value).toBeCloseTo(outer.value, 9);
  const rounding = 1e-12;
  expect(theirs.low).toBeGreaterThanOrEqual(outer.low - rounding);
  expect(theirs.low).toBeLessThanOrEqual(inner.low + rounding);
  expect(theirs.high).toBeGreaterThanOrEqual(inner.high - rounding);
  expect(theirs.high).toBeLessThanOrEqual(outer.high + rounding);
}

describe.each(["suite", "ties", "single"])("rliable on %s", (name) => {
  const { x, y, sameIndices, ownIndices }: Golden = read(name);
  const taus = sameIndices.runProfile.expected.map(({ tau }) => tau);
  const profiles = { runProfile: performanceProfile, taskMeanProfile };
  const own = { seed: 1, resamples: 20_000 };

  test("aggregates, profiles and improvement are the same on the same indices", () => {
    const indices = indicesOf(sameIndices.aggregates.indices);
    for (const each of names)
      expectSame(bootstrapInterval(x, aggregates[each], { seed: 0, indices }), sameIndices.aggregates.expected[each]);
    for (const each of ["runProfile", "taskMeanProfile"] as const) {
      const { expected, indices } = sameIndices[each];
      const found = profiles[each](x, taus, { seed: 0, indices: indicesOf(indices) });
      for (const [i, point] of found.entries()) expectSame(point, expected[i]);
    }
    const [ofX, ofY] = sameIndices.improvement.indices.map(indicesOf);
    expectSame(improvementInterval(x, y, { seed: 0, indices: [ofX, ofY] }), sameIndices.improvement.expected);
  });

  test("aggregates and improvement agree within chance on own indices", () => {
    for (const each of names)
      expectNear(
        (confidence) => bootstrapInterval(x, aggregates[each], { ...own, confidence }),
        ownIndices.aggregates[each],
        ownIndices.resamples,
      );
    expectNear(
      (confidence) => improvementInterval(x, y, { ...own, confidence }),
      ownIndices.improvement,
      ownIndices.profileResamples,
    );
  });

  test.each(["runProfile", "taskMeanProfile"] as const)("%s agrees within chance on own indices", (each) => {
    taus.forEach((tau, i) => {
      expectNear(
        (confidence) => profiles[each](x, [tau], { ...own, confidence })[0],
        ownIndices[each][i],
        ownIndices.profileResamples,
      );
    });
  });
});

describe("SciPy and statsmodels", () => {
  const golden = read("quantiles");

  test("normal and Student's distribution", () => {
    for (const [z, below] of golden.normal) expect(Math.abs(normalBelow(z) - below)).toBeLessThan(1e-14);
    for (const [probability, degrees, x] of golden.student) {
      expect(Math.abs(studentBelow(x, degrees) - probability)).toBeLessThan(1e-12);
      expect(Math.abs(studentQuantile(probability, degrees) - x)).toBeLessThan(1e-9 * Math.max(1, Math.abs(x)));
    }
  });

  test("exact swap test", () => {
    const { x, y, pValue } = golden.swap;
    expect(swapTest([x], [y], { trim: 0, seed: 0 })).toBeCloseTo(pValue, 12);
  });

  test("minimum detectable effect, within 2 % of the exact power of the t-test", () => {
    for (const [runs, effect] of golden.detectable) {
      const half = studentQuantile(0.975, runs - 1) / Math.sqrt(runs); // of Student's interval for a deviation of 1
      expect(Math.abs(minimumDetectableEffect({ low: -half, high: half }, runs - 1) / effect - 1)).toBeLessThan(0.02);
    }
  });
});
