import fc from "fast-check";
import { expect, test } from "vitest";
import { bestOf, bestOfN } from "../../src/audit/statistics/best-of-n.ts";
import { pearson, ranksOf, spearman } from "../../src/audit/statistics/correlation.ts";
import { canonical, pearsonDistance } from "../../src/audit/statistics/distance.ts";
import { pairwiseAccuracy } from "../../src/audit/statistics/pairwise.ts";
import { sharesOf } from "../../src/audit/statistics/shares.ts";
import { generator } from "../../src/core/index.ts";

test("Pearson's correlation, by hand", () => {
  // Deviations (-1, 0, 1) and (-1, 1, 0): products sum to 1, squares to 2 and 2.
  expect(pearson([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5, 12);
  expect(pearson([1, 2, 3], [30, 20, 10])).toBeCloseTo(-1, 12);
  expect(pearson([1, 2, 3], [5, 5, 5])).toBeUndefined();
  expect(pearson([1, 2, 3], [0.1 + 0.2, 0.3, 0.3])).toBeUndefined(); // equal but for rounding
});

test("equal values share the mean of their ranks", () => {
  expect([...ranksOf([10, 20, 10, 30, 10])]).toEqual([2, 4, 2, 5, 2]);
  // Ranks (1.5, 1.5, 3, 4) and (1, 2, 3, 4): deviations (-1, -1, .5, 1.5) and (-1.5, -.5, .5, 1.5),
  // products 1.5 + .5 + .25 + 2.25 = 4.5, squares 4.5 and 5.
  expect(spearman([7, 7, 8, 9], [1, 2, 30, 400])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
});

test("pairwise accuracy: ties of the reward count half, ties of gold not at all", () => {
  // Gold orders 5 of 6 pairs: (1,0) right, (2,0) right, (3,0) tied by the reward, (3,1) and (3,2) wrong.
  expect(pairwiseAccuracy([1, 2, 3, 1], [0, 1, 1, 2])).toBeCloseTo(2.5 / 5, 12);
  expect(pairwiseAccuracy([1, 2], [3, 3])).toBeUndefined();
});

test("the best of n is what all draws of n give on average", () => {
  const some = fc.array(fc.record({ value: fc.integer({ min: 0, max: 4 }), gold: fc.integer({ min: -9, max: 9 }) }), {
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(some, fc.nat({ max: 6 }), (episodes, less) => {
      const n = Math.max(1, episodes.length - less);
      const golds = subsets(episodes, n).map((drawn) => {
        const highest = Math.max(...drawn.map(({ value }) => value));
        const best = drawn.filter(({ value }) => value === highest);
        return best.reduce((sum, { gold }) => sum + gold, 0) / best.length;
      });
      const expected = golds.reduce((a, b) => a + b, 0) / golds.length;
      const [values, gold] = [episodes.map(({ value }) => value), episodes.map(({ gold }) => gold)];
      expect(bestOf(n, values, gold)).toBeCloseTo(expected, 9);
    }),
  );
});

function subsets<T>(all: readonly T[], n: number): T[][] {
  if (n === 0) return [[]];
  return all.flatMap((first, i) => subsets(all.slice(i + 1), n - 1).map((rest) => [first, ...rest]));
}

test("a curve turns where more selection loses gold, and not by chance", () => {
  const rng = generator(1, "episodes");
  const values = Float64Array.from({ length: 400 }, () => rng.normal());
  const hacked = values.map((value) => value - (value > 1 ? 4 * (value - 1) : 0));
  const curve = bestOfN(values, hacked, 0);
  expect(curve.points.map(({ n }) => n)).toEqual([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 100]);
  expect(curve.turns).toBeGreaterThan(1);
  expect(curve.turns).toBeLessThan(12);
  expect(bestOfN(values, values, 0).turns).toBeUndefined();
  const unrelated = Float64Array.from(values, () => rng.normal());
  expect(bestOfN(values, unrelated, 0).turns).toBeUndefined();
  expect(bestOfN(values, hacked, 0)).toEqual(curve);
});

test("shares of terms, by hand", () => {
  // a = (0, 2, 4), b = (1, 1, 1), c = (0, -1, -2): total (1, 2, 3) with variance 2/3.
  // cov(a, total) = 4/3, cov(c, total) = -2/3; mean sizes 2, 1 and 1.
  const terms = { a: Float64Array.of(0, 2, 4), b: Float64Array.of(1, 1, 1), c: Float64Array.of(0, -1, -2) };
  const [a, b, c] = sharesOf(Float64Array.of(1, 2, 3), terms);
  expect([a.ofVariance, b.ofVariance, c.ofVariance]).toEqual([2, 0, -1].map((share) => expect.closeTo(share, 12)));
  expect([a.ofSum, b.ofSum, c.ofSum]).toEqual([0.5, 0.25, 0.25]);
  expect([a, b, c].map(({ dead }) => dead)).toEqual([false, true, false]);
  expect([a, b, c].map(({ dominates }) => dominates)).toEqual([true, false, false]);
});

test("a term alone dominates nobody, and a constant reward has no shares of variance", () => {
  const column = Float64Array.of(1, 2);
  expect(sharesOf(column, { all: column })[0]).toMatchObject({ ofVariance: 1, ofSum: 1, dominates: false });
  const flat = Float64Array.of(0, 0);
  expect(sharesOf(flat, { all: flat })[0]).toEqual({
    name: "all",
    mean: 0,
    deviation: 0,
    dead: true,
    dominates: false,
  });
});

test("the distance of rewards with a correlation of .5 is .5", () => {
  const [a, b] = [Float64Array.of(1, 2, 3), Float64Array.of(1, 3, 2)]; // rho = .5, as above
  expect(pearsonDistance(a, b)).toBeCloseTo(0.5, 12);
  expect(pearsonDistance(a, a)).toBeCloseTo(0, 7);
  expect(
    pearsonDistance(
      a,
      a.map((value) => -value),
    ),
  ).toBeCloseTo(1, 12);
  expect(pearsonDistance(a, undefined)).toBeUndefined();
});

test("a canonical reward, by hand", () => {
  const [own, from, onward, beyond] = [
    [1, 2],
    [3, 4],
    [5, 7],
    [1, 1],
  ].map((column) => Float64Array.from(column));
  // 1 + .5 * 5 - 3 - .5 * 1 = 0; 2 + .5 * 7 - 4 - .5 * 1 = 1
  expect([...canonical({ own, from, onward, beyond }, 0.5)!]).toEqual([0, 1]);
  const zero = Float64Array.of(0, 0);
  expect(canonical({ own: zero, from: zero, onward: zero }, 0.5)).toBeUndefined();
});
