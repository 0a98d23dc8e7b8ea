import { expect, test } from "vitest";
import { curveOf, meanTerms, trainingSeconds } from "../../src/ablate/curve.ts";
import type { MetricsRow } from "../../src/record/index.ts";

const row = (steps: number, metrics: MetricsRow["metrics"]): MetricsRow => ({
  steps,
  metrics,
  time: { stepping: 0.5, learning: 0.25, stepsPerSecond: 1000 },
});

test("a curve begins with the first episode's end, has at most 200 points and ends with the last row", () => {
  const early = row(1, { updates: 1 });
  const rows = Array.from({ length: 500 }, (_, i) => row(i + 2, { meanReturn: i, meanScore: i / 1000 }));
  const { steps, returns, scores } = curveOf([early, ...rows]);
  expect(steps.slice(-3)).toEqual([495, 498, 501]); // every third
  expect([steps.length, returns.length, scores.length]).toEqual([167, 167, 167]);
  expect([returns.at(-1), scores.at(-1)]).toEqual([499, 0.499]);
  expect(curveOf([early]).steps).toEqual([]);
});

test("terms are means over the last tenth of the steps", () => {
  const rows = [100, 900, 950, 1000].map((steps) => row(steps, { "reward/alive": steps, "reward/a.b": 1, kl: 7 }));
  expect(meanTerms(rows)).toEqual({ alive: 975, "a.b": 1 }); // beyond 900: 950 and 1,000
  expect(meanTerms([])).toEqual({});
});

test("training took what its activities took", () => {
  expect(trainingSeconds([row(1, {}), row(2, {})])).toBe(1.5);
});
