import fc from "fast-check";
import { expect, test } from "vitest";
import { interquartileMean, mean, median, medianOf, optimalityGap } from "../../../src/ablate/statistics/index.ts";
import { anyScores, reversed } from "./scores.ts";

test("mean: of each task first, (2 + 10) / 2", () => {
  expect(mean([[1, 3], [10]])).toBe(6);
});

test("median: the middle one of the task means 2, 5, 9, and halfway between two", () => {
  expect(median([[1, 3], [9], [5]])).toBe(5);
  expect(median([[1, 3], [9]])).toBe(5.5);
  expect(medianOf([3, 1, 10])).toBe(3);
});

test("interquartile mean: of 8 runs the middle 4, of 5 the middle 3, of 3 all, over all tasks", () => {
  expect(interquartileMean([[8, 1, 7, 2, 6, 3, 5, 4]])).toBe(4.5);
  expect(interquartileMean([[1, 2, 3, 4, 100]])).toBe(3);
  expect(interquartileMean([[1, 2, 6]])).toBe(3);
  expect(
    interquartileMean([
      [-100, 2],
      [4, 100],
    ]),
  ).toBe(3);
});

test("optimality gap: what runs lack to gamma, 1 - (0.5 + 1) / 2 and 2 - (0.5 + 2) / 2", () => {
  expect(optimalityGap([[0.5, 3]])).toBe(0.25);
  expect(optimalityGap([[0.5, 3]], 2)).toBe(0.75);
});

test("aggregates lie between worst and best, and leave runs as they are in any order", () => {
  fc.assert(
    fc.property(anyScores, (scores) => {
      const kept = structuredClone(scores);
      const [least, most] = [Math.min(...scores.flat()), Math.max(...scores.flat())];
      for (const aggregate of [mean, median, interquartileMean]) {
        const value = aggregate(scores);
        expect(value).toBeGreaterThanOrEqual(least - 1e-12);
        expect(value).toBeLessThanOrEqual(most + 1e-12);
        expect(aggregate(reversed(scores))).toBeCloseTo(value, 12);
      }
      expect(optimalityGap(scores)).toBeGreaterThanOrEqual(0);
      expect(scores).toEqual(kept);
    }),
  );
});
