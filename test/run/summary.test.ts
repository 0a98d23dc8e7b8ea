import { expect, test } from "vitest";
import { estimate, summarize } from "../../src/run/summary.ts";

test("the interval of a mean is Student's", () => {
  // 1, 2, 3, 4, 5: mean 3, deviation sqrt(2.5), standard error sqrt(0.5); t(4 degrees) = 2.7764
  const { mean, standardError, low, high } = estimate([1, 2, 3, 4, 5]);
  expect(mean).toBe(3);
  expect(standardError).toBeCloseTo(Math.SQRT1_2, 12);
  expect(high! - mean).toBeCloseTo(2.7764 * Math.SQRT1_2, 3);
  expect(mean - low!).toBeCloseTo(high! - mean, 12);
});

// from tables of the distribution
test.each([
  [6, 2.5706],
  [11, 2.2281],
  [31, 2.0423],
  [101, 1.984],
])("%d values have the quantile %d", (count, quantile) => {
  const { mean, standardError, high } = estimate(Array.from({ length: count }, (_, i) => i));
  expect(Math.abs((high! - mean) / standardError! / quantile - 1)).toBeLessThan(0.002);
});

test("one value, or equal ones, do not show how much others would differ", () => {
  expect(estimate([4])).toEqual({ mean: 4 });
  expect(estimate([4, 4, 4])).toEqual({ mean: 4, standardError: 0 });
  expect(estimate([0.1, 0.1, 0.1]).mean).toBe(0.1);
});

test("intervals end where the scale does", () => {
  const results = [
    { return: -3, score: 0, steps: 10, terminated: true, yardsticks: {}, watched: { gold: 1 } },
    { return: 5, score: 0.65, steps: 490, terminated: false, yardsticks: {}, watched: { gold: 4 } },
  ];
  const { score, steps, return: sum, watched } = summarize(results, 500);
  // means 0.325 and 250 with standard errors 0.325 and 240; Student's quantile for 1 degree of freedom is 12.7
  expect([score.low, score.high]).toEqual([0, 1]);
  expect([steps.low, steps.high]).toEqual([1, 500]);
  expect(watched.gold).toMatchObject({ mean: 2.5, standardError: 1.5 });
  expect(sum.low).toBeCloseTo(1 - 12.7062 * 4, 3);
});
