import { describe, expect, it } from "vitest";
import { type JudgedPairs, type LossName, losses } from "../../rewards/preferences/losses.ts";
import { compile, gradient, input, openSession, sum, value } from "../../src/autodiff/index.ts";

const names = ["first", "second", "label", "strength", "firstRating", "secondRating"] as const;
type Known = Partial<{ readonly [N in (typeof names)[number]]: number }>;

const worth = ["first", "second"];
const seen: { readonly [L in LossName]: readonly string[] } = {
  "bradley-terry": [...worth, "label"],
  margin: [...worth, "label", "strength"],
  scaled: [...worth, "label", "strength"],
  tie: [...worth, "label"],
  regression: [...worth, "firstRating", "secondRating"],
};

/** Loss of one pair, and its slope by what the first segment is worth. */
async function lossOf(loss: LossName, given: Known): Promise<readonly [loss: number, slope: number]> {
  const inputs = names.map((name) => input(name, [1, 1]));
  const pairs = Object.fromEntries(names.map((name, i) => [name, inputs[i]])) as unknown as JudgedPairs;
  const own = losses[loss](pairs);
  const used = inputs.filter(({ name }) => seen[loss].includes(name as string));
  const session = await openSession(compile(used, { own, slope: gradient(sum(own), [pairs.first])[0] }));
  const known = { first: 0, second: 0, label: 1, strength: 1, firstRating: 0, secondRating: 0, ...given };
  const values = used.map(({ name }) => [name, value(Float32Array.of(known[name as keyof Known] ?? 0), [1, 1])]);
  const results = await session.run(Object.fromEntries(values));
  await session.close();
  return [results.own[0], results.slope[0]];
}

const close = (given: Known, loss: LossName, expected: number) =>
  expect(lossOf(loss, given).then(([own]) => own)).resolves.toBeCloseTo(expected, 4);

describe("losses of a pair", () => {
  const ahead = { first: 1.5, second: 0.5, label: 1, strength: 2 };

  it("equal those worked out by hand, for a lead of 1 and a strength of 2", async () => {
    await close(ahead, "bradley-terry", 0.3133);
    await close(ahead, "margin", 1.3133);
    await close(ahead, "scaled", 0.6265);
    await close(ahead, "tie", Math.log1p(2 * Math.exp(-1))); // -log sigmoid(1 - log 2)
    await close({ ...ahead, firstRating: 1, secondRating: 1 }, "regression", 0.25 + 0.25);
  });

  it("are the same with the segments and the answer the other way round", async () => {
    const turned = { first: 0.5, second: 1.5, label: 0, strength: 2 };
    for (const loss of ["bradley-terry", "margin", "scaled", "tie"] as const)
      await close(turned, loss, (await lossOf(loss, ahead))[0]);
  });

  it("are least for a tie where neither leads", async () => {
    for (const loss of ["bradley-terry", "margin", "scaled", "tie"] as const) {
      const tie = { label: 0.5, strength: 0 };
      const [even, slope] = await lossOf(loss, tie);
      expect(slope).toBeCloseTo(0, 6);
      expect(even).toBeLessThan((await lossOf(loss, { ...tie, first: 1 }))[0]);
    }
    await close({ label: 0.5, strength: 0 }, "scaled", Math.LN2); // counts once
    await close({ label: 0.5 }, "tie", Math.log(3)); // log 2 apart, each of three answers is as likely as the others
  });

  it("push towards what was preferred", async () => {
    for (const loss of ["bradley-terry", "margin", "scaled", "tie"] as const) {
      expect((await lossOf(loss, { label: 1 }))[1]).toBeLessThan(0);
      expect((await lossOf(loss, { label: 0 }))[1]).toBeGreaterThan(0);
    }
    expect((await lossOf("regression", { firstRating: 2 }))[1]).toBeCloseTo(-4, 5);
  });
});
