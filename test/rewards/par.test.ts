import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, inner, open, transforms } from "./apply.ts";

const par = transforms.get("transform/par-v1");
const logistic = (x: number) => 1 / (1 + Math.exp(-x));
/** What a single step's reward of 2 becomes beside references of 0, 1 and 3. */
const bent = (shape: string, params = {}) =>
  apply(open(par, { shape, unit: "step", known: [3, 0, 1], ...params }), [2], { learns: false })[0];

describe("par", () => {
  // the mean reference is 4 / 3; the 85th percentile is 1 + 0.7 (3 - 1) = 2.4
  const apart = 2 - 4 / 3;
  test.each([
    ["preference", (logistic(2) + logistic(1) + logistic(-1)) / 3],
    ["centred", apart],
    ["tanh", Math.tanh(apart)],
    ["arctan", Math.atan(apart)],
    ["slowGrowth", (logistic(-1) + logistic(-2) + logistic(-4)) / 3],
    ["logSigmoid", Math.log(logistic(2 - 2.4))],
    ["sigmoid", logistic(2)],
    ["ceiling", 1],
  ])("%s", (shape, expected) => {
    expect(bent(shape)).toBeCloseTo(expected, 12);
  });

  test("is steeper where told to be", () => {
    expect(bent("preference", { known: [1.5], steepness: 4 })).toBeCloseTo(logistic(2), 12);
  });

  test.each([
    ["standard", (9 - 3) / 2],
    ["clipped", 5],
    ["minMax", (9 - 1) / 4],
  ])("%s goes by what training has seen", (shape, expected) => {
    const live = open(par, { shape, unit: "step" });
    apply(live, [1, 5, 1, 5]); // mean 3, deviation 2
    expect(apply(live, [9], { learns: false })).toEqual([expected]);
    const other = open(par, { shape, unit: "step" });
    other.load!(live.save!() as Uint8Array);
    expect(apply(other, [9])).toEqual([expected]);
  });

  test("pays an episode's sum, at its end, and takes the first episodes of training as references", () => {
    const live = open(par, { references: 2 });
    expect(apply(live, [1, 1, 4, 9], { ends: ".ttt" })).toEqual([0, 0.5, 0.5, 0.5]); // nothing to compare with yet
    const expected = (logistic(3 - 2) + logistic(3 - 4)) / 2; // 9 came too late
    expect(apply(live, [1, 2], { ends: ".t" })[1]).toBeCloseTo(expected, 12);
  });

  test("keeps a bank for each context", () => {
    const live = open(par, { context: "task", references: 1 });
    apply(live, [1, 5], { ends: "tt", goals: ["run", "climb"] });
    const paid = apply(live, [1, 1, 1], { ends: "ttt", goals: ["climb", "run", "swim"] });
    expect(paid[0]).toBeCloseTo(logistic(-4), 12);
    expect(paid.slice(1)).toEqual([0.5, 0.5]); // the same as its reference; and no reference at all
  });

  test("says for which share of the episodes it had no references, or refuses them", () => {
    const live = open(par);
    const learned = (values: number[]) => {
      const batch = inner(values, { ends: "t".repeat(values.length) });
      live.apply(batch, new Float64Array(values.length));
      return live.learn!(batch, 0);
    };
    expect(learned([1, 2])).toEqual({ neutral: 1 });
    expect(learned([1, 2])).toEqual({ neutral: 0 });
    const strict = open(par, { empty: "error" });
    expect(() => apply(strict, [1], { ends: "t" })).toThrow("reward/value");
    expect(apply(open(par, { empty: "error", known: [1] }), [1], { ends: "t" })).toEqual([0.5]);
  });

  test("stays in [0, 1] and so under a variance of 0.25, whatever the reward", () => {
    const any = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(any, any, (reward, reference) => {
        const [paid] = apply(open(par, { known: [reference] }), [reward], { ends: "t" });
        return paid >= 0 && paid <= 1;
      }),
    );
  });
});
