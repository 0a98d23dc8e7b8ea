import { describe, expect, it } from "vitest";
import { rewards, transforms } from "../../rewards/index.ts";
import { recordRows } from "../../src/check/index.ts";
import {
  bindEnv,
  bindReward,
  type Columns,
  defineReward,
  type RewardExpression,
  type Vectors,
} from "../../src/core/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { envs } from "../fixtures/worlds.ts";
import { build, rowsFor } from "./painter.ts";

const arm = bindEnv(await envs.get("fixture/arm-v1"));
const smallness = (vector: string): RewardExpression => ({ use: "fixture/smallness-v1", params: { vector } });
const value = (feature: string): RewardExpression => ({ use: "fixture/value-v1", params: { feature } });

describe("a reward of a vector", () => {
  it("gets its columns, as many as its env has", async () => {
    for (const [vector, size] of [
      ["errors", 3],
      ["tip", 2],
    ] as const) {
      const live = await build(smallness(vector), arm);
      const rows = rowsFor(live, 1, arm);
      const { total } = await live.evaluate(rows);
      expect(Object.keys(rows.features)).toHaveLength(size);
      for (let row = 0; row < rows.rows; row++) {
        const sum = Object.values(rows.features).reduce((sum, column) => sum + Math.abs(column[row]), 0);
        expect(total[row]).toBeCloseTo(-sum / size, 12);
      }
    }
  });

  it("sees it as it was before the step, and new rows with every rollout", async () => {
    const live = await build("fixture/motion-v1", arm);
    const expected = ({ features, before, rows }: ReturnType<typeof rowsFor>) =>
      Array.from({ length: rows }, (_, row) =>
        Math.hypot(...["tip.0", "tip.1"].map((name) => features[name][row] - before.features[name][row])),
      );
    for (const seed of [1, 2]) {
      const rows = rowsFor(live, seed, arm);
      const { total } = await live.evaluate(rows);
      for (const [row, distance] of expected(rows).entries()) expect(total[row]).toBeCloseTo(distance, 12);
      expect(Math.max(...total)).toBeGreaterThan(0.1);
    }
  });

  it("may stand under a transform that asks for the reward before", async () => {
    const live = await build({ apply: "fixture/growth-v1", to: smallness("errors") }, arm);
    expect(live.inputs).toMatchObject({ features: [], vectors: ["errors"], before: true });
    const rows = rowsFor(live, 1, arm);
    const { total } = await live.evaluate(rows);
    const mean = (columns: typeof rows.features, row: number) =>
      Object.values(columns).reduce((sum, column) => sum + column[row] / 3, 0);
    for (let row = 0; row < rows.rows; row++)
      expect(total[row]).toBeCloseTo(mean(rows.before.features, row) - mean(rows.features, row), 12);
  });
});

describe("an element of a vector", () => {
  const shipped: readonly RewardExpression[] = [
    { use: "shaped/feature-v1", params: { feature: "errors.1" } },
    { use: "shaped/power-v1", params: { feature: "errors.1", exponent: 1 } },
    { use: "shaped/tolerance-v1", params: { feature: "errors.1", upper: 0.2, lower: 0, margin: 0.5 } },
    { use: "sparse/reached-v1", params: { feature: "errors.1", bound: 0.5 } },
  ];
  it.each(shipped)("is a feature for %j", async (expression) => {
    const live = await openReward(expression, { rewards, transforms }, arm, rewardHost(arm, { seats: 2, seed: 1 }));
    const rows = recordRows(arm, live.inputs, { steps: 10, worlds: 2, seed: 1 });
    expect(Object.keys(rows.features)).toEqual(["errors.1"]);
    const { total } = await live.evaluate(rows);
    expect(Math.max(...total)).toBeGreaterThan(0);
  });

  it("is gathered once, beside its vector", async () => {
    const { inputs } = await build(
      { sum: { a: smallness("errors"), b: value("errors.2"), c: value("furthest") } },
      arm,
    );
    expect(inputs).toMatchObject({ vectors: ["errors"], features: ["errors.2", "furthest"] });
    expect(Object.keys(recordRows(arm, inputs, { steps: 1, worlds: 1, seed: 1 }).features).sort()).toEqual(
      ["errors.0", "errors.1", "errors.2", "furthest"].sort(),
    );
  });
});

describe("what cannot be bound", () => {
  it.each([
    ["a vector for a reward of numbers", value("errors"), "name an element, errors.0 to errors.2"],
    ["an element that the vector lacks", value("errors.3"), "name an element, errors.0 to errors.2"],
    ["a number for a reward of vectors", smallness("furthest"), "It is a number"],
    ["a vector that is not measured", smallness("error"), 'Did you mean "errors"?'],
  ])("is refused: %s", async (_, expression, words) => {
    await expect(build(expression, arm)).rejects.toMatchObject({
      code: "reward/input",
      message: expect.stringContaining(words),
    });
  });

  it.each([
    ["another vector", (batch: Batch) => batch.vectors.tip],
    ["an element", (batch: Batch) => batch.features["errors.0"]],
    ["a vector before the step", (batch: Batch) => batch.before.vectors],
  ])("nor may a reward read what it does not declare: %s", (_, read) => {
    const reader = defineReward({
      id: "fixture/reader-v1",
      summary: "Reads something else.",
      inputs: { vectors: ["errors"] },
      create: () => ({ evaluate: (batch) => void read(batch as unknown as Batch) }),
    });
    const live = bindReward(reader).create(rewardHost(arm, { seats: 1, seed: 1 }));
    const rows = recordRows(arm, { vectors: ["errors"] }, { steps: 1, worlds: 1, seed: 1 });
    expect(() => live.evaluate(rows, [new Float64Array(1)])).toThrow(expect.objectContaining({ code: "reward/input" }));
  });
});

type Batch = {
  readonly vectors: Vectors;
  readonly features: Columns;
  readonly before: { readonly vectors: Vectors };
};
