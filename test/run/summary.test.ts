import { expect, test } from "vitest";
import { estimate } from "../../src/run/summary.ts";

test("the interval of a mean is Student's", () => {
  // 1, 2, 3, 4, 5: mean 3, deviation sqrt(2.5), standard error sqrt(0.5); t(4 degrees) = 2.7764
  const { mean, standardError, low, high } = estimate([1, 2, 3, 4, 5]);
  expect(mean).toBe(3);
  expect(standardError).toBeCloseTo(Math.SQRT1_2, 12);
  expect(high - mean).toBeCloseTo(2.7764 * Math.SQRT1_2, 3);
  expect(mean - low).toBeCloseTo(high - mean, 12);
});

// from tables of the distribution
test.each([
  [6, 2.5706],
  [11, 2.2281],
  [31, 2.0423],
  [101, 1.984],
])("%d values have the quantile %d", (count, quantile) => {
  const { mean, standardError, high } = estimate(Array.from({ length: count }, (_, i) => i));
  expect(Math.abs((high - mean) / standardError / quantile - 1)).toBeLessThan(0.002);
});

test("of one value nothing can be said, of equal ones everything", () => {
  expect(estimate([4])).toEqual({ mean: 4, standardError: 0, low: 4, high: 4 });
  expect(estimate([4, 4, 4])).toEqual({ mean: 4, standardError: 0, low: 4, high: 4 });
});
