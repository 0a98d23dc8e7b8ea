import { expect, test } from "vitest";
import { recentEpisodes } from "../../src/run/recent.ts";
import { type EpisodeResult, returnCounter } from "../../src/run/returns.ts";

const ended = (step: number, world: number, steps: number) => ({
  step,
  world,
  score: 0.5,
  yardsticks: {},
  episode: { steps, terminated: true },
});

test("a return is the sum of an episode's rewards, over rollouts", () => {
  const counter = returnCounter(2);
  // rows: step 0 world 0, step 0 world 1, step 1 world 0, ...; world 1 ends at steps 0 and 2
  const first = counter.observe({ total: Float64Array.of(1, 10, 2, 20, 3, 30), watched: {} }, [
    ended(0, 1, 7),
    ended(2, 1, 2),
  ]);
  expect(first.map((result) => result.return)).toEqual([10, 20 + 30]);
  const second = counter.observe({ total: Float64Array.of(4, 40), watched: {} }, [ended(0, 0, 4), ended(0, 1, 1)]);
  expect(second).toEqual([
    { return: 1 + 2 + 3 + 4, score: 0.5, steps: 4, terminated: true, yardsticks: {}, watched: {} },
    { return: 40, score: 0.5, steps: 1, terminated: true, yardsticks: {}, watched: {} },
  ]);
});

test("watched rewards are summed over the same episodes", () => {
  const counter = returnCounter(2, ["gold"]);
  const gold = Float64Array.of(5, 50, 6, 60);
  // rows: step 0 world 0, step 0 world 1, step 1 world 0, step 1 world 1; world 0 ends at both steps
  const worth = { total: Float64Array.of(1, 10, 2, 20), watched: { gold } };
  const results = counter.observe(worth, [ended(0, 0, 1), ended(1, 0, 1)]);
  expect(results.map(({ watched }) => watched.gold)).toEqual([5, 6]);
  const copy = returnCounter(2, ["gold"]);
  copy.load(counter.save());
  const last = { total: Float64Array.of(0, 0), watched: { gold: Float64Array.of(7, 70) } };
  expect(copy.observe(last, [ended(0, 1, 3)])[0]).toMatchObject({ return: 30, watched: { gold: 50 + 60 + 70 } });
});

test("running returns go on from a saved state", () => {
  const counter = returnCounter(1);
  counter.observe({ total: Float64Array.of(1, 2), watched: {} }, []);
  const copy = returnCounter(1);
  copy.load(counter.save());
  expect(copy.observe({ total: Float64Array.of(3), watched: {} }, [ended(0, 0, 3)])[0].return).toBe(6);
});

test("endings out of order are a defect", () => {
  expect(() =>
    returnCounter(1).observe({ total: Float64Array.of(1, 2), watched: {} }, [ended(1, 0, 1), ended(0, 0, 1)]),
  ).toThrow("broken invariant");
});

const episode = (sum: number): EpisodeResult => ({
  return: sum,
  score: sum / 1000,
  steps: sum * 2,
  terminated: false,
  yardsticks: { reach: sum * 3 },
  watched: { gold: sum / 2 },
});

test("means are over the last 100 episodes", () => {
  const recent = recentEpisodes({ watched: ["gold"], yardsticks: ["reach"] });
  expect(recent.means()).toBeUndefined();
  recent.add([episode(10), episode(20)]);
  expect(recent.means()).toEqual({
    episodes: 2,
    return: 15,
    steps: 30,
    score: 0.015,
    watched: { gold: 7.5 },
    yardsticks: { reach: 45 },
  });
  recent.add(Array.from({ length: 100 }, (_, i) => episode(i))); // 0 to 99 push both out: mean 49.5
  expect(recent.means()).toMatchObject({ episodes: 100, return: 49.5, steps: 99 });
});

test("the last episodes go on from a saved state", () => {
  const recent = recentEpisodes({ watched: ["gold"], yardsticks: ["reach"] });
  recent.add(Array.from({ length: 130 }, (_, i) => episode(i)));
  const copy = recentEpisodes({ watched: ["gold"], yardsticks: ["reach"] });
  copy.load(recent.save());
  for (const one of [recent, copy]) one.add([episode(7)]);
  expect(copy.means()).toEqual(recent.means());
});
