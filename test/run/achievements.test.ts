import { expect, test } from "vitest";
import { achievementScore } from "../../src/run/achievements.ts";
import { summarize } from "../../src/run/summary.ts";

const episodes = [
  { often: 1, rarely: 0, never: 0 },
  { often: 1, rarely: 0, never: 0 },
  { often: 1, rarely: 1, never: 0 },
  { often: 1, rarely: 0, never: 0 },
];

test("achievements are scored by the geometric mean of their success rates", () => {
  // rates of 100, 25 and 0 %: (101 x 26 x 1)^(1/3) - 1
  const score = achievementScore(episodes, ["often", "rarely", "never"]);
  expect(score.mean).toBeCloseTo(Math.cbrt(101 * 26) - 1, 12);
  // only `rarely` differs: its rate has a standard error of 25 %, which counts a third of 13.79 / 26 of it
  expect(score.standardError).toBeCloseTo((25 * Math.cbrt(101 * 26)) / 26 / 3, 12);
  expect(achievementScore(episodes, ["often"]).mean).toBeCloseTo(100, 9);
  expect(achievementScore(episodes, ["never"]).mean).toBeCloseTo(0, 12);
});

test("a summary scores achievements where there are any", () => {
  const results = episodes.map((yardsticks) => ({ return: 0, score: 0, steps: 1, watched: {}, yardsticks }));
  expect(summarize(results as never, 10).achievements).toBeUndefined();
  expect(summarize(results as never, 10, ["often"]).achievements?.mean).toBeCloseTo(100, 9);
});
