import { expect, test } from "vitest";
import { bindEnv } from "../../src/core/index.ts";
import { grouping, groupsOf } from "../../src/run/group.ts";
import { registries } from "./fake-run.ts";

const episode = (value: number, score: number) => ({
  value,
  result: { return: score, score, steps: 1, terminated: true, yardsticks: {}, watched: {} },
});
const told = (episodes: Parameters<typeof groupsOf>[0]) =>
  groupsOf(episodes, 9).map(({ lowest, highest, summary }) => [lowest, highest, summary.episodes, summary.score.mean]);

test("few values are a group each, lowest first", () => {
  expect(told([episode(2, 0.5), episode(1, 0), episode(2, 1)])).toEqual([
    [1, 1, 1, 0],
    [2, 2, 2, 0.75],
  ]);
});

test("many values are cut at their quartiles, equal ones staying together", () => {
  const eight = Array.from({ length: 8 }, (_, i) => episode(i, i / 8));
  expect(told(eight).map(([lowest, highest]) => [lowest, highest])).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
    [6, 7],
  ]);
  // ranks of first occurrence 0, 1, 2, 2, 2, 2, 6, 7, 8, 9 of 10: quartile 0 ends with the fives
  const tied = [1, 2, 5, 5, 5, 5, 6, 7, 8, 9].map((value) => episode(value, 0));
  expect(told(tied).map(([lowest, highest, count]) => [lowest, highest, count])).toEqual([
    [1, 5, 6],
    [6, 7, 2],
    [8, 9, 2],
  ]);
});

test("an episode has its feature after the first step, or another part of it", () => {
  const env = bindEnv(registries.envs.find("classic/cart-pole-v1"));
  const [name] = Object.keys(env.features);
  const summary = { first: 1, last: 2, lowest: 0, highest: 3, mean: 1.5 };
  const one = { steps: 1, terminated: true, truncated: false, maxSteps: 9, features: { [name]: summary }, events: {} };
  expect(grouping(name, env)(one)).toBe(1);
  expect(grouping(`${name}.mean`, env)(one)).toBe(1.5);
  expect(() => grouping(`${name}.middle`, env)).toThrow("reward/input");
  expect(() => grouping(`${name}x`, env)).toThrow(`Did you mean "${name}"?`);
});
