import { afterEach, describe, expect, test } from "vitest";
import { envs as listedEnvs } from "../../envs/index.ts";
import { bindEnv, type Params, type VectorEnv } from "../../src/core/index.ts";
import { engines } from "../../src/physics/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { loaded } from "../loaded.ts";

const envs = await loaded(listedEnvs);

const opened: VectorEnv[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((vector) => vector.close()));
});

const finite = (values: Iterable<number>) => Array.from(values).every(Number.isFinite);
const numbersOf = ({ observations, finalObservations, features, finalFeatures }: VectorEnv) => [
  observations as Float32Array,
  finalObservations as Float32Array,
  ...Object.values(features),
  ...Object.values(finalFeatures),
];

describe.each(engines)("on %s", (engine) => {
  test.each(["hopper", "ant", "humanoid", "humanoid-steer", "ant-rough", "hopper-back-flip", "reacher"])(
    "%s ends where it diverges, and only there",
    async (name) => {
      const id = `locomotion/${name}-v1`;
      const vector = await openVector({
        envs: listedEnvs,
        env: { id, params: { engine, randomise: { strength: 1e12 } } },
        worlds: 3,
      });
      opened.push(vector);
      await vector.reset(5);
      const actions = vector.actions as Float32Array;
      const size = actions.length / 3;
      const calm = await openVector({
        envs: listedEnvs,
        env: { id, params: { engine, randomise: { strength: 1e12 } } },
        worlds: 3,
      });
      opened.push(calm);
      await calm.reset(5);
      for (let step = 0; step < 6; step++) {
        actions.fill(0);
        actions.fill(step % 2 ? -0.3 : 0.3, size, 2 * size); // world 1 tears itself apart
        await vector.step();
        await calm.step();
        expect(vector.terminated[1]).toBe(1);
        expect(vector.finalFeatures.diverged[1]).toBe(1);
        expect(vector.events.diverged[1]).toBe(1);
        expect(vector.features.diverged[1]).toBe(0); // of the next episode, which has begun
        expect(numbersOf(vector).every(finite)).toBe(true);
        expect(vector.faults).toEqual([]);
        const width = (vector.observations as Float32Array).length / 3;
        for (const world of [0, 2])
          expect((vector.observations as Float32Array).slice(world * width, (world + 1) * width)).toEqual(
            (calm.observations as Float32Array).slice(world * width, (world + 1) * width),
          );
      }
    },
  );
});

test("where there is no strength to tear it, the next episode lives", async () => {
  const vector = await openVector({
    envs: listedEnvs,
    env: { id: "locomotion/walker2d-v1", params: { randomise: { strength: 1e12 } } },
    worlds: 1,
  });
  opened.push(vector);
  await vector.reset(1);
  (vector.actions as Float32Array).fill(1);
  await vector.step();
  expect([vector.terminated[0], vector.finalFeatures.healthy[0]]).toEqual([1, 0]);
  (vector.actions as Float32Array).fill(0);
  for (let step = 0; step < 20; step++) {
    await vector.step();
    expect(vector.ended).toBe(0);
  }
});

const impossible: readonly (readonly [string, Params])[] = [
  ["hopper", { frameSkip: 1.5 }],
  ["hopper", { frameSkip: 0 }],
  ["hopper", { resetNoise: -1 }],
  ["hopper", { engine: "bullet" }],
  ["hopper", { healthyHeight: [2, 1] }],
  ["hopper", { healthyHeight: 1 }],
  ["hopper", { mass: -1 }],
  ["hopper", { maxSteps: 0 }],
  ["hopper", { resetNoise: Number.NaN }],
  ["ant", { mainLink: "tail" }],
  ["ant", { contactRange: [1, -1] }],
  ["ant-rough", { roughness: 0 }],
  ["ant-rough", { healthyHeight: [1, 1] }],
  ["ant-stairs", { stairs: 2.5 }],
  ["humanoid-stairs", { rise: -0.1 }],
  ["walker2d-steer", { standShare: 1.5 }],
  ["walker2d-steer", { commandedSpeed: [2, 1] }],
  ["walker2d-steer", { commandEvery: [0, 0] }],
  ["ant-steer", { commandedHeading: "north" }],
  ["hopper-push", { randomise: { pushEvery: 1 } }],
];

test.each(impossible)("%s refuses %j", (name, params) => {
  expect(() => bindEnv(envs.find(`locomotion/${name}-v1`), params)).toThrow("params/invalid");
});
