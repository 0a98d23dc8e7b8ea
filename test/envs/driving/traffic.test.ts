import { describe, expect, test } from "vitest";
import { bodySize, touch } from "../../../envs/driving/town/boxes.ts";
import { townState } from "../../../envs/driving/town/state.ts";
import { townOf } from "../../../envs/driving/town/towns.ts";
import { traffic } from "../../../envs/driving/town/traffic.ts";
import { generator } from "../../../src/core/index.ts";

const set = { split: "train", first: 0, blocks: 8, routes: 1, shortest: 100, longest: 200 } as const;
const nobody = { lane: -1, at: 0, speed: 0 };
const towns = Array.from({ length: 8 }, (_, number) => townOf(set, number));

/** Traffic of so many cars, around a place. */
function begun(number: number, vehicles: number) {
  const town = towns[number];
  const state = townState({ vehicles, walkers: 0, parked: 0 });
  const rng = generator(number);
  const cars = traffic(state, () => false);
  const { points } = town.roads.lanes;
  state.own.set([points[0], points[1]]);
  cars.scatter(town, rng, points[0], points[1]);
  let steps = 0;
  return { town, state, step: (driven = nobody) => cars.step(town, rng, 0.1, steps, steps++ * 0.1, driven) };
}

/** A street of the towns with a lane beside it, and room. */
function twoLanes() {
  for (const number of towns.keys()) {
    const { lanes } = towns[number].roads;
    for (let lane = 0; lane < lanes.count; lane++) {
      const other = lanes.left[lane];
      const isStreet = other >= 0 && lanes.junction[lane] < 0 && lanes.type[lane] === lanes.type[other];
      if (isStreet && lanes.length[lane] > 70) return { number, lane, other };
    }
  }
  throw new Error("no street with two lanes one way");
}

describe("changes of lanes", () => {
  const { number, lane, other } = twoLanes();

  /** Puts a car behind the driven one, which stands 25 m ahead, and another one beside it or nowhere. */
  function meet(isBeside: boolean) {
    const { town, state, step } = begun(number, 2);
    const { points, firstPoint } = town.roads.lanes;
    const at = 7 * (firstPoint[lane] + 30);
    state.own.set([points[at], points[at + 1]]); // near enough to be looked at in every step
    state.lane.set([lane, isBeside ? other : lane]);
    state.at.set([30, isBeside ? 28 : 0]);
    state.speed.set([8, 8]);
    state.aside.fill(0);
    state.waited.fill(0);
    state.eager.fill(1);
    state.things.set([points[at], points[at + 1]], 0);
    state.things.set([points[at], points[at + 1]], bodySize);
    step({ lane, at: 55, speed: 0 });
    return { state, step };
  }

  test("a driver leaves the lane of somebody who stands, and is there after a few seconds", () => {
    const { state, step } = meet(false);
    expect(state.lane[0]).toBe(other);
    expect(state.aside[0]).toBeLessThan(-2.5); // still right of the new lane's middle
    const [x, y] = [state.things[0], state.things[1]];
    step({ lane, at: 55, speed: 0 });
    expect(Math.hypot(state.things[0] - x, state.things[1] - y)).toBeLessThan(1.5); // no jump
    for (let i = 0; i < 30; i++) step({ lane, at: 55, speed: 0 });
    expect(state.aside[0]).toBe(0);
  });

  test("but not into somebody who drives there", () => {
    expect(meet(true).state.lane[0]).toBe(lane);
  });
});

test("cars hardly ever drive through each other", () => {
  let [overlaps, pairs] = [0, 0];
  for (const number of towns.keys()) {
    const { state, step } = begun(number, 20);
    const { things } = state;
    for (let i = 0; i < 300; i++) {
      step();
      for (let a = 0; a < 20 * bodySize; a += bodySize)
        for (let b = 0; b < a; b += bodySize) {
          if (things[a + 6] === 0 || things[b + 6] === 0) continue;
          pairs++;
          if (touch(things, a, things, b, 0)) overlaps++;
        }
    }
  }
  expect(overlaps / pairs).toBeLessThan(0.001);
});
