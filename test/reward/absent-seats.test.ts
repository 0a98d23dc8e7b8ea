import { expect, it } from "vitest";
import { rewards as catalogue, transforms } from "../../rewards/index.ts";
import { randomRows } from "../../src/check/index.ts";
import { bindEnv, defineReward, type RewardExpression, registry } from "../../src/core/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { queue } from "../fixtures/worlds-queue.ts";

/** Infinite where nobody has waited, as in all rows of absent seats. */
const impatient = defineReward({
  id: "fixture/impatient-v1",
  summary: "One over the steps waited.",
  inputs: { features: ["waited"] },
  create: () => ({ evaluate: ({ features: { waited } }, out) => out.set(waited.map((steps) => 1 / steps)) }),
});

const env = bindEnv(queue);
const registries = { rewards: registry("reward", import.meta.url, [impatient, ...catalogue.entries]), transforms };
const open = (expression: RewardExpression) =>
  openReward(expression, registries, env, rewardHost(env, { seats: 2, seed: 1 }));

/** Two seats for four steps; the second is away in the middle two, where its row is 0. */
function rows(ends = { terminated: [0, 1, 0, 0, 0, 0, 1, 0], truncated: [0, 0, 0, 1, 0, 1, 0, 0] }) {
  const waited = Float64Array.of(1, 2, 2, 0, 3, 0, 4, 1);
  return {
    ...randomRows({}, { steps: 4, worlds: 2, seed: 1 }),
    features: { waited, success: waited.map((steps) => (steps >= 2 ? 1 : 0)), person: waited },
    present: Uint8Array.of(1, 1, 1, 0, 1, 0, 1, 1),
    terminated: Uint8Array.from(ends.terminated),
    truncated: Uint8Array.from(ends.truncated),
  };
}

it.each<[string, RewardExpression, readonly number[]]>([
  ["a reward", "sparse/alive-v1", [1, 1, 1, 0, 1, 0, 1, 1]],
  ["one that would be infinite", "fixture/impatient-v1", [1, 1 / 2, 1 / 2, 0, 1 / 3, 0, 1 / 4, 1]],
  [
    "a sum",
    { sum: { a: { weight: 2, of: "sparse/alive-v1" }, b: "fixture/impatient-v1" } },
    [3, 2.5, 2.5, 0, 2 + 1 / 3, 0, 2.25, 3],
  ],
  [
    "a product",
    { product: { a: "sparse/alive-v1", b: "fixture/impatient-v1" } },
    [1, 1 / 2, 1 / 2, 0, 1 / 3, 0, 1 / 4, 1],
  ],
  [
    "a transform",
    { apply: "transform/scale-v1", params: { offset: 5 }, to: "sparse/alive-v1" },
    [6, 6, 6, 0, 6, 0, 6, 6],
  ],
  // seat 0 is paid in step 1; seat 1 in step 0, its next person waits for one step only
  [
    "one that remembers",
    { use: "sparse/reached-v1", params: { feature: "waited", bound: 2 } },
    [0, 1, 1, 0, 0, 0, 0, 0],
  ],
  ["delayed", { apply: "transform/delay-v1", to: "sparse/alive-v1" }, [0, 1, 0, 0, 0, 0, 4, 0]],
])("an absent seat is worth nothing: %s", async (_, expression, expected) => {
  const live = await open(expression);
  const { total } = await live.evaluate(rows());
  expect([...total]).toEqual(expected);
  await live.close();
});

it("statistics do not see absent seats", async () => {
  const live = await open({
    apply: "transform/normalise-v2",
    params: { centre: true },
    to: { use: "shaped/feature-v1", params: { feature: "waited" } },
  });
  const { total } = await live.evaluate(rows());
  // of 1, 2, 2, 3, 4, 1: mean 13/6, variance 35/6 - (13/6)^2 = 41/36
  const normal = (value: number) => (value - 13 / 6) / Math.sqrt(41 / 36);
  [1, 2, 2, undefined, 3, undefined, 4, 1].forEach((value, row) => {
    expect(total[row]).toBeCloseTo(value === undefined ? 0 : normal(value), 12);
  });
  await live.learn(rows(), 0);
  const { total: again } = await live.evaluate(rows());
  expect(again[0]).toBeCloseTo(total[0], 12); // the same values once more
  await live.close();
});
