import { describe, expect, it } from "vitest";
import { bindEnv, defineReward, type RewardExpression, registry, rewardRows } from "../../src/core/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { transforms } from "../fixtures/rewards.ts";
import { envs } from "../fixtures/worlds.ts";
import { build, feature, painter } from "./painter.ts";

const spell = bindEnv(await envs.get("fixture/spell-v1"));

describe("inputs", () => {
  it("are the union of what is declared, each once", async () => {
    const live = await build({
      sum: {
        a: feature("closeness"),
        b: { use: "fixture/progress-v1", params: { feature: "closeness" } },
        c: { product: { d: feature("distance"), e: "fixture/event-v1" } },
        f: { apply: "fixture/running-v1", to: "fixture/effort-v1" },
        g: "fixture/redness-v1",
      },
    });
    expect(live.inputs).toEqual({
      features: ["closeness", "distance"],
      vectors: [],
      before: true,
      events: ["arrived"],
      observations: false,
      leaves: [],
      actions: true,
      text: false,
      goals: false,
      frames: { width: 12, height: 8, camera: "above", every: 1 },
      history: true,
      groups: false,
    });
  });

  it("hold the before of a transform", async () => {
    const { inputs } = await build({ apply: "fixture/growth-v1", to: feature("closeness") });
    expect(inputs).toMatchObject({ features: ["closeness"], before: true, history: false });
  });

  it("hold what a transform reads by its params", async () => {
    const weighed = (feature: string): RewardExpression => ({
      apply: "fixture/weighed-v1",
      params: { feature },
      to: "fixture/step-v1",
    });
    expect((await build(weighed("closeness"))).inputs).toMatchObject({ features: ["closeness"], goals: true });
    expect((await build(weighed("distance"))).inputs.features).toEqual(["distance"]);
  });

  it("take the first camera and the same camera by name for one", async () => {
    const same = { use: "fixture/redness-v1", params: { camera: "above" } };
    expect((await build({ sum: { a: "fixture/redness-v1", b: same } })).inputs.frames?.camera).toBe("above");
  });
});

describe("what cannot be bound", () => {
  const cases: readonly [string, RewardExpression, { code: string; words: string; env?: typeof spell }][] = [
    ["an unknown reward", "fixture/valeu-v1", { code: "registry/unknown", words: '"fixture/value-v1"' }],
    [
      "an unknown transform",
      { apply: "fixture/duoble-v1", to: "fixture/step-v1" },
      { code: "registry/unknown", words: '"fixture/double-v1"' },
    ],
    [
      "an unknown param",
      { use: "fixture/value-v1", params: { featrue: "x" } },
      { code: "params/invalid", words: '"feature"' },
    ],
    [
      "a param out of limits",
      { apply: "fixture/double-v1", params: { factor: 11 }, to: "fixture/step-v1" },
      { code: "params/invalid", words: "from -10 to 10" },
    ],
    ["a feature that is not there", feature("closenes"), { code: "reward/input", words: '"closeness" or "distance"' }],
    [
      "an event that is not there",
      { use: "fixture/event-v1", params: { event: "arived" } },
      { code: "reward/input", words: 'Did you mean "arrived"?' },
    ],
    [
      "a camera that is not there",
      { use: "fixture/redness-v1", params: { camera: "mirorr" } },
      { code: "reward/input", words: 'Did you mean "mirror"?' },
    ],
    [
      "a leaf that is not there",
      { use: "fixture/leaf-v1", params: { leaf: "bodi" } },
      { code: "reward/input", words: '"observation"' },
    ],
    ["pictures of an env without", "fixture/redness-v1", { code: "reward/input", words: "no pictures", env: spell }],
    [
      "pictures without pixels",
      { use: "fixture/redness-v1", params: { width: 0 } },
      { code: "reward/input", words: "0 x 8" },
    ],
    [
      "pictures every half step",
      { use: "fixture/redness-v1", params: { every: 0.5 } },
      { code: "reward/input", words: "every 0.5 steps" },
    ],
    [
      "pictures of two cadences",
      { sum: { a: "fixture/redness-v1", b: { use: "fixture/redness-v1", params: { every: 3 } } } },
      { code: "reward/input", words: "12 x 8 by above every 1 steps for a and of 12 x 8 by above every 3 steps for b" },
    ],
    [
      "pictures of two sizes",
      { sum: { a: "fixture/redness-v1", b: { use: "fixture/redness-v1", params: { width: 6 } } } },
      { code: "reward/input", words: "12 x 8 by above every 1 steps for a and of 6 x 8 by above every 1 steps for b" },
    ],
    [
      "the before of something that remembers",
      { sum: { a: { apply: "fixture/growth-v1", to: "fixture/streak-v1" } } },
      { code: "reward/expression", words: 'fixture/growth-v1 at a over a.to, which reads "history"' },
    ],
    [
      "several rewards for a transform that takes one",
      { apply: "fixture/double-v1", to: { a: "fixture/step-v1", b: "fixture/step-v1" } },
      { code: "reward/expression", words: 'the names "a" or "b" at double.to; expected one reward' },
    ],
    [
      "one reward for a transform that takes several",
      { apply: "fixture/harmonic-v1", to: "fixture/step-v1" },
      { code: "reward/expression", words: "one reward at harmonic.to; expected several rewards by name" },
    ],
    [
      "a transform that reads a feature that is not there",
      { apply: "fixture/weighed-v1", params: { feature: "closenes" }, to: "fixture/step-v1" },
      { code: "reward/input", words: 'fixture/weighed-v1 asking fixture/painter-v1 for the feature "closenes"' },
    ],
    [
      "other names than a transform takes",
      { apply: "fixture/lead-v1", to: { first: "fixture/step-v1", third: "fixture/step-v1" } },
      { code: "reward/expression", words: "several rewards by name: { first, second }, for fixture/lead-v1" },
    ],
    [
      "more names than a transform takes",
      {
        apply: "fixture/lead-v1",
        to: { first: "fixture/step-v1", second: "fixture/step-v1", third: "fixture/step-v1" },
      },
      { code: "reward/expression", words: "several rewards by name: { first, second }, for fixture/lead-v1" },
    ],
    [
      "names that a transform cannot work with",
      { apply: "fixture/harmonic-v1", to: { a: "fixture/step-v1" } },
      { code: "reward/expression", words: "expected at least two" },
    ],
    [
      "the before of more than features",
      { apply: "fixture/growth-v1", to: { sum: { b: feature("closeness"), c: "fixture/effort-v1" } } },
      { code: "reward/expression", words: 'growth.to.c, which reads "actions"' },
    ],
    [
      "the before of a before",
      { apply: "fixture/growth-v1", to: { apply: "fixture/growth-v1", to: feature("closeness") } },
      { code: "reward/expression", words: 'which reads "before"' },
    ],
    ["another form", JSON.parse('{"sum": {"a": 1}}'), { code: "reward/expression", words: "1 at reward.sum.a" }],
  ];
  it.each(cases)("refuses %s", async (_, expression, { code, words, env = painter }) => {
    await expect(build(expression, env)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it("refuses two terms of one name", async () => {
    const twins = defineReward({
      id: "fixture/twins-v1",
      summary: "Two terms of one name.",
      inputs: {},
      params: { second: "a" as string },
      terms: ({ second }) => ["a", second],
      create: () => ({ evaluate() {} }),
    });
    const rewards = registry("reward", import.meta.url, [twins]);
    const opened = (expression: RewardExpression) =>
      openReward(expression, { rewards, transforms }, painter, rewardHost(painter, { seats: 1, seed: 1 }));
    const fault = { code: "reward/expression", given: 'two terms named "both.a"' };
    await expect(opened({ sum: { both: "fixture/twins-v1" } })).rejects.toMatchObject(fault);
    const other = { use: "fixture/twins-v1", params: { second: "b" } };
    expect((await opened({ sum: { both: other } })).terms).toEqual(["both.a", "both.b"]);
  });

  it("creates nothing before all is checked, and closes what it created where a creation fails", async () => {
    const log: string[] = [];
    const noting = (name: "a" | "b", fails: boolean) =>
      defineReward({
        id: `fixture/${name}-v1`,
        summary: "Notes what becomes of it.",
        inputs: {},
        create() {
          log.push(`${name} created`);
          if (fails) throw new Error("no model");
          return { evaluate() {}, close: () => void log.push(`${name} closed`) };
        },
      });
    const rewards = registry("reward", import.meta.url, [noting("a", false), noting("b", true)]);
    const made = (expression: RewardExpression) =>
      openReward(expression, { rewards, transforms }, painter, rewardHost(painter, { seats: 1, seed: 1 }));
    await expect(made({ sum: { a: "fixture/a-v1", c: "fixture/c-v1" } })).rejects.toThrow("registry/unknown");
    expect(log).toEqual([]);
    await expect(made({ sum: { a: "fixture/a-v1", b: "fixture/b-v1" } })).rejects.toThrow("no model");
    expect(log).toEqual(["a created", "b created", "a closed"]);
  });
});

describe("what a reward sees", () => {
  const seeing = async (look: (batch: { readonly [key: string]: unknown }) => unknown) => {
    let seen: unknown;
    const curious = defineReward({
      id: "fixture/curious-v1",
      summary: "Looks around.",
      inputs: { features: ["closeness"], before: true },
      create: () => ({
        evaluate(batch, out) {
          out.fill(0);
          seen = look(batch);
        },
      }),
    });
    const rewards = registry("reward", import.meta.url, [curious]);
    const host = rewardHost(painter, { seats: 1, seed: 1 });
    const live = await openReward("fixture/curious-v1", { rewards, transforms }, painter, host);
    const column = Float64Array.of(0.5);
    const everything = rewardRows({
      steps: 1,
      seats: 1,
      features: { closeness: column, distance: column },
      before: { features: { closeness: column, distance: column } },
      events: { arrived: Int32Array.of(1) },
      text: [""],
      terminated: Uint8Array.of(1),
      truncated: Uint8Array.of(0),
    });
    return live.evaluate(everything).then(() => seen);
  };

  it("is what it declares", async () => {
    const names = await seeing((batch) => [
      Object.keys(batch).sort(),
      Object.keys(batch.features as object),
      Object.keys((batch.before as { features: object }).features),
    ]);
    expect(names).toEqual([["before", "features", "present", "rows"], ["closeness"], ["closeness"]]);
  });

  it.each<[string, (batch: never) => unknown]>([
    ["distance", ({ features }: { features: { distance: unknown } }) => features.distance],
    [
      "before.features.distance",
      ({ before }: { before: { features: { distance: unknown } } }) => before.features.distance,
    ],
    ["events", ({ events }: { events: unknown }) => events],
    ["terminated", ({ terminated }: { terminated: unknown }) => terminated],
    ["text", ({ text }: { text: unknown }) => text],
  ])("is not %s", async (name, look) => {
    await expect(seeing(look as never)).rejects.toMatchObject({
      code: "reward/input",
      given: expect.stringContaining(name),
    });
  });
});
