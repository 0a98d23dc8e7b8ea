import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, open, transforms } from "./apply.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const clip = transforms.get("transform/clip-v1");
const delta = transforms.get("transform/delta-v1");

/** One episode under a transform, and its total. */
const clipped = (steps: readonly number[]) => apply(open(clip, { threshold: 0.9 }), steps);
const telescoped = (steps: readonly number[]) =>
  apply(open(delta), steps, { ends: `${".".repeat(steps.length - 1)}t` });

describe("a farmable step reward", () => {
  const steps = [0.95, 0.92, 0.97, 0.4, 0.96];
  const farmed = Array<number>(20).fill(0.95);

  test("clip punishes what falls short, and pays nothing for the rest", () => {
    expect(clipped(steps)).toEqual([0, 0, 0, -0.5, 0]);
    expect(sum(clipped(farmed))).toBe(0); // 19 without
  });

  test("delta's total is the first reward, however often a step is repeated", () => {
    expect(sum(telescoped(steps))).toBeCloseTo(0.95, 12);
    expect(sum(telescoped(farmed))).toBeCloseTo(0.95, 12);
  });

  test("clip and then delta come to nothing", () => {
    expect(sum(telescoped(clipped(steps)))).toBeCloseTo(0, 12);
    expect(sum(telescoped(clipped(farmed)))).toBeCloseTo(0, 12);
  });
});

describe("delta", () => {
  test("pays a difference when the next reward is known, and the last reward at the end", () => {
    // 5 - 3, 3 - 4 and the last 4; an episode of one step; then one that the rollout cuts
    expect(apply(open(delta), [5, 3, 4, 7, 2, 8], { ends: "..ut.." })).toEqual([0, 2, 3, 7, 0, -6]);
  });

  test("goes on in the next rollout, seat by seat, also through save and load", () => {
    const one = open(delta, {}, 2);
    expect(apply(one, [5, 1], { seats: 2 })).toEqual([0, 0]);
    const two = open(delta, {}, 2);
    for (const seat of [0, 1]) two.loadSeat!(seat, one.saveSeat!(seat));
    for (const live of [one, two]) expect(apply(live, [3, 9], { seats: 2, ends: "t." })).toEqual([5, -8]);
  });

  test("totals the first reward of any episode", () => {
    const rewards = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(rewards, (steps) => Math.abs(sum(telescoped(steps)) - steps[0]) < 1e-9));
  });
});

test("piecewise", () => {
  const live = open(transforms.get("transform/piecewise-v1"));
  const [right, wrong, tie] = apply(live, [0.6 - 0.4, 0.4 - 0.6, 0]);
  expect(right).toBeCloseTo(40, 12);
  expect(wrong).toBeCloseTo(-36, 12);
  expect(tie).toBeCloseTo(0, 12);
});

test("affine", () => {
  const affine = transforms.get("transform/affine-v1");
  expect(apply(open(affine, { to: [-20, 80] }), [0, 0.5, 1, 2])).toEqual([-20, 30, 80, 180]);
  expect(apply(open(affine, { from: [-1, 1] }), [-1, 0.6, 1])).toEqual([0, 0.8, 1]);
  expect(apply(open(affine, { from: [1, 0], to: [0, 5] }), [1, 0.5])).toEqual([0, 2.5]);
  expect(() => open(affine, { from: [1, 1] })).toThrow("params/invalid");
});
