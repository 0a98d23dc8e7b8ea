import { describe, expect, test } from "vitest";
import { envs as listedEnvs } from "../../envs/index.ts";
import { batchOf, bindEnv, contains, type Episode, generator, type Params, type World } from "../../src/core/index.ts";
import { loaded } from "../loaded.ts";
import { openWorlds } from "./worlds.ts";

const envs = await loaded(listedEnvs);

/** One world set into a state, one step taken. */
function stepFrom(id: string, state: Float64Array | Float32Array, action: number, params: Params = {}) {
  const { worlds, actions, observations, features } = openWorlds(envs.find(id), 1, params);
  const [world] = worlds;
  world.load(new Uint8Array(state.buffer), generator(1));
  actions[0] = action;
  world.step();
  const measured = Object.fromEntries(Object.entries(features).map(([name, [value]]) => [name, value]));
  return { observed: Array.from(observations), measured, ended: world.terminated(0) };
}

function expectNear(values: readonly number[], expected: readonly number[], digits = 6) {
  expect(values.length).toBe(expected.length);
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i], digits);
}

describe("cart-pole", () => {
  const id = "classic/cart-pole-v1";

  test("a push from rest", () => {
    // push 10 N on 1.1 kg: 10 / 1.1 = 9.090909; turn rate -9.090909 / (0.5 (4/3 - 0.1 / 1.1)) = -14.634146;
    // acceleration 9.090909 + 0.05 * 14.634146 / 1.1 = 9.756098; times 0.02 s
    const { observed, measured } = stepFrom(id, new Float64Array(4), 1);
    expectNear(observed, [0, 0.19512196, 0, -0.29268292]);
    expect(measured).toMatchObject({ offset: 0, upright: 1, angle: 0, balanced: 1, success: 1 });
    expectNear(stepFrom(id, new Float64Array(4), 0).observed, [0, -0.19512196, 0, 0.29268292]);
  });

  test.each([
    ["falls beyond 12 degrees", [0, 0, 0.2, 1], true], // 0.2 + 0.02 = 0.22 > 0.20944
    ["leans within 12 degrees", [0, 0, 0.2, 0.4], false], // 0.208
    ["leaves the rail", [-2.39, -1, 0, 0], true], // -2.39 - 0.02 = -2.41
    ["stays on the rail", [2.39, 0.4, 0, 0], false], // 2.398
  ])("%s", (_, state, ended) => {
    const result = stepFrom(id, Float64Array.from(state), 1);
    expect(result.ended).toBe(ended);
    expect(result.measured.balanced).toBe(ended ? 0 : 1);
  });
});

describe("pendulum", () => {
  const id = "classic/pendulum-v1";

  test("torque turns it counterclockwise from upright", () => {
    // 3 * 2 * 0.05 = 0.3 rad/s, then 0.3 * 0.05 = 0.015 rad; energy 0.3^2 / 6 + 5 (1 + cos 0.015)
    const { observed, measured } = stepFrom(id, new Float64Array(2), 2);
    expectNear(observed, [Math.cos(0.015), Math.sin(0.015), 0.3]);
    expect(measured.torque).toBe(2);
    expect(measured.energy).toBeCloseTo(0.015 + 5 * (1 + Math.cos(0.015)), 9);
    expect(measured.success).toBe(1);
  });

  test("gravity is a param", () => {
    // level to the left: 3 g / 2 * sin(pi/2) * 0.05
    const level = () => Float64Array.of(Math.PI / 2, 0);
    expect(stepFrom(id, level(), 0).measured.turning).toBeCloseTo(0.75, 9);
    expect(stepFrom(id, level(), 0, { gravity: 4 }).measured.turning).toBeCloseTo(0.3, 9);
    expect(stepFrom(id, level(), 0, { gravity: 0 }).measured.turning).toBe(0);
    expect(() => openWorlds(envs.get(id), 1, { gravity: -1 })).toThrow("params/invalid");
  });

  test("turns no faster than 8 rad/s, and its angle is wrapped", () => {
    // 3 pi + 8 * 0.05 lies 0.4 past hanging: pi + 0.4 - 2 pi
    const { measured } = stepFrom(id, Float64Array.of(3 * Math.PI, 20), 0);
    expect(measured.turning).toBe(8);
    expect(measured.angle).toBeCloseTo(0.4 - Math.PI, 9);
    expect(measured.success).toBe(0);
  });
});

describe("acrobot", () => {
  const id = "classic/acrobot-v1";

  test("hangs still without torque", () => {
    const { observed, measured, ended } = stepFrom(id, new Float64Array(4), 1);
    expect(observed).toEqual([1, 0, 1, 0, 0, 0]);
    expect(measured).toMatchObject({ height: -2, energy: 0, torque: 0, success: 0 });
    expect(ended).toBe(false);
  });

  test("torque at the elbow turns the links against each other", () => {
    // inertia 4.5, coupling 1.75 and outer inertia 1.25 kg m^2: outer rate 1 / (1.25 - 1.75^2 / 4.5) = 1.758,
    // inner rate -1.75 / 4.5 * 1.758 = -0.684; over 0.2 s, less a little for gravity
    const { measured } = stepFrom(id, new Float64Array(4), 2);
    expect(measured.outerTurning).toBeCloseTo(0.2 * 1.758, 1);
    expect(measured.innerTurning).toBeCloseTo(0.2 * -0.684, 1);
    expect(measured.torque).toBe(1);
  });

  test("energy is kept without torque, by the book's equations and not by the paper's", () => {
    const drift = (params: Params) => {
      const { worlds, actions, features } = openWorlds(envs.get(id), 1, params);
      const [energies, [world]] = [[] as number[], worlds];
      world.load(new Uint8Array(Float64Array.of(1, 0.5, 0, 0).buffer), generator(1));
      actions[0] = 1;
      for (let step = 0; step < 25; step++) {
        world.step();
        energies.push(features.energy[0]);
      }
      return Math.max(...energies) - Math.min(...energies);
    };
    // at rest at (1, 0.5): 9.8 (1.5 (1 - cos 1) + 0.5 (1 - cos 1.5)) = 11.3 J
    expect(drift({})).toBeLessThan(0.1); // steps of 0.2 s are coarse
    expect(drift({ equations: "paper" })).toBeGreaterThan(1);
  });

  test("ends with the tip above the line", () => {
    const { measured, ended } = stepFrom(id, Float64Array.of(Math.PI, 0, 0, 0), 1);
    expect(measured.height).toBeCloseTo(2, 6);
    expect(measured.energy).toBeCloseTo(39.2, 6); // 9.8 (1.5 * 2 + 0.5 * 2)
    expect(measured.success).toBe(1);
    expect(ended).toBe(true);
  });

  test("angles are wrapped and speeds are cut", () => {
    const { measured } = stepFrom(id, Float64Array.of(3, -3, 12.5, 28.2), 2);
    for (const angle of [measured.innerAngle, measured.outerAngle])
      expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI);
    expect(measured.innerTurning).toBeLessThanOrEqual(4 * Math.PI);
    expect(measured.outerTurning).toBeLessThanOrEqual(9 * Math.PI);
  });
});

describe.each([
  ["classic/mountain-car-v1", Float64Array, 2, 0.001, 0.5],
  ["classic/mountain-car-continuous-v1", Float32Array, 1, 0.0015, 0.45],
] as const)("%s", (id, Numbers, right, power, flag) => {
  const valley = -Math.PI / 6;

  test("only the engine moves it on the valley's floor", () => {
    const { measured } = stepFrom(id, Numbers.of(valley, 0), right);
    expect(measured.speed).toBeCloseTo(power, 8);
    expect(measured.position).toBeCloseTo(valley + power, 6);
    expect(measured.height).toBeCloseTo(0.1, 4);
    // v^2 / 2 + 0.0025 / 3 (1 - cos 3 dx), with dx = v
    expect(measured.energy).toBeCloseTo(power ** 2 / 2 + (0.0025 / 3) * (1 - Math.cos(3 * power)), 8);
  });

  test("the wall on the left takes all speed", () => {
    const { measured } = stepFrom(id, Numbers.of(-1.19, -0.07), right);
    expect(measured.position).toBeCloseTo(-1.2, 6);
    expect(measured.speed).toBe(0);
  });

  test("is no faster than 0.07 m a step", () => {
    // on the way down on the left, cos(3 * -1) < 0 drives it right
    expect(stepFrom(id, Numbers.of(-1, 0.0699), right).measured.speed).toBeCloseTo(0.07, 7);
  });

  test("ends at the flag, if fast enough", () => {
    const near = () => Numbers.of(flag - 0.01, 0.02);
    expect(stepFrom(id, near(), right)).toMatchObject({ ended: true, measured: { success: 1 } });
    expect(stepFrom(id, near(), right, { goalSpeed: 0.03 })).toMatchObject({ ended: false, measured: { success: 0 } });
    expect(stepFrom(id, Numbers.of(flag - 0.1, 0.02), right)).toMatchObject({ ended: false, measured: { success: 0 } });
  });
});

describe("scores", () => {
  const summary = (value: number) => ({ first: value, last: value, lowest: value, highest: value, mean: value });
  const episode = (steps: number, maxSteps: number, features: { [name: string]: number }): Episode => ({
    steps,
    maxSteps,
    terminated: steps < maxSteps,
    truncated: steps >= maxSteps,
    features: Object.fromEntries(Object.entries(features).map(([name, value]) => [name, summary(value)])),
    events: {},
  });
  const score = (id: string, ...rest: Parameters<typeof episode>) => bindEnv(envs.find(id)).score(episode(...rest));

  test("cart-pole: share of the time limit survived", () => {
    expect(score("classic/cart-pole-v1", 125, 500, {})).toBe(0.25);
    expect(score("classic/cart-pole-v1", 500, 500, {})).toBe(1);
  });

  test("pendulum: mean uprightness", () => {
    expect(score("classic/pendulum-v1", 200, 200, { upright: -1 })).toBe(0);
    expect(score("classic/pendulum-v1", 200, 200, { upright: 0.5 })).toBe(0.75);
  });

  test.each(["classic/acrobot-v1", "classic/mountain-car-v1", "classic/mountain-car-continuous-v1"])(
    "%s: how soon it succeeds",
    (id) => {
      expect(score(id, 51, 200, { success: 1 })).toBe(0.75); // 1 - 50 / 200
      expect(score(id, 200, 200, { success: 1 })).toBeCloseTo(0.005, 9);
      expect(score(id, 200, 200, { success: 0 })).toBe(0);
    },
  );
});

const family = envs.all.filter(({ id }) => id.startsWith("classic/"));

describe.each(family.map((env) => ({ env, id: env.id })))("$id", ({ env }) => {
  const bound = bindEnv(env);

  test("has keys that are actions", () => {
    expect(Object.keys(bound.keys).length).toBeGreaterThan(1);
    for (const action of Object.values(bound.keys)) expect(contains(bound.action, action)).toBe(true);
    expect(batchOf(bound.action, 1).length).toBe(1); // one key, one action
  });

  test("paints itself, and another picture for another state", () => {
    const { worlds } = openWorlds(env, 2);
    const [width, height] = [60, 40];
    const picture = (world: World, seed: number) => {
      world.reset(generator(seed));
      const pixels = new Uint8Array(width * height * 3);
      world.draw?.({ width, height, camera: bound.cameras[0], pixels });
      return pixels;
    };
    const [first, second] = worlds.map((world, row) => picture(world, row));
    expect(new Set(first).size).toBeGreaterThan(5);
    expect(first).not.toEqual(second);
    expect(picture(worlds[1], 0)).toEqual(first);
  });
});
