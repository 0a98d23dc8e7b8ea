import { describe, expect, test } from "vitest";
import { rewards as listedRewards } from "../../rewards/index.ts";
import type { Params } from "../../src/core/index.ts";
import { loaded } from "../loaded.ts";
import { evaluate } from "./evaluate.ts";

const rewards = await loaded(listedRewards);

const numbers = (...values: number[]) => Float64Array.from(values);

test("sparse/success-v1 pays 1 where success is 1", () => {
  expect(evaluate(rewards.get("sparse/success-v1"), { success: numbers(0, 1, 0.5) })).toEqual(numbers(0, 1, 0));
});

test("sparse/alive-v1 pays 1 for every step", () => {
  expect(evaluate(rewards.get("sparse/alive-v1"), { any: numbers(3, 4) })).toEqual(numbers(1, 1));
});

test("shaped/feature-v1 pays the feature that it names", () => {
  const features = { height: numbers(-2, 0.5), success: numbers(0, 1) };
  expect(evaluate(rewards.get("shaped/feature-v1"), features, {}, { feature: "height" })).toEqual(numbers(-2, 0.5));
  expect(evaluate(rewards.get("shaped/feature-v1"), features)).toEqual(numbers(0, 1));
});

test("shaped/power-v1 pays a power of the size of the feature that it names", () => {
  const features = { angle: numbers(-2, 0.25, 0) };
  const power = (exponent: number) =>
    Array.from(evaluate(rewards.get("shaped/power-v1"), features, {}, { feature: "angle", exponent }));
  expect(power(2)).toEqual([4, 0.0625, 0]);
  expect(power(0.5)).toEqual([Math.SQRT2, 0.5, 0]);
});

test("shaped/upright-v1 halves at its margin", () => {
  // 1 (1 - 0), 0.9 (1 - 1/4), 1 (1 - 1/2) at and beyond 2 m
  const features = { upright: numbers(1, 0.9, 1, 1), offset: numbers(0, -1, 2, 5) };
  expect(Array.from(evaluate(rewards.get("shaped/upright-v1"), features))).toEqual([1, 0.9 * 0.75, 0.5, 0.5]);
});

test("shaped/cart-pole-v1 pays every step, or punishes the fall", () => {
  const features = { balanced: numbers(1, 0) };
  const reward = rewards.get("shaped/cart-pole-v1");
  expect(evaluate(reward, features)).toEqual(numbers(1, 1));
  expect(evaluate(reward, features, {}, { suttonBarto: true })).toEqual(numbers(0, -1));
});

test("shaped/pendulum-v1 reads angle and turning before the step, torque of the step", () => {
  const after = { angle: numbers(9, 9), turning: numbers(9, 9), torque: numbers(2, 0) };
  const before = { angle: numbers(0.5, Math.PI), turning: numbers(-3, 8), torque: numbers(9, 9) };
  const [first, worst] = evaluate(rewards.get("shaped/pendulum-v1"), after, before);
  expect(first).toBeCloseTo(-1.154, 12); // 0.25 + 0.9 + 0.004
  expect(worst).toBeCloseTo(-(Math.PI ** 2 + 6.4), 12);
});

test("shaped/acrobot-v1 pays -1 until the goal", () => {
  expect(evaluate(rewards.get("shaped/acrobot-v1"), { success: numbers(0, 1) })).toEqual(numbers(-1, 0));
});

test("shaped/mountain-car-v1 pays -1 for every step", () => {
  expect(evaluate(rewards.get("shaped/mountain-car-v1"), { success: numbers(0, 1) })).toEqual(numbers(-1, -1));
});

test("shaped/mountain-car-continuous-v1 pays 100 for the flag, less fuel", () => {
  const features = { success: numbers(0, 1), throttle: numbers(-1, 0.5) };
  const [first, last] = evaluate(rewards.get("shaped/mountain-car-continuous-v1"), features);
  expect(first).toBeCloseTo(-0.1, 12);
  expect(last).toBeCloseTo(99.975, 12); // 100 - 0.1 * 0.25
});

describe("shaped/tolerance-v1", () => {
  const tolerance = (values: number[], params: Params) =>
    Array.from(
      evaluate(
        rewards.get("shaped/tolerance-v1"),
        { height: numbers(...values) },
        {},
        { feature: "height", ...params },
      ),
    );

  test("without a margin it is 1 within bounds and 0 outside", () => {
    expect(tolerance([0.9, 1, 2, 3, 3.1], { lower: 1, upper: 3 })).toEqual([0, 1, 1, 1, 0]);
    expect(tolerance([0.9, 1, 1e9], { lower: 1 })).toEqual([0, 1, 1]);
  });

  // at half a margin from the bound, worked out with value v = 0.1 one margin away
  test.each([
    ["gaussian", Math.sqrt(Math.sqrt(0.1))], // 0.1^(1/4)
    ["hyperbolic", 1 / Math.sqrt((10 + 1) / 2)], // cosh(x / 2) = sqrt((cosh x + 1) / 2), cosh x = 10
    ["longTail", 1 / (9 / 4 + 1)],
    ["reciprocal", 1 / (9 / 2 + 1)],
    ["cosine", (1 + Math.sqrt((1 - 0.8) / 2)) / 2], // cos(x / 2) = sqrt((1 + cos x) / 2), cos x = -0.8
    ["linear", 0.55],
    ["quadratic", 0.775],
    ["tanhSquared", 1 - ((1 - Math.sqrt(0.1)) / Math.sqrt(0.9)) ** 2], // tanh(x / 2) = (1 - sech x) / tanh x, tanh^2 x = 0.9
  ])("%s falls from 1 over its value at half a margin to 0.1", (sigmoid, half) => {
    const [inside, middle, edge, above] = tolerance([1, 0, -1, 5], { lower: 1, upper: 3, margin: 2, sigmoid });
    expect(inside).toBe(1);
    expect(middle).toBeCloseTo(half, 12);
    expect(edge).toBeCloseTo(0.1, 12);
    expect(above).toBeCloseTo(0.1, 12);
  });

  test.each(["cosine", "linear", "quadratic"])("%s is 0 far out, and may be 0 at the margin", (sigmoid) => {
    expect(tolerance([-100], { lower: 0, margin: 1, sigmoid })).toEqual([0]);
    const [half, edge] = tolerance([-0.5, -1], { lower: 0, margin: 1, sigmoid, valueAtMargin: 0 });
    expect(half).toBeGreaterThan(0.4);
    expect(edge).toBeCloseTo(0, 12);
  });

  test("refuses what cannot be", () => {
    expect(() => tolerance([0], { lower: 2, upper: 1 })).toThrow("params/invalid");
    expect(() => tolerance([0], { valueAtMargin: 0 })).toThrow("params/invalid");
    expect(() => tolerance([0], { sigmoid: "square" })).toThrow("params/invalid");
  });
});
