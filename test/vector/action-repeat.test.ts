import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { bindEnv, type Params, poseSize, sceneRows } from "../../src/core/index.ts";
import { settle } from "../../src/run/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { counter, worlds as fixtures, walk } from "../fixtures/vector-worlds.ts";
import { envs as shownEnvs } from "../fixtures/worlds.ts";
import { seated } from "../fixtures/worlds-seated.ts";
import { cartPoleRun, registries } from "../run/fake-run.ts";

const cartPole = (params: Params, threads = 0) =>
  openVector({ envs, env: { id: "classic/cart-pole-v1", params }, worlds: 2, threads });

test("events are summed, features are those after the last repetition, and an episode's end stops it", async () => {
  const env = { id: counter.id, params: { actionRepeat: 3, length: 4 } };
  const vector = await openVector({ envs: fixtures, env, worlds: 2 });
  await vector.reset(1);
  await vector.step();
  expect(vector.features.count[1]).toBe(3);
  expect([vector.events.ticked[1], vector.events.even[1]]).toEqual([3, 1]);
  await vector.step(); // the fourth repetition of seven ends the episode
  expect(vector.terminated[1]).toBe(1);
  expect(vector.finalFeatures.count[1]).toBe(4);
  expect([vector.events.ticked[1], vector.events.even[1]]).toEqual([1, 1]);
  await vector.close();
});

test("a step that repeats an action twice is two steps with that action", async () => {
  const [twice, once] = [await cartPole({ actionRepeat: 2 }), await cartPole({})];
  await twice.reset(7);
  await once.reset(7);
  for (let step = 0; step < 4; step++) {
    for (const vector of [twice, once]) (vector.actions as Int32Array).fill(step % 2);
    await twice.step();
    await once.step();
    await once.step();
    expect(once.ended).toBe(0);
    expect(twice.observations).toEqual(once.observations);
  }
  const saved = await twice.save(1);
  await twice.step();
  const after = (twice.observations as Float32Array).slice(4);
  await twice.load(1, saved);
  await twice.step();
  expect((twice.observations as Float32Array).slice(4)).toEqual(after);
  await expect(once.load(1, saved)).rejects.toThrow("checkpoint/foreign");
  await twice.close();
  await once.close();
});

test("workers repeat as well, and the time limit counts steps", async () => {
  const vector = await cartPole({ actionRepeat: 2, maxSteps: 3 }, 1);
  await vector.reset(7);
  for (let step = 0; step < 3; step++) {
    (vector.actions as Int32Array).fill(step % 2);
    await vector.step();
  }
  expect([...vector.truncated]).toEqual([1, 1]);
  const here = await cartPole({});
  await here.reset(7);
  for (let step = 0; step < 6; step++) {
    (here.actions as Int32Array).fill(step >> 1 === 1 ? 1 : 0);
    await here.step();
  }
  expect(vector.finalObservations).toEqual(here.observations);
  await vector.close();
  await here.close();
});

test("a world that repeats actions shows itself as it is: goal, text, picture and scene", async () => {
  const shown = async (params: Params) => {
    const capture = { goals: true, text: true };
    const vector = await openVector({ envs: shownEnvs, env: { id: "fixture/fetch-v1", params }, worlds: 2, capture });
    await vector.reset(3);
    const told = { goals: [...vector.goals], texts: [...vector.texts] };
    await vector.close();
    const body = await openVector({ envs, env: { id: "locomotion/hopper-v1", params }, worlds: 1 });
    await body.reset(3);
    const scene = await body.scene(0);
    const poses = new Float64Array(sceneRows(scene) * poseSize);
    await body.poses(0, poses);
    await body.close();
    return { ...told, scene, poses };
  };
  expect(await shown({ actionRepeat: 2 })).toEqual(await shown({}));
});

test("it is a part of an env's description, but for 1, which changes none", async () => {
  const listed = await envs.get("classic/cart-pole-v1");
  expect(bindEnv(listed, { actionRepeat: 1 }).params).toEqual(bindEnv(listed).params);
  expect(bindEnv(listed, { actionRepeat: 4 }).stepSeconds).toBeCloseTo(4 * bindEnv(listed).stepSeconds, 12);
  const run = (params: Params) => settle({ ...cartPoleRun, env: { id: listed.id, params } }, registries);
  expect(await run({ actionRepeat: 1 })).toEqual(await run({}));
  expect((await run({ actionRepeat: 4 })).env.params).toEqual({ actionRepeat: 4, maxSteps: 500 });
});

test("is refused where it is no count, and where actions may become illegal", async () => {
  for (const actionRepeat of [0, 1.5, 1001, "2"])
    expect(() => bindEnv(counter, { actionRepeat })).toThrow("params/invalid");
  expect(() => bindEnv(walk, { actionRepeat: 2 })).toThrow(/params\/invalid.*legal/);
  expect(bindEnv(walk, { actionRepeat: 1 }).maxSteps).toBe(12);
});

test("worlds of several seats repeat no actions: their seats end at different steps", async () => {
  const pursuit = await seated.get("fixture/pursuit-v1");
  expect(() => bindEnv(pursuit, { actionRepeat: 2 })).toThrow(/params\/invalid.*actionRepeat = 2 with 2 seats/s);
});
