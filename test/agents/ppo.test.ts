import { describe, expect, it } from "vitest";
import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults, type Settings } from "../../agents/ppo/settings.ts";
import { randomRollout, randomView } from "../../scripts/bench/experience.ts";
import {
  type AgentHost,
  arraysOf,
  boundsAt,
  box,
  choice,
  choices,
  codes,
  generator,
  type Learner,
  leavesOf,
  list,
  type Metrics,
  maskSizeOf,
  parts,
  pick,
  type Rollout,
  type Space,
  text,
} from "../../src/core/index.ts";
import { runExported } from "./exported.ts";

const small: Settings = { ...defaults, hidden: [8, 8], rolloutSteps: 8, minibatch: 16, epochs: 2, learningRate: 1e-2 };
const host = (observation: Space, action: Space, masked = false): AgentHost => ({
  env: "fixture/any-v1",
  observation,
  action,
  maskSize: masked ? maskSizeOf(action) : 0,
  seats: 4,
  seed: 1,
  device: "cpu",
});
/** Learns and adopts. */
async function improve(learner: Learner, rollout: Rollout, progress: number): Promise<Metrics> {
  const { metrics, adopt } = await learner.learn(rollout, progress);
  adopt();
  return metrics;
}

const numbers = box({ dtype: "float32", shape: [3] });
const force = box({ dtype: "float32", shape: [2], low: [-2, 0], high: [2, 5] });
const buttons = choices({ steer: ["left", "right"], go: ["slow", "fast", "stop"] });
const everything = parts({
  body: numbers,
  room: choice("a", "b", "c"),
  switches: choices({ x: ["off", "on"], y: ["off", "on", "broken"] }),
  note: text(6),
  picture: box({ dtype: "uint8", shape: [2, 2], low: 0, high: 255 }),
});

const looks = parts({
  glyphs: codes({ dtype: "int16", shape: [3], count: 300 }),
  kind: codes({ shape: [], count: 4 }),
  map: codes({ dtype: "uint8", shape: [4, 5], count: 9 }),
  eye: box({ dtype: "uint8", shape: [20, 18, 3], low: 0, high: 255 }),
  depth: box({ dtype: "float32", shape: [1, 5, 6] }),
  body: numbers,
});
const hall = parts({
  glyphs: codes({ dtype: "int16", shape: [5, 7], count: 300 }),
  tiles: codes({ dtype: "uint8", shape: [4, 6, 2], count: 5 }),
  status: box({ dtype: "int32", shape: [4], low: 0, high: 9 }),
  message: text(12),
  screen: parts({ chars: codes({ dtype: "uint8", shape: [5, 7], count: 128 }), cursor: numbers }),
  facing: choice("north", "south"),
});
const near = list({
  of: parts({
    kind: codes({ shape: [1], count: 9 }),
    place: box({ dtype: "float32", shape: [2] }),
    picture: box({ dtype: "uint8", shape: [2, 2, 1], low: 0, high: 255 }),
    colour: choice("red", "green"),
    state: choices({ door: ["open", "shut"], light: ["on", "off", "dim"] }),
    name: text(4),
  }),
  most: 3,
});
const bags = parts({ near, far: list({ of: choice("sun", "moon"), most: 1 }), body: numbers });

const cases: {
  readonly [name: string]: { observation: Space; action: Space; settings?: Partial<Settings>; masked?: boolean };
} = {
  "numbers and a choice": { observation: numbers, action: choice("a", "b", "c") },
  "numbers and a force": { observation: numbers, action: force, settings: { normalizeObservations: true } },
  "a squashed force, shared trunk": {
    observation: numbers,
    action: force,
    settings: { squash: true, shared: true, activation: "relu" },
  },
  "everything, normalised, and masked buttons": {
    observation: everything,
    action: buttons,
    masked: true,
    settings: { normalizeObservations: true },
  },
  "a memory": { observation: numbers, action: choice("a", "b"), settings: { memory: 5, sequence: 4 } },
  "glyphs, a map and pictures": {
    observation: looks,
    action: choice("a", "b"),
    settings: { normalizeObservations: true },
  },
  "cropped maps and text, some of them not seen, with a memory": {
    observation: hall,
    action: choice("a", "b"),
    settings: {
      observe: ["message", "tiles", "glyphs", "status", "screen.cursor"],
      crops: { glyphs: { around: "status", size: 3 }, tiles: { around: "status", size: 5, whole: true } },
      memory: 5,
      sequence: 4,
    },
  },
  "lists of everything, normalised, and a pick": {
    observation: bags,
    action: pick("near", near, ["take", "drop"]),
    masked: true,
    settings: { normalizeObservations: true },
  },
  "actions in parts, with a memory": {
    observation: bags,
    action: parts({
      say: parts({ colour: choice("red", "blue"), both: buttons }),
      push: force,
      item: pick("near", near, ["take", "drop"]),
      pull: box({ dtype: "float64", shape: [1] }),
    }),
    masked: true,
    settings: { memory: 5, sequence: 4 },
  },
  "clipped values, a KL target and AdamW": {
    observation: numbers,
    action: force,
    settings: { clipValues: true, targetKl: 0.5, adaptiveKl: 0.01, optimizer: "adamw" },
  },
};

describe.each(Object.entries(cases))("%s", (_, { observation, action, settings, masked = false }) => {
  const open = () => openPpo({ ...small, ...settings }, host(observation, action, masked));

  it("learns without losing finiteness and says how it went", async () => {
    const learner = await open();
    for (let i = 0; i < 3; i++) {
      const metrics = await improve(learner, await randomRollout(learner, observation, action, 4, i, masked), i / 3);
      for (const [name, number] of Object.entries(metrics)) expect(Number.isFinite(number), name).toBe(true);
      expect(metrics.minibatches).toBe(4);
    }
    await learner.close?.();
  });

  it("goes on from saved bytes as if never stopped", async () => {
    const [first, second] = [await open(), await open()];
    const rollout = await randomRollout(first, observation, action, 4, 1, masked);
    await improve(first, rollout, 0);
    await second.load(await first.save());
    const next = await randomRollout(first, observation, action, 4, 2, masked);
    const same = await randomRollout(second, observation, action, 4, 2, masked);
    expect(same).toEqual(next);
    expect(await improve(second, same, 0.5)).toEqual(await improve(first, next, 0.5));
    expect(second.save()).toEqual(first.save());
    await first.close?.();
    await second.close?.();
  });

  it("exports the greedy policy as a file that a bare session runs", async () => {
    const learner = await open();
    await improve(learner, await randomRollout(learner, observation, action, 4, 1, masked), 0);
    const view = randomView(observation, action, masked, 5, learner.stateSize, generator(9, "view"));
    const decision = await learner.act(view, "exploit");
    const results = await runExported(learner.exportOnnx?.() as Uint8Array, { observation }, view);
    const decided = arraysOf(decision.actions);
    leavesOf(action).forEach(({ path, space }, i) => {
      const bounds = space.type === "box" ? (element: number) => boundsAt(space, element % space.shape[0]) : undefined;
      const clipped = (value: number, element: number) => {
        const [low, high] = bounds?.(element) ?? [value, value];
        return Math.min(high, Math.max(low, value));
      };
      results[["action", path].filter(Boolean).join(".")].data.forEach((each, element) => {
        expect(each).toBeCloseTo(clipped(decided[i][element], element), 4);
      });
    });
    results.value.data.forEach((each, i) => {
      expect(each).toBeCloseTo(decision.notes!.values[i], 4);
    });
    await learner.close?.();
  });
});

describe("log-probabilities", () => {
  it.each(Object.entries(cases))("of what was drawn are those that the decision noted: %s", async (_, each) => {
    const { observation, action, settings, masked = false } = each;
    const learner = await openPpo({ ...small, ...settings }, host(observation, action, masked));
    const view = randomView(observation, action, masked, 6, learner.stateSize, generator(3, "view"));
    const { latents, logProbs } = (await learner.act(view, "explore")).notes!;
    const again = await learner.logProbs(view, latents);
    expect(again).toHaveLength(6);
    again.forEach((each, row) => {
      expect(each).toBeCloseTo(logProbs[row], 4);
    });
    await learner.close?.();
  });
});

describe("memory", () => {
  const settings = { ...small, memory: 5, sequence: 8, epochs: 1, minibatch: 32, learningRate: 0, scaleRewards: false };
  it("is rebuilt in training as it was lived: the ratio of a first update is 1", async () => {
    const learner = await openPpo(settings, host(numbers, choice("a", "b")));
    const rng = generator(4, "lived");
    let state = new Float32Array(4 * 5);
    const rollout = await randomRollout(learner, numbers, choice("a", "b"), 4, 1);
    const { observations, notes, states, starts } = rollout as { observations: Float32Array } & typeof rollout;
    for (let step = 0; step < 8; step++) {
      const now = Uint8Array.from({ length: 4 }, () => (rng.uniform() < 0.3 ? 1 : 0));
      const view = {
        rows: 4,
        observations: observations.slice(step * 12, step * 12 + 12),
        masks: new Uint8Array(0),
        starts: now,
        state,
      };
      const decision = await learner.act(view, "explore");
      starts.set(now, step * 4);
      states.set(state, step * 20);
      for (const name of ["latents", "logProbs", "values"]) notes[name].set(decision.notes![name], step * 4);
      state = decision.state.slice();
    }
    const { kl, clipFraction } = await improve(learner, rollout, 0);
    expect(kl).toBeLessThan(1e-6);
    expect(clipFraction).toBe(0);
    await learner.close?.();
  });
});

it("stops with its weights intact when a reward is not a number, and says what went first", async () => {
  const learner = await openPpo({ ...small, scaleRewards: false }, host(numbers, force));
  const rollout = await randomRollout(learner, numbers, force, 4, 1);
  const before = await learner
    .act(randomView(numbers, force, false, 2, 0, generator(1, "v")), "exploit")
    .then(({ notes }) => notes!.values.slice());
  rollout.rewards[3] = Number.NaN;
  await expect(learner.learn(rollout, 0)).rejects.toMatchObject({
    code: "agent/diverged",
    message: expect.stringMatching(/loss in minibatch 1/),
  });
  const after = await learner.act(randomView(numbers, force, false, 2, 0, generator(1, "v")), "exploit");
  expect(after.notes!.values).toEqual(before);
  await learner.close?.();
});

describe("learning aside", () => {
  const hidden: Partial<Settings> = { normalizeObservations: true, targetKl: 0.5 };
  const open = (overlap: boolean, settings: Partial<Settings> = {}) =>
    openPpo({ ...small, ...hidden, ...settings }, { ...host(numbers, force), overlap });

  it.each([0, 2])("gives the same bits as learning in this thread (unrolled %i)", async (unroll) => {
    const [here, aside] = [await open(false, { unroll }), await open(true, { unroll })];
    expect(aside.device).toBe(here.device);
    for (let i = 0; i < 3; i++) {
      const rollout = await randomRollout(here, numbers, force, 4, i);
      expect(await randomRollout(aside, numbers, force, 4, i)).toEqual(rollout);
      expect(await improve(aside, rollout, i / 3)).toEqual(await improve(here, rollout, i / 3));
    }
    expect(aside.save()).toEqual(here.save());
    await here.close?.();
    await aside.close?.();
  });

  it("decides as before until what was learnt is adopted", async () => {
    const learner = await open(true);
    const view = randomView(numbers, force, false, 5, 0, generator(9, "view"));
    const decide = async () => (await learner.act(view, "exploit")).notes!.values.slice();
    const before = await decide();
    const learning = learner.learn(await randomRollout(learner, numbers, force, 4, 1), 0);
    expect(await decide()).toEqual(before);
    const update = await learning;
    expect(await decide()).toEqual(before);
    update.adopt();
    expect(await decide()).not.toEqual(before);
    await learner.close?.();
  });

  it("leaves the thread free, refuses what is not finite, and closes in the middle of an update", async () => {
    const learner = await open(true, { epochs: 1000, scaleRewards: false });
    const rollout = await randomRollout(learner, numbers, force, 4, 1);
    const learning = learner.learn(rollout, 0);
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    await learning;
    clearInterval(counting);
    expect(turns).toBeGreaterThan(2);
    const wrong = { ...rollout, rewards: rollout.rewards.map(() => Number.NaN) };
    await expect(learner.learn(wrong, 0)).rejects.toMatchObject({ code: "agent/diverged" });
    const ended = learner.learn(rollout, 0).catch(() => undefined);
    await learner.close?.();
    await ended;
  });
});

describe("advantages estimated anew before every epoch", () => {
  const learnt = async (changes: Partial<Settings>) => {
    const learner = await openPpo({ ...small, ...changes }, host(numbers, force));
    const metrics = await improve(learner, await randomRollout(learner, numbers, force, 4, 3), 0);
    const bytes = learner.save();
    await learner.close?.();
    return { metrics, bytes };
  };
  it("change nothing where there is one epoch", async () => {
    const [once, anew] = [{ epochs: 1 }, { epochs: 1, recomputeAdvantages: true }].map(learnt);
    expect((await anew).bytes).toEqual((await once).bytes);
  });
  it("lead elsewhere where there are more, over as many minibatches", async () => {
    const [once, anew] = [await learnt({}), await learnt({ recomputeAdvantages: true })];
    expect(anew.metrics.minibatches).toBe(once.metrics.minibatches);
    expect(anew.metrics.explainedVariance).toBe(once.metrics.explainedVariance);
    expect(anew.bytes).not.toEqual(once.bytes);
  });
});

it.each<[string, Space]>([
  ["text", parts({ say: text(3), go: choice("a", "b") })],
  ["codes", codes({ shape: [1], count: 5 })],
  ["whole numbers", box({ dtype: "int32", shape: [1] })],
])("refuses to act in %s, and says where they stand", async (_, action) => {
  await expect(openPpo(small, host(numbers, action))).rejects.toMatchObject({ code: "agent/unsupported" });
});

it("refuses another learner's state", async () => {
  const learner = await openPpo(small, host(numbers, force));
  const other = await openPpo({ ...small, hidden: [4] }, host(numbers, force));
  const saved = await other.save();
  expect(() => learner.load(saved)).toThrow("checkpoint/foreign");
  expect(() => learner.load(new Uint8Array(3))).toThrow("file/corrupt");
  await learner.close?.();
  await other.close?.();
});
