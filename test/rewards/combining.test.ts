import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AnyTransform, bindTransform, type Params } from "../../src/core/index.ts";
import { apply, open, transforms } from "./apply.ts";

const harmonic = transforms.get("transform/harmonic-v1");
const mixture = transforms.get("transform/mixture-v1");
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Cosines in [0, 1]. */
const mapped = (cosine: number) => (cosine + 1) / 2;
const mixed = (transform: AnyTransform, lambda: number, image: number, text: number) =>
  apply(open(transform, { weights: { image: lambda, text: 1 - lambda } }), { image: [image], text: [text] })[0];

describe("harmonic", () => {
  // 1 / (lambda / 0.9 + (1 - lambda) / 0.6), and lambda 0.9 + (1 - lambda) 0.6
  test.each([
    [0.3, 0.6667, 0.69],
    [0.5, 0.72, 0.75],
    [0.7, 0.7826, 0.81],
  ])("with lambda = %d mixes cosines of 0.8 and 0.2 to %d, where the mean is %d", (lambda, expected, arithmetic) => {
    expect(mixed(harmonic, lambda, mapped(0.8), mapped(0.2))).toBeCloseTo(expected, 4);
    expect(mixed(mixture, lambda, mapped(0.8), mapped(0.2))).toBeCloseTo(arithmetic, 12);
  });

  test("does not let one reward make up for another", () => {
    expect(mixed(harmonic, 0.5, mapped(0.9), mapped(-0.9))).toBeCloseTo(0.095, 12); // 2 / (1 / 0.95 + 1 / 0.05)
    expect(mixed(mixture, 0.5, mapped(0.9), mapped(-0.9))).toBeCloseTo(0.5, 12);
    expect(mixed(harmonic, 0.5, 1, 0)).toBe(0);
    expect(mixed(harmonic, 0.5, -0, 0)).toBe(0);
    expect(mixed(harmonic, 1, 0.3, 0)).toBeCloseTo(0.3, 12); // a weight of 0 takes no part
  });

  test("lies between the least reward and the weighted mean", () => {
    fc.assert(
      fc.property(share, share, share, (lambda, a, b) => {
        const [low, high] = [mixed(harmonic, lambda, a, b), mixed(mixture, lambda, a, b)];
        return low >= Math.min(a, b) - 1e-12 && low <= high + 1e-12;
      }),
    );
  });
});

describe("weights", () => {
  test("are 1 where none is given, and only their proportions count", () => {
    expect(apply(open(mixture), { a: [1], b: [3] })).toEqual([2]);
    expect(apply(open(mixture, { weights: { a: 6, b: 2 } }), { a: [1], b: [3] })).toEqual([1.5]);
    expect(apply(open(mixture, { weights: { a: 0 } }), { a: [1], b: [3] })).toEqual([3]);
  });

  const weights = (given: Parameters<typeof open>[1]) => open(mixture, { weights: given ?? {} });
  test("are refused where they mean nothing", () => {
    expect(() => weights({ a: -1 })).toThrow("params/invalid");
    expect(() => weights({ a: "much" })).toThrow("params/invalid");
    expect(() => open(mixture, { weights: [1, 2] })).toThrow("params/invalid");
    const named = (given: Params) => () => bindTransform(mixture, { weights: given }).validateNames(["a", "b"]);
    expect(named({ c: 1 })).toThrow('reward/expression: got a weight for "c"');
    expect(named({ a: 0, b: 0 })).toThrow("reward/expression");
    expect(named({ a: 0 })).not.toThrow();
  });
});

test("sign pays one of nine values", () => {
  const values = [-3, 0, 0.01];
  const sparse = values.flatMap((value) => [value, value, value]);
  const dense = [...values, ...values, ...values];
  const live = open(transforms.get("transform/sign-v1"), { weights: { dense: 0.1 } });
  const paid = apply(live, { sparse, dense }).map((value) => Math.round(value * 10) / 10 + 0);
  expect(paid).toEqual([-1.1, -1, -0.9, -0.1, 0, 0.1, 0.9, 1, 1.1]);
});
