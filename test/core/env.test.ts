import { describe, expect, it } from "vitest";
import {
  bindEnv,
  box,
  choice,
  defineEnv,
  list,
  type Params,
  parts,
  pick,
  requireNames,
  type Space,
  snapshot,
} from "../../src/core/index.ts";

const minimal = {
  id: "fixture/minimal-v1",
  goal: "Exist.",
  observation: box({ dtype: "float32", shape: [1] }),
  action: choice("only"),
  features: { age: "steps" },
  params: { size: 1 },
  maxSteps: 10,
  stepSeconds: 0,
  score: () => 1,
  create: () => ({ reset() {}, step() {}, terminated: () => false, ...snapshot() }),
} as const;

describe("defineEnv", () => {
  it("gives the definition back", () => {
    expect(defineEnv(minimal)).toBe(minimal);
  });

  it.each([
    ["maxSteps of 0", { maxSteps: 0 }],
    ["maxSteps of one and a half", { maxSteps: 1.5 }],
    ["negative time", { stepSeconds: -1 }],
    ["time that is no number", { stepSeconds: Number.NaN }],
    ["a param that the run has already", { params: { maxSteps: 3 } }],
    ["nothing measured", { features: {} }],
    ["a vector of nothing", { features: { joints: { unit: "rad", size: 0 } } }],
    ["a number that is named as an element", { features: { "joints.0": "rad" } }],
  ])("refuses %s", (_, change) => {
    expect(() => defineEnv({ ...minimal, ...change } as never)).toThrow(
      expect.objectContaining({ code: "env/invalid" }),
    );
  });
});

describe("bindEnv", () => {
  const env = defineEnv({
    ...minimal,
    observation: ({ size }) => box({ dtype: "float32", shape: [size] }),
    limits: { size: [1, 5] },
    actionMask: true,
  });

  it("settles params, spaces and the rest", () => {
    const bound = bindEnv(env, { size: 3, maxSteps: 7 });
    expect(bound).toMatchObject({
      params: { size: 3 },
      maxSteps: 7,
      maskSize: 1,
      events: {},
      cameras: [],
      keys: {},
      observation: { shape: [3] },
    });
    expect(bindEnv(env).maxSteps).toBe(10);
  });

  it.each<Params>([{ size: 6 }, { siz: 2 }, { maxSteps: 0 }, { maxSteps: "9" }, { maxSteps: 1.5 }])(
    "refuses %o",
    (params) => {
      expect(() => bindEnv(env, params)).toThrow(expect.objectContaining({ code: "params/invalid" }));
    },
  );

  it("refuses masks where there is nothing to mask", () => {
    const masked = defineEnv({ ...minimal, action: box({ dtype: "float32", shape: [1] }), actionMask: true });
    expect(() => bindEnv(masked)).toThrow("with a mask; expected a choice, choices or a pick");
  });

  const things = list({ of: choice("a", "b"), most: 3 });
  const bound = (observation: Space, action: Space, actionMask = true) =>
    bindEnv(defineEnv({ ...minimal, observation, action, actionMask }));

  it("lets a pick pick from a list at its path", () => {
    expect(bound(things, pick("", things, ["take", "leave"])).maskSize).toBe(6);
    expect(bound(parts({ bag: parts({ things }) }), pick("bag.things", things, ["take"])).maskSize).toBe(3);
  });

  it.each<[string, Space, Space, boolean?]>([
    ["finds no list", choice("a"), pick("things", things, ["take"])],
    ["finds another space", parts({ things: choice("a") }), pick("things", things, ["take"])],
    ["finds a list of another most", parts({ things }), pick("things", { most: 4 }, ["take"])],
    ["has no mask", parts({ things }), pick("things", things, ["take"]), false],
    ["is observed", pick("", things, ["take"]), choice("a")],
  ])("refuses a pick that %s", (_, observation, action, masked) => {
    expect(() => bound(observation, action, masked)).toThrow(expect.objectContaining({ code: "env/invalid" }));
  });

  it("refuses a list as an action", () => {
    expect(() => bound(choice("a"), parts({ things, go: choice("a") }))).toThrow("env/invalid");
  });
});

describe("snapshot", () => {
  it("saves copies of several arrays and loads them from any alignment", () => {
    const [a, b] = [Float64Array.of(1, 2), Uint8Array.of(3)];
    const { save, load } = snapshot(a, b);
    const saved = save();
    expect(saved).toHaveLength(17);
    a.fill(0);
    b.fill(0);
    const shifted = new Uint8Array(18);
    shifted.set(saved, 1);
    load(shifted.subarray(1));
    expect([a, b]).toEqual([Float64Array.of(1, 2), Uint8Array.of(3)]);
  });

  it("refuses other lengths and changes nothing", () => {
    const a = Int32Array.of(5);
    expect(() => snapshot(a).load(new Uint8Array(5))).toThrow(expect.objectContaining({ code: "file/corrupt" }));
    expect(a[0]).toBe(5);
  });
});

describe("requireNames", () => {
  it("names what there is, and what was perhaps meant", () => {
    expect(() => requireNames("a/b-v1", "event", ["speed"], ["speed", "height"], "r/s-v1")).not.toThrow();
    expect(() => requireNames("a/b-v1", "event", ["fel"], ["fell", "won"], "r/s-v1")).toThrow(
      'reward/input: got r/s-v1 asking a/b-v1 for the event "fel"; expected "fell" or "won". Did you mean "fell"?',
    );
  });
});
