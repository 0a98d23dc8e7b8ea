import { describe, expect, test } from "vitest";
import { envs as listedEnvs } from "../../envs/index.ts";
import type { Stage } from "../../src/check/stage.ts";
import { differenceOf, numbersOf } from "../../src/check/trace.ts";
import { arraysOf, bindEnv, generator, type Json } from "../../src/core/index.ts";
import { engines } from "../../src/physics/index.ts";
import { loaded } from "../loaded.ts";
import { rest, stageOf } from "./posed.ts";

const envs = await loaded(listedEnvs);

const pendulum = envs.get("locomotion/inverted-pendulum-v1");
const hopper = envs.get("locomotion/hopper-v1");
const ant = envs.get("locomotion/ant-v1");
const humanoid = envs.get("locomotion/humanoid-v1");

const read = (stage: Stage, feature: string) => stage.features[feature][0];
const actionOf = (stage: Stage) => arraysOf(stage.actions)[0] as Float32Array;
const observationOf = (stage: Stage) => Array.from(arraysOf(stage.observations)[0]);

/** The same actions for all who ask, by step. */
const acted = (stage: Stage, step: number) => {
  const rng = generator(3, "actions", step);
  const action = actionOf(stage);
  for (let i = 0; i < action.length; i++) action[i] = rng.uniform(-1, 1);
};

describe("what is drawn", () => {
  const names = {
    friction: "frictionFactor",
    gravity: "gravityFactor",
    mass: "massFactor",
    strength: "strengthFactor",
    observationNoise: "observationNoise",
  };

  test.each(Object.entries(names))("%s is within its range, all over it, and told as %s", async (name, feature) => {
    const stage = await stageOf(pendulum, { randomise: { [name]: [0.5, 1.5] } });
    const drawn = Array.from({ length: 200 }, () => {
      stage.reset(0);
      return read(stage, feature);
    });
    // of 200 even draws one is within 5 % of each end, but for a chance of 2 * 0.95^200 = 7e-5; the seed is fixed
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0.5);
    expect(Math.min(...drawn)).toBeLessThan(0.55);
    expect(Math.max(...drawn)).toBeLessThan(1.5);
    expect(Math.max(...drawn)).toBeGreaterThan(1.45);
  });

  test("a bell is cut at three deviations", async () => {
    const stage = await stageOf(pendulum, { randomise: { gravity: { mean: 1, deviation: 0.1 } } });
    const drawn = Array.from({ length: 1000 }, () => {
      stage.reset(0);
      return read(stage, "gravityFactor");
    });
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length);
    expect(mean).toBeCloseTo(1, 1); // its error is 0.003
    expect(deviation).toBeCloseTo(0.1, 1);
    expect(Math.max(...drawn.map((value) => Math.abs(value - 1)))).toBeLessThanOrEqual(0.3 + 1e-12);
  });

  test("latency is whole steps, and a value is taken as it is", async () => {
    const stage = await stageOf(pendulum, { randomise: { latency: [0, 3], mass: 2 } });
    const drawn = new Set<number>();
    for (let i = 0; i < 100; i++) {
      stage.reset(0);
      drawn.add(read(stage, "latency"));
      expect(read(stage, "massFactor")).toBe(2);
    }
    expect([...drawn].sort()).toEqual([0, 1, 2, 3]);
  });

  test("nothing is drawn where nothing is asked for", async () => {
    const stage = await stageOf(pendulum);
    expect([...Object.values(names), "latency"].map((feature) => read(stage, feature))).toEqual([1, 1, 1, 1, 0, 0]);
  });
});

describe.each(engines)("a drawn world on %s", (engine) => {
  const randomise = {
    friction: [0.5, 1.5],
    gravity: { mean: 1, deviation: 0.05 },
    mass: [0.7, 1.3],
    strength: [0.5, 1],
    latency: [1, 4],
    observationNoise: [0.01, 0.1],
    pushEvery: [0.05, 0.2],
    pushSpeed: [0.1, 1],
  };

  test.each([hopper, ant])("$id goes on in a fresh one, bit for bit", async (env) => {
    const first = await stageOf(env, { engine, randomise });
    for (let step = 0; step < 23; step++) {
      acted(first, step);
      first.step(0);
    }
    const moment = first.save(0);
    const other = await stageOf(env, { engine, randomise });
    other.reset(0, 99);
    other.load(0, moment);
    for (let step = 23; step < 60; step++) {
      for (const stage of [first, other]) {
        acted(stage, step);
        stage.step(0);
        if (stage.worlds[0].terminated(0)) stage.reset(0);
      }
      expect(differenceOf(first.env, [numbersOf(first)], [numbersOf(other)])).toBe(undefined);
    }
  });
});

test.each([1, 3, 10])("latency %i delays by exactly so many steps", async (latency) => {
  const late = await stageOf(hopper, { randomise: { latency } });
  const plain = await stageOf(hopper);
  for (let step = 0; step < 40; step++) {
    acted(late, step);
    if (step < latency) actionOf(plain).fill(0);
    else acted(plain, step - latency);
    late.step(0);
    plain.step(0);
    expect(observationOf(late)).toEqual(observationOf(plain));
  }
});

test("noise is on the observation alone, of the asked deviation", async () => {
  const noisy = await stageOf(ant, { randomise: { observationNoise: 0.5 } });
  const plain = await stageOf(ant);
  rest(noisy);
  rest(plain);
  expect(read(noisy, "height")).toBe(read(plain, "height"));
  const clear = observationOf(plain);
  const noise = observationOf(noisy).map((value, i) => value - clear[i]);
  const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
  expect(deviation).toBeGreaterThan(0.35); // of 105 draws: 0.5 +- 0.035
  expect(deviation).toBeLessThan(0.65);
});

describe("pushes", () => {
  test("change the speed of the whole body by what is asked", async () => {
    const stage = await stageOf(humanoid, { randomise: { pushEvery: 0.1, pushSpeed: 2 } });
    const velocity = () => [read(stage, "forwardSpeed"), read(stage, "lateralSpeed")]; // of the centre of mass
    rest(stage, 6); // of 0.015 s; the seventh is pushed
    const before = velocity();
    rest(stage, 2); // in the step of the push the mean speed has changed by half
    const after = velocity();
    const change = Math.hypot(after[0] - before[0], after[1] - before[1]);
    expect(change).toBeGreaterThan(1.5); // feet on the ground take some
    expect(change).toBeLessThan(2.2);
  });

  test("go along x where a body lives in a plane", async () => {
    const changes = [];
    for (let seed = 0; seed < 8; seed++) {
      const stage = await stageOf(hopper, { randomise: { pushEvery: 0.04, pushSpeed: 0.5 } });
      stage.reset(0, seed);
      rest(stage, 4); // of 0.008 s; the fifth is pushed
      const before = read(stage, "forwardSpeed");
      rest(stage, 2);
      changes.push(read(stage, "forwardSpeed") - before);
    }
    // the torso is pushed, which the leg follows: so it gains more than the whole body's 0.5 m/s
    expect(changes.every((change) => Math.abs(change) > 0.3)).toBe(true);
    expect(new Set(changes.map(Math.sign)).size).toBe(2);
  });
});

describe("factors", () => {
  /** A feature after some steps of full action, by factor. */
  async function by(
    name: string,
    factors: readonly number[],
    feature: string,
    { steps = 10, action = 1, env = pendulum } = {},
  ) {
    const values = [];
    for (const factor of factors) {
      const stage = await stageOf(env, { randomise: { [name]: factor } });
      for (let step = 0; step < steps; step++) {
        actionOf(stage).fill(action);
        stage.step(0);
      }
      values.push(Math.abs(read(stage, feature)));
    }
    return values;
  }

  test("more strength is faster", async () => {
    const [weak, plain, strong] = await by("strength", [0.5, 1, 2], "cartSpeed", { steps: 3 });
    expect(weak).toBeLessThan(plain);
    expect(plain).toBeLessThan(strong);
  });

  test("more mass is slower", async () => {
    const [light, plain, heavy] = await by("mass", [0.5, 1, 2], "cartSpeed", { steps: 3 });
    expect(light).toBeGreaterThan(plain);
    expect(plain).toBeGreaterThan(heavy);
  });

  test("more gravity falls sooner, none not at all", async () => {
    const fallen = { steps: 20, action: 0 };
    const [none, plain, double] = await by("gravity", [0, 1, 2], "turning", fallen);
    expect(none).toBeLessThan(plain);
    expect(plain).toBeLessThan(double);
  });

  test("more friction slides less far", async () => {
    const slid = [];
    for (const friction of [0.05, 1]) {
      const stage = await stageOf(ant, { randomise: { friction, pushEvery: 1, pushSpeed: 3 } });
      rest(stage, 35); // 1 s until the push, 0.75 s after it
      slid.push(read(stage, "distance"));
    }
    expect(slid[0]).toBeGreaterThan(slid[1] * 1.2);
  });
});

test.each([
  [{ frictoin: 1 }, "friction"],
  [{ mass: -1 }, "mass"],
  [{ mass: 0 }, "mass"],
  [{ friction: [1.5, 0.5] }, "range"],
  [{ gravity: [0, 1, 2] }, "range"],
  [{ gravity: "much" }, "gravity"],
  [{ gravity: null }, "gravity"],
  [{ strength: { mean: 1, deviation: -0.1 } }, "strength"],
  [{ strength: { mean: 1, deviation: 0.5 } }, "strength"], // three deviations below is under 0
  [{ strength: { mean: 1 } }, "strength"],
  [{ strength: { mean: 1, deviation: 0.1, skew: 1 } }, "strength"],
  [{ latency: -1 }, "latency"],
  [{ pushEvery: 1 }, "pushSpeed"],
  [{ pushSpeed: 1 }, "pushEvery"],
  [[1], "object"],
] as const)("%j is refused", (randomise, named) => {
  const bind = () => bindEnv(hopper, { randomise: randomise as Json });
  expect(bind).toThrow("params/invalid");
  expect(bind).toThrow(named);
});
