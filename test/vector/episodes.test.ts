import { expect, test } from "vitest";
import type { Episode, VectorEnv } from "../../src/core/index.ts";
import { episodeTracker, type FinishedEpisode, openVector } from "../../src/vector/index.ts";
import { worlds as fixtures } from "../fixtures/vector-worlds.ts";
import { act } from "./trace.ts";

const open = (id: string, worlds: number, params = {}) => openVector({ envs: fixtures, env: { id, params }, worlds });

/** What a world showed and did after every step of an episode: the plain way to sum it up. */
interface Lived {
  readonly features: { readonly [name: string]: number }[];
  readonly events: { readonly [name: string]: number }[];
}

function sumUp({ features, events }: Lived, { env, terminated }: VectorEnv, world: number): Episode {
  const ofFeature = (name: string) => {
    const values = features.map((row) => row[name]);
    const mean = values.reduce((a, b) => a + b) / values.length;
    return {
      first: values[0],
      last: values[values.length - 1],
      lowest: Math.min(...values),
      highest: Math.max(...values),
      mean,
    };
  };
  const totalOf = (name: string) => events.reduce((sum, row) => sum + row[name], 0);
  return {
    steps: features.length,
    terminated: terminated[world] === 1,
    truncated: terminated[world] === 0,
    maxSteps: env.maxSteps,
    features: Object.fromEntries(Object.keys(env.features).map((name) => [name, ofFeature(name)])),
    events: Object.fromEntries(Object.keys(env.events).map((name) => [name, totalOf(name)])),
  };
}

const picked = (columns: { readonly [name: string]: ArrayLike<number> }, row: number) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[row]]));

for (const id of ["fixture/walk-v1", "fixture/counter-v1"])
  test(`episodes of ${id} are summed up as the plain way does`, async () => {
    const vector = await open(id, 3);
    await vector.reset(6);
    const tracker = episodeTracker(vector.env, 3);
    const living: Lived[] = Array.from({ length: 3 }, () => ({ features: [], events: [] }));
    let finished = 0;
    for (let step = 0; step < 60; step++) {
      act(vector, 9, step);
      await vector.step();
      const expected: FinishedEpisode[] = [];
      for (let world = 0; world < 3; world++) {
        const ended = vector.terminated[world] + vector.truncated[world] > 0;
        living[world].features.push(picked(ended ? vector.finalFeatures : vector.features, world));
        living[world].events.push(picked(vector.events, world));
        if (!ended) continue;
        const episode = sumUp(living[world], vector, world);
        expected.push({ step, world, score: vector.env.score(episode), yardsticks: {}, episode, whole: true });
        living[world] = { features: [], events: [] };
      }
      expect(tracker.observe(vector, step)).toEqual(expected);
      finished += expected.length;
    }
    expect(finished).toBeGreaterThan(10);
    await vector.close();
  });

test("what a fault cuts off, and what follows it, is not whole", async () => {
  const vector = await open("fixture/trouble-v1", 2, { row: 0, at: 6, length: 8, maxSteps: 5 });
  await vector.reset(0);
  const tracker = episodeTracker(vector.env, 2);
  // a time limit of 5 keeps it out of trouble, so that every episode is whole
  for (let step = 0; step < 5; step++) {
    await vector.step();
    for (const { whole } of tracker.observe(vector)) expect(whole).toBe(true);
  }
  await vector.close();

  const other = await open("fixture/trouble-v1", 2, { row: 0, at: 6, length: 8 });
  await other.reset(0);
  tracker.start();
  const seen: (readonly [number, number, number, boolean])[] = [];
  for (let step = 1; step <= 16; step++) {
    await other.step();
    for (const { world, episode, whole } of tracker.observe(other, step))
      seen.push([step, world, episode.steps, whole]);
  }
  expect(seen).toEqual([
    [6, 0, 6, false],
    [8, 1, 8, true],
    [12, 0, 6, false], // began after a fault, and met the next
    [16, 1, 8, true],
  ]);
  await other.close();
});

test("saved in mid-episode it goes on as if nothing had been", async () => {
  const vector = await open("fixture/counter-v1", 2);
  await vector.reset(0);
  const [one, other] = [episodeTracker(vector.env, 2), episodeTracker(vector.env, 2)];
  for (let step = 0; step < 6; step++) {
    act(vector, 1, step);
    await vector.step();
    one.observe(vector, step);
  }
  other.load(one.save());
  for (let step = 6; step < 9; step++) {
    act(vector, 1, step);
    await vector.step();
    expect(other.observe(vector, step)).toEqual(one.observe(vector, step));
  }
  expect(() => other.load(one.save().subarray(1))).toThrow(expect.objectContaining({ code: "file/corrupt" }));
  expect(other.save()).toEqual(one.save());
  await vector.close();
});

test("scores from elsewhere are taken; where there are none the env's yardstick is, and without one nothing is whole", async () => {
  const vector = await open("fixture/counter-v1", 2);
  await vector.reset(0);
  const scores = Float64Array.of(0.25, Number.NaN);
  const trackers = [vector.env, { ...vector.env, score: () => Number.NaN }].map((env) => episodeTracker(env, 2));
  const [known, unknown]: FinishedEpisode[][] = [[], []];
  for (let step = 0; step < 60; step++) {
    act(vector, 1, step);
    await vector.step();
    const seen = Object.create(vector, { scores: { value: scores } });
    known.push(...trackers[0].observe(seen, step));
    unknown.push(...trackers[1].observe(seen, step));
  }
  expect(new Set(known.map(({ world }) => world))).toEqual(new Set([0, 1]));
  for (const { world, score, episode, whole } of known)
    expect([score, whole]).toEqual([world === 0 ? 0.25 : vector.env.score(episode), true]);
  for (const { world, whole } of unknown) expect(whole).toBe(world === 0);
  await vector.close();
});
