import { describe, expect, test } from "vitest";
import { car, drive, driven, drivenSize } from "../../../envs/driving/town/bicycle.ts";
import { bodySize, placeBody, touch } from "../../../envs/driving/town/boxes.ts";
import { noCollision, timeToCollision } from "../../../envs/driving/town/collision-time.ts";
import { acceleration } from "../../../envs/driving/town/following.ts";
import { hazardKinds } from "../../../envs/driving/town/hazards.ts";
import { listNear, nearOf } from "../../../envs/driving/town/near.ts";
import { townOf } from "../../../envs/driving/town/towns.ts";
import { envs } from "../../../envs/index.ts";
import { registries } from "../../../scripts/registries.ts";
import { bindEnv, type Params, type Policy, type RewardExpression, type RunSpec } from "../../../src/core/index.ts";
import { evaluate, openPolicy, settle } from "../../../src/run/index.ts";
import { openVector } from "../../../src/vector/index.ts";

const few = { towns: 2, blocks: 4, routes: 4, vehicles: 8, walkers: 3, parked: 2 };

const body = (x: number, y: number, cos: number, sin: number, speed: number) => {
  const one = new Float64Array(bodySize);
  placeBody(one, 0, x, y, cos, sin, speed);
  one[6] = 2;
  one[7] = 1;
  return one;
};

/** Time to collision with one body, which is near. */
function meeting(own: Float64Array, other: Float64Array): number {
  const near = nearOf(other);
  listNear(near, other, own[0], own[1]);
  return timeToCollision(own, other, near);
}

describe("bodies", () => {
  test("touch where no line parts them", () => {
    const own = body(0, 0, 1, 0, 0);
    expect(touch(own, 0, body(3.9, 0, 1, 0, 0), 0, 0)).toBe(true); // 2 + 2 m
    expect(touch(own, 0, body(4.1, 0, 1, 0, 0), 0, 0)).toBe(false);
    expect(touch(own, 0, body(3.1, 0, 0, 1, 0), 0, 0)).toBe(false); // across: 2 + 1 m
    // turned by 45 degrees its corner reaches (2 + 1) / sqrt(2) = 2.12 m
    expect(touch(own, 0, body(4.05, 0, Math.SQRT1_2, Math.SQRT1_2, 0), 0, 0)).toBe(true);
    expect(touch(own, 0, body(0, 3.2, Math.SQRT1_2, Math.SQRT1_2, 0), 0, 0)).toBe(false);
  });

  test("meet when they would touch if they went on", () => {
    const own = body(0, 0, 1, 0, 10);
    expect(meeting(own, body(14, 0, -1, 0, 10))).toBeCloseTo(0.5, 12); // 10 m left at 20 m/s
    expect(meeting(own, body(14, 0, 1, 0, 10))).toBe(noCollision);
    expect(meeting(own, body(14, 3, -1, 0, 10))).toBe(noCollision);
    expect(meeting(own, body(3, 0, 1, 0, 0))).toBe(0);
  });
});

describe("a car", () => {
  test("follows its pedal at a limited rate, and stands", () => {
    const state = new Float64Array(drivenSize);
    for (let i = 0; i < 20; i++) drive(state, 1, 0, 0.1);
    // full throttle from the second step on, as 20 m/s^3 reach 2 m/s^2 in the first
    expect(state[driven.speed]).toBeCloseTo(0.2 + 19 * 0.3, 9);
    for (let i = 0; i < 20; i++) drive(state, -1, 0, 0.1);
    expect(state[driven.speed]).toBe(0);
  });

  test("turns on the circle of a bicycle", () => {
    const state = new Float64Array(drivenSize);
    state[driven.speed] = 5;
    state[driven.steering] = 0.3;
    const turned = () => {
      drive(state, 0, 0.3 / car.mostSteering, 0.1);
      return state[driven.yawRate];
    };
    // slip atan(tan(0.3) / 2), radius (wheelbase / 2) / sin(slip)
    const radius = car.wheelbase / 2 / Math.sin(Math.atan(Math.tan(0.3) / 2));
    expect(turned()).toBeCloseTo(5 / radius, 9);
  });

  test("behind another brakes, and alone takes up speed", () => {
    expect(acceleration(0, 10, 1e9, 10)).toBeCloseTo(3, 6);
    expect(acceleration(10, 10, 1e9, 10)).toBeCloseTo(0, 6);
    expect(acceleration(0, 10, 10, 0)).toBeCloseTo(0, 9); // stands 10 m behind
    expect(acceleration(10, 10, 12, 0)).toBe(-6);
  });
});

test("towns to train on are not those to test on, and each is the same every time", () => {
  const set = { first: 0, blocks: 4, routes: 2, shortest: 100, longest: 200 };
  const train = townOf({ ...set, split: "train" }, 0);
  const held = townOf({ ...set, split: "test" }, 0);
  expect(JSON.stringify(train.roads.map)).not.toBe(JSON.stringify(held.roads.map));
  expect(townOf({ ...set, split: "train" }, 0)).toBe(train);
});

/** Eight drives by a policy, or by the scripted driver. */
async function judged8(reward: RewardExpression, params: Params, act?: readonly [pedal: number, wheel: number]) {
  const given: RunSpec = {
    ...{ env: { id: "driving/route-v1", params: { ...few, ...params } }, reward },
    ...{ agent: { id: "baseline/scripted-v1", params: {} }, seed: 1, steps: 1, worlds: 4 },
    device: "cpu",
  };
  const spec = await settle(given, registries);
  const steady: Policy = {
    stateSize: 0,
    async act({ rows }) {
      const actions = new Float32Array(2 * rows);
      if (act) for (let row = 0; row < rows; row++) actions.set(act, 2 * row);
      return { actions, state: new Float32Array(0) };
    },
  };
  const policy = act
    ? steady
    : await openPolicy(spec, registries, bindEnv(await registries.envs.find(spec.env.id), spec.env.params));
  return (await evaluate({ spec, registries, policy, episodes: 8, seed: 1, worlds: 4 })).summary;
}

test.each([
  ["stands", [-1, 0]],
  ["circles", [0.25, 1]],
] as const)("a car that %s is worth next to nothing to a reward of progress and to the judges", async (_, act) => {
  const empty = { vehicles: 0, walkers: 0, parked: 0, hazards: "none" };
  for (const [use, most] of [
    ["shaped/carl-v1", 8],
    ["sparse/carla-score-v1", 0.08],
    ["sparse/nuplan-score-v1", 0],
  ] as const)
    expect((await judged8(use, empty, act)).return.mean).toBeLessThanOrEqual(most);
});

test("the scripted driver gets far, and CARLA's judge says what the yardstick says", async () => {
  const { score, return: judged } = await judged8("sparse/carla-score-v1", { hazards: "none" });
  expect(score.mean).toBeGreaterThan(0.4);
  expect(judged.mean).toBeCloseTo(score.mean, 9);
});

test.each(hazardKinds)("the hazard %s comes once and goes", async (hazard) => {
  const vector = await openVector({
    envs,
    env: { id: "driving/hazards-v1", params: { ...few, hazard, vehicles: 0, walkers: 0, parked: 0, ends: "route" } },
    worlds: 8,
  });
  await vector.reset(1);
  const kind = hazardKinds.indexOf(hazard) + 1;
  const begun = new Uint8Array(8);
  const over = new Uint8Array(8);
  for (let step = 0; step < 500; step++) {
    const actions = vector.actions as Float32Array;
    for (let row = 0; row < 8; row++) {
      actions[2 * row] = vector.features.speed[row] < 6 ? 0.5 : 0;
      actions[2 * row + 1] = 0;
    }
    await vector.step();
    for (let row = 0; row < 8; row++) {
      const on = vector.features.hazard[row];
      expect([0, kind]).toContain(on);
      if (on === kind) begun[row] = 1;
      if (begun[row] === 1 && on === 0) over[row] = 1;
    }
  }
  expect(Math.max(...begun)).toBe(1);
  expect(Math.max(...over)).toBe(1);
  await vector.close();
});

test.each([
  ["continuous", [1, 0]],
  ["grid", [12, 3]],
  ["meta", [3]],
] as const)("pedal and wheel obey %s actions", async (actions, ahead) => {
  const params = { ...few, actions, hazards: "none", vehicles: 0, walkers: 0, parked: 0 };
  const vector = await openVector({ envs, env: { id: "driving/route-v1", params }, worlds: 1 });
  await vector.reset(1);
  for (let step = 0; step < 15; step++) {
    (vector.actions as Float32Array).set(ahead);
    await vector.step();
  }
  expect(vector.features.speed[0]).toBeGreaterThan(2);
  expect(Math.abs(vector.features.headingError[0])).toBeLessThan(0.3);
  await vector.close();
});
