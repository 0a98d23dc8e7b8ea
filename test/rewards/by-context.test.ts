import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, open, transforms } from "./apply.ts";

const zScore = transforms.get("transform/z-score-v1");
const scale = transforms.get("transform/dynamic-scale-v1");
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe("z-score", () => {
  test("gives every context mean 0 and deviation 1, whatever its scale", () => {
    const rewards = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.boolean()), {
      minLength: 4,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rewards, (given) => {
        // the second task pays a thousand times as much, from another zero
        const values = given.map(([value, isSecond]) => (isSecond ? 500 + 1000 * value : value));
        const goals = given.map(([, isSecond]) => (isSecond ? "climb" : "run"));
        const paid = apply(open(zScore), values, { goals });
        for (const goal of ["run", "climb"]) {
          const own = paid.filter((_, row) => goals[row] === goal);
          const raw = values.filter((_, row) => goals[row] === goal);
          if (new Set(raw).size < 2) continue;
          expect(mean(own)).toBeCloseTo(0, 9);
          expect(deviation(own)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test("goes by a feature or by the start, and a deviation has a floor", () => {
    const features = { level: [1, 2, 1, 2] };
    expect(apply(open(zScore, { context: "feature", feature: "level" }), [1, 30, 3, 10], { features })).toEqual([
      -1, 1, 1, -1,
    ]);
    expect(apply(open(zScore, { context: "start" }), [1, 30, 3, 10], { groups: [7, 8, 7, 8] })).toEqual([-1, 1, 1, -1]);
    expect(apply(open(zScore, { context: "all", floor: 10 }), [1, 3])).toEqual([-0.1, 0.1]);
  });

  test("knows contexts of earlier rollouts, also through save and load, and learns nothing about starts", () => {
    const one = open(zScore);
    apply(one, [1, 3], { goals: ["run", "run"] });
    const two = open(zScore);
    two.load!(one.save!() as Uint8Array);
    // 1, 3, 5, 7: mean 4, deviation sqrt(5)
    const [first] = apply(two, [5, 7], { goals: ["run", "run"], learns: false });
    expect(first).toBeCloseTo(1 / Math.sqrt(5), 12);
    expect(apply(one, [5, 7], { goals: ["run", "run"] })[0]).toBe(first);
    expect(() => two.load!(new Uint8Array(3))).toThrow("file/corrupt");

    const starts = open(zScore, { context: "start" });
    const before = starts.save!();
    apply(starts, [1, 3], { groups: [1, 1] });
    expect(starts.save!()).toEqual(before);
  });
});

describe("dynamic scale", () => {
  test("weighs rows by how hard they are, and contexts by the gap that is left", () => {
    // hardness 0.8 and 0.2: s(0.8) / s(0.5) and s(0.2) / s(0.5)
    const rows = { reward: [1, 1], hardness: [0.8, 0.2] };
    const goals = ["run", "run"];
    const live = open(scale);
    const [hard, easy] = apply(live, { ...rows, gap: [0.8, 0.8] }, { goals });
    expect(hard).toBeCloseTo(1.1085, 4);
    expect(easy).toBeCloseTo(0.8833, 4);
    // a gap of 1.2 where it was 0.8: s(1.2) / s(0.8) = 1.1138
    const [further, nearer] = apply(live, { ...rows, gap: [1.2, 1.2] }, { goals });
    expect(further).toBeCloseTo(1.2347, 4);
    expect(nearer).toBeCloseTo(0.9839, 4);
  });

  test("leaves outliers out of the mean gap", () => {
    const live = open(scale, { outlier: 1 });
    const rows = { reward: [1, 1, 1, 1, 1], hardness: [0, 0, 0, 0, 0] };
    const goals = Array(5).fill("run");
    apply(live, { ...rows, gap: [1, 1, 1, 1, 1] }, { goals });
    expect(apply(live, { ...rows, gap: [1, 1, 1, 1, 99] }, { goals })).toEqual([1, 1, 1, 1, 1]);
  });
});
