import { expect, test } from "vitest";
import { type Actor, collector, episodeTracker, openVector } from "../../src/vector/index.ts";
import { envs } from "../fixtures/worlds.ts";
import { act } from "./trace.ts";

const open = async (worlds = 2) => {
  const vector = await openVector({ envs, env: { id: "fixture/arm-v1" }, worlds });
  await vector.reset(1);
  return vector;
};

test("the elements of a vector are columns like any other, before a restart too", async () => {
  const vector = await open();
  const { observations, finalObservations, features, finalFeatures } = vector;
  const names = ["furthest", "errors.0", "errors.1", "errors.2", "tip.0", "tip.1"];
  expect([Object.keys(features), Object.keys(finalFeatures)]).toEqual([names, names]);
  expect(vector.env.features).toEqual({
    furthest: "rad",
    "errors.0": "rad",
    "errors.1": "rad",
    "errors.2": "rad",
    "tip.0": "m",
    "tip.1": "m",
  });
  let ended = 0;
  const agree = (observed: unknown, measured: typeof features, row: number) => {
    for (let i = 0; i < 3; i++)
      expect(measured[`errors.${i}`][row]).toBeCloseTo(Math.abs((observed as Float32Array)[3 * row + i]), 5);
  };
  for (let step = 0; step < 30; step++) {
    act(vector, 3, step);
    await vector.step();
    for (let row = 0; row < 2; row++) agree(observations, features, row);
    for (const row of vector.endedRows.subarray(0, vector.ended)) agree(finalObservations, finalFeatures, row);
    ended += vector.ended;
  }
  expect(ended).toBe(4); // two worlds, an episode every 12 steps
  await vector.close();
});

test("a saved world has its vectors again elsewhere", async () => {
  const [here, there] = [await open(), await open(3)];
  for (let step = 0; step < 5; step++) {
    act(here, 3, step);
    await here.step();
  }
  await there.load(2, await here.save(1));
  for (const name in here.features) expect(there.features[name][2]).toBe(here.features[name][1]);
  await here.close();
  await there.close();
});

test("an episode sums up every element", async () => {
  const vector = await open(1);
  const tracker = episodeTracker(vector.env, 1);
  tracker.start();
  const seen: number[] = [];
  for (let step = 0; step < 12; step++) {
    act(vector, 3, step);
    await vector.step();
    seen.push((vector.ended ? vector.finalFeatures : vector.features)["errors.2"][0]);
    const [finished] = tracker.observe(vector);
    if (step < 11) continue;
    expect(finished.episode.features["errors.2"]).toEqual({
      first: seen[0],
      last: seen[11],
      lowest: Math.min(...seen),
      highest: Math.max(...seen),
      mean: expect.closeTo(seen.reduce((a, b) => a + b) / 12, 12),
    });
  }
  await vector.close();
});

test("a rollout holds the columns of a vector that a reward reads, before the steps too", async () => {
  const vector = await open();
  const { actions } = vector;
  const idle: Actor = {
    stateSize: 0,
    rolloutSteps: 20,
    act: async () => ({ actions, state: new Float32Array(0) }),
  };
  (actions as Float32Array).fill(0.5);
  const { rows } = await collector(vector, idle, { vectors: ["tip"], features: ["tip.1"], before: true }).collect();
  const names = ["tip.1", "tip.0"];
  expect([Object.keys(rows.features), Object.keys(rows.before.features)]).toEqual([names, names]);
  const restarts = (row: number) => row >= 2 * 12 && row < 2 * 13; // the first step of the second episode
  for (const name of names)
    for (let row = 2; row < 40; row++)
      if (!restarts(row)) expect(rows.before.features[name][row]).toBe(rows.features[name][row - 2]);
  await vector.close();
});
