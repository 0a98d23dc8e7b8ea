import { describe, expect, test } from "vitest";
import { howMany, makeCars } from "../../../envs/driving/highway/cars.ts";
import { highwayFast } from "../../../envs/driving/highway/highway.ts";
import { envs } from "../../../envs/index.ts";
import {
  type ArrayOf,
  asWritten,
  type BoundEnv,
  batchOf,
  bindEnv,
  type Dtype,
  generator,
  type Params,
  type Slot,
  sceneRows,
  snapshot,
  type World,
} from "../../../src/core/index.ts";

interface One {
  readonly env: BoundEnv;
  readonly world: World;
  readonly action: ArrayOf[Dtype];
  readonly features: { readonly [name: string]: Float64Array };
}

async function one(name: string, params: Params = {}, seed = 1): Promise<One> {
  const env = bindEnv(await envs.find(`driving/${name}-v1`), params);
  const features = Object.fromEntries(Object.keys(env.features).map((key) => [key, new Float64Array(1)]));
  const action = batchOf(env.action, 1) as ArrayOf[Dtype];
  const world = env.create({
    row: 0,
    action,
    observation: batchOf(env.observation, 1),
    features: asWritten(features) as Slot["features"],
    events: {},
    mask: new Uint8Array(0),
  });
  world.reset(generator(seed));
  return { env, world, action, features };
}

/** The cars of a world as they are saved, and how to put them back. */
function carsOf(world: World, room: number) {
  const cars = makeCars(room);
  const saved = world.save();
  const { save, load } = snapshot(...cars.state);
  load(saved.subarray(0, save().length));
  return {
    cars,
    put() {
      const bytes = saved.slice();
      bytes.set(save());
      world.load(bytes, generator(2));
    },
  };
}

test("the highway has as many cars as asked for, none on another", async () => {
  const { world } = await one("highway", { vehicles: 30, lanes: 2 });
  const { cars } = carsOf(world, 31);
  expect(cars.tally[howMany]).toBe(31);
  const places = Array.from(cars.x.subarray(0, 31)).sort((a, b) => a - b);
  for (let i = 1; i < places.length; i++) expect(places[i] - places[i - 1]).toBeGreaterThan(5);
});

test("idling on an empty highway drives on in the middle of the lane at the target speed", async () => {
  const { world, action, features } = await one("highway", { ...highwayFast, maxSteps: 40, vehicles: 0 });
  action[0] = 1;
  for (let i = 0; i < 5; i++) world.step();
  expect([features.speed[0], features.lateral[0], features.crashed[0], features.gap[0]]).toEqual([25, 0, 0, 200]);
});

test("orders change lane and speed", async () => {
  const { world, action, features } = await one("highway", { vehicles: 0, lanes: 3 });
  const order = (number: number) => {
    action[0] = number;
    for (let i = 0; i < 4; i++) {
      world.step();
      action[0] = 1;
    }
  };
  order(0);
  order(0);
  expect(features.rightness[0]).toBe(0);
  order(2);
  expect(features.rightness[0]).toBe(0.5);
  order(3);
  expect(features.speed[0]).toBeCloseTo(30, 1);
  order(4);
  order(4);
  expect(features.speed[0]).toBeCloseTo(20, 1);
});

test("a car that stands on the goal has parked; one that touches a wall has crashed", async () => {
  const { world, features } = await one("parking");
  const { cars, put } = carsOf(world, 1);
  cars.x[0] = features["goalPlace.0"][0];
  cars.y[0] = features["goalPlace.1"][0];
  const side = Math.sign(features["goalPlace.1"][0]);
  cars.heading[0] = (side * Math.PI) / 2;
  cars.cos[0] = 0;
  cars.sin[0] = side;
  put();
  world.step();
  expect([features.success[0], features.miss[0] < 1e-6, world.terminated(0)]).toEqual([1, true, true]);
  cars.x[0] = 34;
  cars.y[0] = 0;
  put();
  world.step();
  expect([features.success[0], features.crashed[0], world.terminated(0)]).toEqual([0, 1, true]);
});

test("whoever drives straight on leaves the racetrack, which ends the episode unless told otherwise", async () => {
  for (const endOffRoad of [true, false]) {
    const { world, features } = await one("racetrack", { endOffRoad, vehicles: 0 });
    let steps = 0;
    for (; steps < 100 && !world.terminated(0); steps++) world.step();
    expect([features.onRoad[0], world.terminated(0), steps < 100]).toEqual([0, endOffRoad, endOffRoad]);
  }
});

describe("scenes", () => {
  test.each(["highway", "merge", "roundabout", "intersection", "parking", "racetrack"])(
    "%s shows the agent's car in row 1",
    async (name) => {
      const { world } = await one(name);
      const scene = world.scene?.();
      if (!scene) throw new Error("no scene");
      const poses = new Float64Array(7 * sceneRows(scene));
      world.poses?.(poses);
      const bytes = world.save();
      const size = (room: number) => snapshot(...makeCars(room).state).save().length;
      const room = Math.floor((bytes.length - size(0)) / (size(1) - size(0)));
      const { cars } = carsOf(world, room);
      const own = cars.tally[1];
      expect([poses[7], poses[8]]).toEqual([cars.x[own], -cars.y[own]]);
      const shown = Array.from({ length: room }, (_, row) => poses[7 * (row + 1) + 2] === 0).filter(Boolean).length;
      expect(shown).toBe(cars.tally[howMany]);
    },
  );
});

test("frequencies that do not fit are refused", async () => {
  const highway = await envs.find("driving/highway-v1");
  expect(() => bindEnv(highway, { simulationFrequency: 15, policyFrequency: 4 })).toThrow(
    expect.objectContaining({ code: "params/invalid" }),
  );
});
