import { afterEach, expect, test } from "vitest";
import { cartPole } from "../../envs/classic/cart-pole.ts";
import { checkEnv } from "../../src/check/index.ts";
import {
  box,
  defineEnv,
  type Env,
  type ManyWorlds,
  manyWorlds,
  registry,
  type SlotColumns,
  snapshot,
  type VectorEnv,
} from "../../src/core/index.ts";
import { openVector, type VectorOptions } from "../../src/vector/index.ts";
import { trace } from "./trace.ts";

const opened: VectorEnv[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((vector) => vector.close()));
});

/** The same worlds, each of which is stepped by a call of its own. */
const alone: Env = { ...cartPole, create: (params, slot, slots) => cartPole.create(params, slot, slots) };

/** Cart-poles whose one call does something besides, after it has stepped them. */
function meddled(meddle: (columns: SlotColumns, step: number) => void): Env {
  const many = (params: never, columns: never): ManyWorlds => {
    const inner = cartPole.create.many!(params, columns);
    let steps = 0;
    return {
      worlds: inner.worlds,
      step(from, to) {
        inner.step(from, to);
        meddle(columns, ++steps);
      },
    };
  };
  return { ...cartPole, create: Object.assign(alone.create.bind(undefined), { many }) };
}

async function open(env: Env, options: Partial<VectorOptions> = {}): Promise<VectorEnv> {
  const envs = registry("env", import.meta.url, [env]);
  const vector = await openVector({ envs, env: { id: env.id, params: { maxSteps: 30 } }, worlds: 5, ...options });
  opened.push(vector);
  await vector.reset(3);
  return vector;
}

for (const [what, options] of Object.entries<Partial<VectorOptions>>({
  "": {},
  ", saved after every step": { saveEvery: 1 },
  ", painted": { capture: { frames: { width: 8, height: 8, every: 3, at: "end" } } },
  ", in groups": { worlds: 6, group: 3 },
}))
  test(`worlds that step in one call live as they would alone${what}`, async () => {
    const [together, apart] = [await open(cartPole, options), await open(alone, options)];
    expect(await trace(together, 4, 100)).toEqual(await trace(apart, 4, 100));
    const saved = await together.save(1);
    expect(saved).toEqual(await apart.save(1));
    await apart.load(2, saved);
    await together.load(2, saved);
    expect(await trace(together, 5, 40)).toEqual(await trace(apart, 5, 40));
  });

/** Dials that are turned in one call and read as a vector. */
const dials = defineEnv({
  id: "fixture/dials-v1",
  goal: "Turn both dials up.",
  observation: box({ dtype: "float64", shape: [2], labels: ["left [rad]", "right [rad]"] }),
  action: box({ dtype: "float64", shape: [2], low: -1, high: 1, labels: ["left [rad]", "right [rad]"] }),
  features: { turns: "1", dials: { unit: "rad", size: 2 } },
  params: {},
  maxSteps: 9,
  stepSeconds: 0,
  score: ({ features }) => Math.min(1, Math.max(0, (features["dials.0"].last + features["dials.1"].last) / 20)),
  createMany(_, { count, action, observation, features: { turns, dials } }) {
    const states = new Float64Array(2 * count); // [rad], a row a world
    const show = (world: number) => {
      for (let i = 0; i < 2; i++) observation[2 * world + i] = dials[i][world] = states[2 * world + i];
      turns[world] = Math.floor((dials[0][world] + dials[1][world]) / 2);
    };
    const step = (from: number, to: number) => {
      for (let i = 2 * from; i < 2 * to; i++) states[i] += action[i];
      for (let world = from; world < to; world++) show(world);
    };
    return manyWorlds(count, step, (world) => {
      const state = states.subarray(2 * world, 2 * world + 2);
      return {
        reset(rng) {
          for (let i = 0; i < 2; i++) state[i] = rng.uniform();
          show(world);
        },
        terminated: () => false,
        ...snapshot(state),
      };
    });
  },
});

test("worlds that step in one call write vectors as they would alone", async () => {
  const apart: Env = { ...dials, create: (params, slot, slots) => dials.create(params, slot, slots) };
  const [together, one] = [await open(dials), await open(apart)];
  const shown = await trace(one, 4, 40);
  expect(await trace(together, 4, 40)).toEqual(shown);
  for (let world = 0; world < 5; world++)
    for (const i of [0, 1])
      expect(together.features[`dials.${i}`][world]).toBe((together.observations as Float64Array)[2 * world + i]);
  expect((await checkEnv(dials)).filter(({ ok }) => !ok)).toEqual([]);
});

test("an action taken several times is taken by each world alone", async () => {
  const env = { id: cartPole.id, params: { actionRepeat: 3 } };
  const [together, apart] = [await open(cartPole, { env }), await open(alone, { env })];
  expect(await trace(together, 4, 50)).toEqual(await trace(apart, 4, 50));
});

test("where the one call throws, every world begins its episode again", async () => {
  const vector = await open(
    meddled((_, step) => {
      if (step === 4) throw new Error("boom");
    }),
  );
  const begun = [...(vector.observations as Float32Array)];
  for (let step = 0; step < 4; step++) await vector.step();
  expect(vector.faults.map(({ worlds, cause }) => [worlds[0], cause.message])).toEqual(
    [0, 1, 2, 3, 4].map((world) => [world, "boom"]),
  );
  expect([...vector.broken, ...vector.truncated]).toEqual(Array(10).fill(1));
  expect([...(vector.observations as Float32Array)]).toEqual(begun);
  await vector.step();
  expect([...vector.broken, ...vector.truncated]).toEqual(Array(10).fill(0));
});

test("where one of them shows no number, it alone begins again", async () => {
  const vector = await open(
    meddled(({ features }, step) => {
      if (step === 4) features.angle[2] = Number.NaN;
    }),
  );
  const begun = [...(vector.observations as Float32Array).subarray(8, 12)];
  for (let step = 0; step < 4; step++) await vector.step();
  expect([...vector.broken]).toEqual([0, 0, 1, 0, 0]);
  expect([...(vector.observations as Float32Array).subarray(8, 12)]).toEqual(begun);
  expect(vector.faults).toMatchObject([{ step: 4, worlds: [2], message: "step 4: world 2: feature angle is NaN" }]);
});
