import fc from "fast-check";
import { expect, test } from "vitest";
import { improvementInterval, probabilityOfImprovement } from "../../../src/ablate/statistics/index.ts";
import { anyPair, normalScores, plus, reversed } from "./scores.ts";

test("wins and half the ties: of 9 pairs 0 for 1, two ties for 2, two wins for 3", () => {
  expect(probabilityOfImprovement([[1, 2, 3]], [[2, 2, 4]])).toBeCloseTo(3 / 9, 15);
  expect(probabilityOfImprovement([[1, 2, 3], [5]], [[2, 2, 4], [4]])).toBeCloseTo((3 / 9 + 1) / 2, 15);
});

test("what x wins y loses, in any order of runs", () => {
  fc.assert(
    fc.property(anyPair, ([x, y]) => {
      const share = probabilityOfImprovement(x, y);
      expect(share + probabilityOfImprovement(y, x)).toBeCloseTo(1, 12);
      expect(probabilityOfImprovement(reversed(x), y)).toBe(share);
      expect(probabilityOfImprovement(x, x)).toBe(0.5);
    }),
  );
});

test("the interval is that of seed and confidence, and mirrors the other way round", () => {
  const [x, y] = [plus(normalScores(1, 2, 10), 0.5), normalScores(2, 2, 8)];
  const interval = improvementInterval(x, y, { seed: 1 });
  expect(interval).toEqual(improvementInterval(x, y, { seed: 1 }));
  expect(interval.low).toBeLessThan(interval.value);
  expect(interval.high).toBeGreaterThan(interval.value);
  const mirrored = improvementInterval(y, x, { seed: 1 });
  // other draws; an end of 20,000 resamples has a standard deviation of about 0.001
  expect(mirrored.low).toBeCloseTo(1 - interval.high, 2);
  expect(() => improvementInterval(x, y.slice(1), { seed: 1 })).toThrow("2 tasks beside 1");
});
