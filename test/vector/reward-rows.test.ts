import { expect, test } from "vitest";
import { arraysOf, type RewardInputs, type VectorEnv } from "../../src/core/index.ts";
import { type Actor, collector, gathering, openVector } from "../../src/vector/index.ts";
import { worlds as fixtures } from "../fixtures/vector-worlds.ts";
import { envs } from "../fixtures/worlds.ts";

/** Always does the same; episodes of the counter end after four steps, or where a limit cuts them. */
const steady = (vector: VectorEnv, rolloutSteps: number): Actor => ({
  stateSize: 0,
  rolloutSteps,
  async act() {
    for (const array of arraysOf(vector.actions)) array.fill(0.5);
    return { actions: vector.actions, state: new Float32Array(0) };
  },
});

async function collected(id: string, inputs: RewardInputs, steps: number, params = {}, worlds = 2) {
  const registry = id === "fixture/painter-v1" ? envs : fixtures;
  const vector = await openVector({ envs: registry, env: { id, params }, worlds, capture: { frames: inputs.frames } });
  await vector.reset(0);
  const collecting = collector(vector, steady(vector, steps), inputs);
  const first = await collecting.collect();
  return { vector, collecting, first };
}

test("leaves are shared with the rollout, and what followed a step is found by its row, endings included", async () => {
  const inputs = { features: ["count"], before: true, leaves: ["observation"] };
  const { vector, collecting, first } = await collected("fixture/counter-v1", inputs, 6);
  for (const { rows, rollout } of [first, await collecting.collect()]) {
    const stored = rows.leaves.observation as Float64Array;
    expect(stored.buffer).toBe((rollout.observations as Float64Array).buffer);
    for (let row = 0; row < rows.rows; row++) {
      // the first number observed is the count, which restarts at 0 and is 4 where an episode ended
      expect(stored[rows.leafRows[row] * 2]).toBe(rows.features.count[row]);
      expect(stored[rows.before.leafRows[row] * 2]).toBe(rows.before.features.count[row]);
    }
  }
  await vector.close();
});

test("flattened observations are there before the step too", async () => {
  const inputs = { features: ["count"], before: true, observations: true };
  const { vector, first } = await collected("fixture/counter-v1", inputs, 6);
  const { rows } = first;
  for (let row = 0; row < rows.rows; row++) {
    expect(rows.observations[2 * row]).toBe(rows.features.count[row]);
    expect(rows.before.observations[2 * row]).toBe(rows.before.features.count[row]);
  }
  await vector.close();
});

test("a rollout of one step keeps its own leaves", async () => {
  const vector = await openVector({ envs: fixtures, env: { id: "fixture/counter-v1" }, worlds: 2 });
  await vector.reset(0);
  const flags = { terminated: vector.terminated, truncated: vector.truncated };
  const gathered = gathering(vector, { features: ["count"], before: true, leaves: ["observation"] }, 1, flags);
  for (let step = 0; step < 9; step++) {
    gathered.before(0);
    await vector.step();
    gathered.after(0);
    const { leaves, leafRows, before, features } = gathered.rows;
    const stored = leaves.observation as Float64Array;
    for (const row of [0, 1]) {
      expect(stored[leafRows[row] * 2]).toBe(features.count[row]);
      expect(stored[before.leafRows[row] * 2]).toBe(before.features.count[row]);
    }
  }
  await vector.close();
});

test.each([
  ["every step", {}, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ["every third step of an episode", { every: 3 }, [2, 5, 8]],
  ["the last step of an episode", { at: "end" as const }, [3, 7]],
  ["every third and the last", { every: 3, at: "end" as const }, [2, 3, 6, 7]],
])("pictures of %s are painted, and no others", async (_, cadence, steps) => {
  const episode = "at" in cadence ? 4 : 40;
  const frames = { width: 8, height: 6, camera: "above", ...cadence };
  const { vector, first, collecting } = await collected("fixture/painter-v1", { frames }, 9, { maxSteps: episode }, 1);
  const expected = steps.filter((step) => step < 9);
  expect([...first.rows.frameRows]).toEqual(expected);
  expect(first.rows.frames).toHaveLength(expected.length * 8 * 6 * 3);
  // each picture shows a dot: exactly one pixel is red
  for (let i = 0; i < expected.length; i++) {
    const picture = first.rows.frames.subarray(i * 144, (i + 1) * 144);
    expect(Array.from({ length: 48 }, (_, at) => picture[3 * at]).filter((red) => red === 200)).toHaveLength(1);
  }
  expect((await collecting.collect()).rows.frameRows.length).toBeGreaterThan(0);
  await vector.close();
});

test("pictures are the same from threads", async () => {
  const frames = { width: 8, height: 6, camera: "above", every: 3 };
  const rollouts = [];
  for (const threads of [0, 2]) {
    const vector = await openVector({
      envs,
      env: { id: "fixture/painter-v1" },
      worlds: 4,
      threads,
      capture: { frames },
    });
    await vector.reset(0);
    const { rows } = await collector(vector, steady(vector, 7), { frames }).collect();
    rollouts.push({ frames: rows.frames.slice(), rows: rows.frameRows.slice() });
    await vector.close();
  }
  expect(rollouts[1]).toEqual(rollouts[0]);
});
