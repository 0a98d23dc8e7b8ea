import { describe, expect, test } from "vitest";
import { apply, open, transforms } from "./apply.ts";

const bestOf = transforms.get("transform/best-of-v1");
const episodes = (values: readonly number[], groups: readonly number[], params: Parameters<typeof open>[1]) =>
  apply(open(bestOf, params, values.length), values, { seats: values.length, ends: "t".repeat(values.length), groups });

describe("best of", () => {
  test("pays a group the mean best of n of its episodes", () => {
    // of 1 and 3 twice: (1, 1) once in four; of 1, 2, 6 once: their mean
    expect(episodes([1, 3], [0, 0], { n: 2, share: false })).toEqual([2.5, 2.5]);
    expect(episodes([1, 6, 2], [0, 0, 0], { n: 1, share: false })).toEqual([3, 3, 3]);
    expect(episodes([1, 3, 7], [0, 0, 1], { n: 2, share: false })).toEqual([2.5, 2.5, 7]);
  });

  test("pays an episode what the group would lose without it", () => {
    expect(episodes([1, 3], [0, 0], { n: 2 })).toEqual([2.5 - 3, 2.5 - 1]);
    expect(episodes([4], [0], { n: 2 })).toEqual([4]); // nobody to compare with
  });

  test("sums an episode over rollouts, and pays at its end alone", () => {
    const live = open(bestOf, { n: 1, share: false }, 2);
    expect(apply(live, [1, 2], { seats: 2, groups: [0, 0] })).toEqual([0, 0]);
    expect(apply(live, [1, 2], { seats: 2, groups: [0, 0], ends: "tu" })).toEqual([3, 3]);
  });

  test("is the mean of many resamples", () => {
    const totals = [0, 1, 4, 4, 10];
    const n = 3;
    let sum = 0; // over all 5^3 draws
    for (const a of totals) for (const b of totals) for (const c of totals) sum += Math.max(a, b, c);
    const [paid] = episodes(totals, [0, 0, 0, 0, 0], { n, share: false });
    expect(paid).toBeCloseTo(sum / totals.length ** n, 12);
  });
});
