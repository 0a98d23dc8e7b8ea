/** Types as tests: this file holds where it compiles. */
import {
  type Batch,
  box,
  type Columns,
  choice,
  choices,
  codes,
  defineEnv,
  defineGoals,
  defineReward,
  defineTransform,
  type Env,
  lazy,
  list,
  parts,
  type pick,
  type Reward,
  type RewardBatch,
  registry,
  type Sample,
  snapshot,
  text,
} from "../../src/core/index.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_ extends true>() => {};

// spaces
const place = box({ dtype: "float32", shape: [2] });
const turn = choice("left", "right");
const both = choices({ a: ["x"], b: ["y", "z"] });
const note = text(8);
const nested = parts({ place, inner: parts({ turn, pixels: box({ dtype: "uint8", shape: [2, 2] }) }), note, both });

holds<Same<Sample<typeof place>, Float32Array>>();
holds<Same<Sample<typeof turn>, number>>();
holds<Same<Sample<typeof both>, Int32Array>>();
holds<Same<Sample<typeof note>, string>>();
holds<
  Same<
    Sample<typeof nested>,
    { place: Float32Array; inner: { turn: number; pixels: Uint8Array }; note: string; both: Int32Array }
  >
>();
holds<Same<Batch<typeof turn>, Int32Array>>();
holds<Same<Batch<typeof note>, Uint8Array>>();
holds<Same<Batch<typeof nested>["inner"]["pixels"], Uint8Array>>();
holds<Same<Batch<typeof nested>["place"], Float32Array>>();
const glyphs = codes({ dtype: "int16", shape: [21, 79], count: 5976 });
const bag = list({ of: parts({ kind: codes({ shape: [], count: 9 }), name: note }), most: 4 });
holds<Same<Batch<typeof glyphs>, Int16Array>>();
holds<Same<Sample<typeof bag>, { kind: Int32Array; name: string }[]>>();
holds<Same<Batch<typeof bag>["length"], Int32Array>>();
holds<Same<Batch<typeof bag>["rows"]["name"], Uint8Array>>();
holds<Same<Batch<ReturnType<typeof pick>>, Int32Array>>();
// @ts-expect-error codes are whole numbers
codes({ dtype: "float32", shape: [1], count: 2 });
// @ts-expect-error no such element type
box({ dtype: "float16", shape: [1] });

// envs
const env = defineEnv({
  id: "fixture/typed-v1",
  goal: "Compile.",
  observation: nested,
  action: ({ wide }) => box({ dtype: "float64", shape: [wide ? 2 : 1] }),
  features: { height: "m", speed: "m/s" },
  events: { fell: "it fell" },
  params: { gain: 5, wide: true, engine: "a" as "a" | "b" },
  limits: { gain: [0, 9], engine: ["a"] },
  maxSteps: 1,
  stepSeconds: 0,
  score({ features, events }) {
    holds<Same<keyof typeof features, "height" | "speed">>();
    holds<Same<typeof events.fell, number>>();
    // @ts-expect-error not measured
    features.heigth;
    return features.height.last;
  },
  create(params, slot) {
    holds<Same<typeof params.gain, number>>();
    holds<Same<typeof params.wide, boolean>>();
    holds<Same<typeof params.engine, "a" | "b">>();
    holds<Same<typeof slot.action, Float64Array>>();
    holds<Same<typeof slot.observation.inner.turn, Int32Array>>();
    holds<Same<typeof slot.features.height, Float64Array>>();
    holds<Same<typeof slot.events.fell, Int32Array>>();
    // @ts-expect-error not measured
    slot.features.heigth;
    // @ts-expect-error does not happen
    slot.events.rose;
    return { reset() {}, step() {}, terminated: () => true, ...snapshot() };
  },
});
holds<Same<typeof env.id, "fixture/typed-v1">>();
env satisfies Env;
const envs = registry("env", "", [env]);
holds<Same<Awaited<ReturnType<typeof envs.get<"fixture/typed-v1">>>["id"], "fixture/typed-v1">>();
const late = registry("env", "", [lazy("fixture/typed-v1", async () => env)]);
holds<Same<Awaited<ReturnType<typeof late.get<"fixture/typed-v1">>>, typeof env>>();
// @ts-expect-error the id of another env
lazy("fixture/other-v1", async () => env);
// @ts-expect-error no such env
await envs.get("fixture/typo-v1");
await envs.find("any text");

defineEnv({
  id: "fixture/measured-v1",
  goal: "Compile.",
  observation: place,
  action: turn,
  features: { height: "m", joints: { unit: "rad", size: 7 } },
  params: {},
  maxSteps: 1,
  stepSeconds: 0,
  score({ features }) {
    holds<Same<(typeof features)["joints.3"]["mean"], number>>();
    // @ts-expect-error an element, not the vector, has a mean
    features.joints;
    // @ts-expect-error a number has no elements
    features["height.0"];
    return features.height.last;
  },
  create(_, { features }) {
    holds<Same<typeof features.height, Float64Array>>();
    holds<Same<typeof features.joints, readonly Float64Array[]>>();
    // @ts-expect-error a world writes a vector as a list
    features["joints.3"];
    return { reset() {}, step() {}, terminated: () => true, ...snapshot() };
  },
}) satisfies Env;

// rewards
holds<Same<keyof RewardBatch<{ vectors: ["a"]; before: true }>, "rows" | "present" | "vectors" | "before">>();
holds<Same<RewardBatch<{ vectors: ["a"] }>["vectors"], { readonly a: readonly Float64Array[] }>>();
holds<Same<RewardBatch<{ vectors: ["a"]; before: true }>["before"]["vectors"]["a"], readonly Float64Array[]>>();
holds<Same<keyof RewardBatch<{ features: ["a"] }>, "rows" | "present" | "features">>();
holds<
  Same<RewardBatch<{ features: ["a", "b"] }>["features"], { readonly a: Float64Array; readonly b: Float64Array }>
>();
holds<Same<keyof RewardBatch<{ text: true; actions: true }>, "rows" | "present" | "text" | "actions" | "actionSize">>();
holds<Same<keyof RewardBatch<{ frames: { width: 4; height: 4 } }>, "rows" | "present" | "frames" | "frameRows">>();
holds<Same<keyof RewardBatch<{ leaves: ["glyphs"] }>, "rows" | "present" | "leaves" | "leafRows">>();
holds<Same<keyof RewardBatch<{ observations: true }>, "rows" | "present" | "observations" | "observationSize">>();
holds<
  Same<keyof RewardBatch<{ history: true }>, "rows" | "present" | "steps" | "seats" | "terminated" | "truncated">
>();
holds<Same<keyof RewardBatch<{ before: false; events: ["x"] }>, "rows" | "present" | "events">>();

const reward = defineReward({
  id: "fixture/typed-v1",
  summary: "Compiles.",
  inputs: { features: ["height"], before: true, events: ["fell"] },
  params: { scale: 5 },
  create: ({ scale }) => ({
    evaluate(batch, out) {
      holds<Same<typeof batch.events.fell, Int32Array>>();
      out[0] = scale * (batch.features.height[0] - batch.before.features.height[0]);
      // @ts-expect-error an undeclared feature
      batch.features.speed;
      // @ts-expect-error an undeclared feature before
      batch.before.features.speed;
      // @ts-expect-error an undeclared event
      batch.events.rose;
      // @ts-expect-error undeclared text
      batch.text;
      // @ts-expect-error undeclared frames
      batch.frames;
      // @ts-expect-error undeclared observations
      batch.observations;
      // @ts-expect-error undeclared actions
      batch.actions;
      // @ts-expect-error undeclared history
      batch.terminated;
    },
  }),
});
reward satisfies Reward;

defineReward({
  id: "fixture/limited-v1",
  summary: "Compiles not.",
  inputs: {},
  params: { scale: 5 },
  // @ts-expect-error a limit of numbers is a pair of numbers
  limits: { scale: ["low", "high"] },
  create: () => ({ evaluate() {} }),
});

defineReward({
  id: "fixture/limited-v1",
  summary: "Compiles.",
  inputs: {},
  params: { scale: 5, sizes: [1, 2] as readonly number[], kind: "a" as string },
  limits: { scale: { whole: [1, 9] }, sizes: { each: { whole: [1, 9] }, length: [0, 4] }, kind: ["a", "b"] },
  create: () => ({ evaluate() {} }),
});

defineReward({
  id: "fixture/limited-v1",
  summary: "Compiles not.",
  inputs: {},
  params: { sizes: [1, 2] as readonly number[] },
  // @ts-expect-error a limit of a list is one of its elements and its length
  limits: { sizes: [1, 9] },
  create: () => ({ evaluate() {} }),
});

defineTransform({
  id: "fixture/typed-v1",
  summary: "Compiles.",
  inputs: {},
  params: { gamma: 0.9 },
  create: ({ gamma }) => {
    holds<Same<typeof gamma, number>>();
    return { apply: (inner, out) => out.set(inner.values) };
  },
});

defineTransform({
  id: "fixture/reading-v1",
  summary: "Compiles.",
  inputs: ({ feature, grouped }) => ({ named: true, history: true, goals: true, features: [feature], groups: grouped }),
  params: { feature: "height" as string, grouped: false },
  create: ({ feature }) => ({
    apply(inner, out) {
      holds<Same<typeof inner.values, Columns>>();
      holds<Same<typeof inner.goals, readonly string[]>>();
      holds<Same<typeof inner.groups, Int32Array>>(); // a throw, where params do not ask for it
      holds<Same<(typeof inner.features)[string], Float64Array>>();
      out.set(inner.features[feature]);
      // @ts-expect-error not declared
      void inner.events;
      // @ts-expect-error not declared
      void inner.before;
    },
  }),
});

defineTransform({
  id: "fixture/two-v1",
  summary: "Compiles.",
  inputs: { named: ["first", "second"] },
  create: () => ({
    apply({ values }, out) {
      out.set(values.first);
      // @ts-expect-error not declared
      void values.third;
    },
  }),
});

// @ts-expect-error no version
defineReward({ id: "fixture/typed", summary: "", inputs: {}, create: () => ({ evaluate() {} }) });

// goals
const measured = { place: { unit: "m", size: 2 }, target: { unit: "m", size: 2 }, away: "m", near: "1" } as const;
const aims = { achieved: ["place"], desired: ["target"] } as const;
const goals = defineGoals(measured, {
  ...aims,
  derived: {
    away(features, row) {
      holds<Same<typeof features.place, readonly Float64Array[]>>();
      holds<Same<typeof features.near, Float64Array>>();
      // @ts-expect-error not measured
      features.plaice;
      return features.place[0][row] - features.target[0][row];
    },
  },
  observed: { target: { at: 0 } },
  ends: "away",
});
// @ts-expect-error not measured
defineGoals(measured, { achieved: ["plaice"], desired: ["target"], derived: {} });
// @ts-expect-error not measured
defineGoals(measured, { ...aims, derived: { far: () => 0 } });
// @ts-expect-error not measured
defineGoals(measured, { ...aims, derived: {}, observed: { tarmac: { at: 0 } } });
// @ts-expect-error not measured
defineGoals(measured, { ...aims, derived: {}, ends: "over" });
defineGoals(measured, { ...aims, derived: { "place.1": () => 0 } });
// @ts-expect-error a vector is derived element by element
defineGoals(measured, { ...aims, derived: { place: () => 0 } });

const aiming = {
  id: "fixture/aiming-v1",
  goal: "Compile.",
  observation: place,
  action: turn,
  params: {},
  maxSteps: 1,
  stepSeconds: 0,
  score: () => 0,
  create: () => ({ reset() {}, step() {}, terminated: () => true, ...snapshot() }),
} as const;
defineEnv({ ...aiming, features: { ...measured, height: "m" }, goals }) satisfies Env;
// @ts-expect-error the goals of an env that measures more
defineEnv({ ...aiming, features: { away: "m", near: "1" }, goals });
