import { describe, expect, it, test } from "vitest";
import { estimateAdvantages } from "../../agents/ppo/advantage.ts";
import { assignCredit, type Credit } from "../../agents/ppo/credit.ts";
import { macroActions } from "../../agents/ppo/macro-actions.ts";
import { estimateMacroAdvantages } from "../../agents/ppo/macro-advantage.ts";
import { softMinimum, strictMinimum } from "../../agents/ppo/minimum.ts";
import { openPpo, ppo } from "../../agents/ppo/ppo.ts";
import { defaults, type Settings } from "../../agents/ppo/settings.ts";
import { streamsOf } from "../../agents/ppo/streams.ts";
import { randomRollout } from "../../scripts/bench/experience.ts";
import { type AgentHost, box, choice, following, generator, parts, type Rollout } from "../../src/core/index.ts";

/** A rollout of one seat unless told otherwise; `ends` are the steps at which it terminates, `cuts` those of truncation. */
function lived(rewards: readonly number[], { seats = 1, ends = [] as number[], cuts = [] as number[], next = 0 } = {}) {
  const rows = rewards.length;
  const at = (steps: readonly number[]) => Uint8Array.from({ length: rows }, (_, row) => (steps.includes(row) ? 1 : 0));
  const nextValues = new Float32Array(rows).fill(next);
  for (const row of ends) nextValues[row] = 0;
  return {
    steps: rows / seats,
    seats,
    present: new Uint8Array(rows).fill(1),
    terminated: at(ends),
    truncated: at(cuts),
    rewards,
    values: new Float32Array(rows),
    nextValues,
  };
}

const sumOf = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

/** The discounted sums from every row to the episode's end. */
const sumsFrom = (rewards: Float64Array, gamma: number) =>
  rewards.map((_, from) => rewards.slice(from).reduce((sum, reward, i) => sum + gamma ** i * reward, 0));

describe("a strict minimum", () => {
  it.each([1, 0.9])("is what discounted sums give from every step on, with gamma %f", (gamma) => {
    const columns = lived([3, -1, 2, 0.5, 1], { ends: [4] });
    const out = new Float64Array(5);
    strictMinimum(columns, gamma, out);
    const sums = sumsFrom(out, gamma);
    [-1, -1, 0.5, 0.5, 1].forEach((least, step) => {
      expect(sums[step]).toBeCloseTo(least, 12);
    });
  });

  it("takes the value of what follows for the rest of an episode that the rollout cuts, and never crosses an end", () => {
    const out = new Float64Array(5);
    // Steps 0 and 1 end an episode; 2 to 4 go on beyond the rollout, where 0.25 is expected.
    const columns = lived([5, 7, 4, 1, 3], { ends: [1], next: 0.25 });
    strictMinimum(columns, 1, out);
    expect(sumOf(out.subarray(0, 2))).toBe(5);
    expect(sumOf(out.subarray(2)) + 0.25).toBe(0.25);
    strictMinimum({ ...columns, nextValues: Float32Array.of(0, 0, 0, 0, 2) }, 1, out);
    expect(sumOf(out.subarray(2)) + 2).toBe(1);
  });

  it("leaves rows of absent seats alone and out of the minimum", () => {
    const columns = { ...lived([2, 3, -9, 4, 5], { ends: [1, 4] }), present: Uint8Array.of(1, 1, 0, 1, 1) };
    const out = new Float64Array(5).fill(7);
    strictMinimum(columns, 1, out);
    expect([...out]).toEqual([-1 + 0, 3, 7, -1, 5]);
  });
});

describe("a soft minimum", () => {
  const excess = (steps: number, gap: number) => {
    const rewards = Array.from({ length: steps }, (_, step) => (step === 1 ? 0.1 : 0.1 + gap));
    const out = new Float64Array(steps);
    softMinimum(lived(rewards, { ends: [steps - 1] }), 1, 0.1, out);
    return sumOf(out) - 0.1;
  };

  // Six steps at a gap of 0.5 weigh 6 e^-5 to 1: 0.5 * 0.04043 / 1.04043 = 0.01943; seven of them give 0.0225.
  it("sums to within 0.02 of the minimum for gaps of 0.5 and 7 steps, not for 8", () => {
    expect(excess(7, 0.5)).toBeCloseTo(0.0194, 4);
    expect(excess(8, 0.5)).toBeCloseTo(0.0225, 4);
    for (let steps = 2; steps <= 7; steps++)
      for (const gap of [0.5, 0.7, 1]) expect(excess(steps, gap)).toBeLessThan(0.02);
  });

  it("gives nearly all credit to the step that was worst, and nearly none after it", () => {
    const out = new Float64Array(4);
    softMinimum(lived([0.9, -0.4, 0.8, 0.9], { ends: [3] }), 1, 0.1, out);
    expect(out[1]).toBeCloseTo(-0.4, 4);
    expect(Math.abs(out[0]) + Math.abs(out[2]) + Math.abs(out[3])).toBeLessThan(1e-4);
  });

  it("is the strict one when cold and the mean when hot", () => {
    const columns = lived([0.3, 0.1, 0.8], { ends: [2] });
    const out = new Float64Array(3);
    softMinimum(columns, 1, 1e-4, out);
    expect(sumOf(out)).toBeCloseTo(0.1, 12);
    softMinimum(columns, 1, 1e6, out);
    expect(sumOf(out)).toBeCloseTo(0.4, 5);
  });

  it("counts the value of what a rollout cuts off as one more step", () => {
    const [whole, cut] = [new Float64Array(3), new Float64Array(2)];
    softMinimum(lived([0.3, 0.25, 0.2], { ends: [2] }), 0.9, 0.1, whole);
    softMinimum(lived([0.3, 0.25], { next: 0.2 }), 0.9, 0.1, cut);
    expect(cut[0]).toBeCloseTo(whole[0], 7);
    // What is bootstrapped after it, gamma * 0.2, is part of the sum.
    expect(cut[1] + 0.9 * 0.2).toBeCloseTo(whole[1] + whole[2], 7);
  });
});

const plain: Credit = {
  credit: "sum",
  baseline: "value",
  lambda: 0.95,
  macroValues: "equal",
  gamma: 0.9,
  temperature: 0.1,
};

const credited = (columns: ReturnType<typeof lived>, credit: Partial<Credit>, begins?: Uint8Array) => {
  const [advantages, returns] = [new Float32Array(columns.rewards.length), new Float32Array(columns.rewards.length)];
  assignCredit(columns, { ...plain, ...credit }, begins, advantages, returns);
  return { advantages: [...advantages], returns: [...returns] };
};

describe("a baseline a step", () => {
  // Two seats, two steps, rows of a step side by side: seat 0 earns 1 and 2, seat 1 earns 4 and 6. The mean step of the
  // other seat is 5 for seat 0 and 1.5 for seat 1.
  it("is the mean reward a step of the other seats", () => {
    const columns = lived([1, 4, 2, 6], { seats: 2, ends: [2, 3] });
    expect(credited(columns, { baseline: "step", gamma: 1 }).advantages).toEqual([-7, 7, -3, 4.5]);
  });

  it("does not favour the longer of two episodes whose steps are alike", () => {
    const columns = lived([1, 1, 1, 1, 1, 1], { seats: 2, ends: [1, 4, 5] });
    for (const advantage of credited(columns, { baseline: "step", gamma: 1 }).advantages) expect(advantage).toBe(0);
  });

  it("leaves what values learn as it is", () => {
    const columns = lived([1, 4, 2, 6], { seats: 2, next: 0.5 });
    expect(credited(columns, { baseline: "step" }).returns).toEqual(credited(columns, {}).returns);
  });
});

const settings: Settings = { ...defaults, hidden: [8, 8], rolloutSteps: 12, minibatch: 16, epochs: 2 };
const seen = parts({ body: box({ dtype: "float32", shape: [2] }), room: choice("a", "b") });
const action = choice("left", "right", "wait");
const host: AgentHost = {
  env: "fixture/any-v1",
  observation: seen,
  action,
  maskSize: 0,
  seats: 4,
  seed: 1,
  device: "cpu",
};
/** Learns from three random rollouts; the learner's whole state, and the last metrics. */
async function learnt(changes: Partial<Settings>) {
  const learner = await openPpo({ ...settings, ...changes }, host);
  let metrics = {};
  for (let i = 0; i < 3; i++) {
    const update = await learner.learn(await randomRollout(learner, seen, action, 4, i), i / 3);
    update.adopt();
    metrics = update.metrics;
  }
  const bytes = await learner.save();
  await learner.close?.();
  return { bytes, metrics };
}

describe("macro actions", () => {
  const beginsOf = async (changes: Partial<Settings>, ends: readonly number[] = [], entropies?: Float32Array) => {
    const learner = await openPpo(settings, host);
    const rollout = await randomRollout(learner, seen, action, 1, 1);
    await learner.close?.();
    const at = (row: number) => (ends.includes(row) ? 1 : 0);
    const terminated = Uint8Array.from(rollout.terminated, (_, row) => at(row));
    const macros = macroActions({ ...settings, ...changes }, host);
    return { begins: [...macros.begins({ ...rollout, terminated }, entropies)], rollout };
  };

  it("of n steps: the last step of an episode is one of its own, and the rollout's end cuts one", async () => {
    const { begins } = await beginsOf({ macroSteps: 3 }, [4]);
    expect(begins).toEqual([1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 1]);
  });

  it("of whole episodes", async () => {
    const { begins } = await beginsOf({ macro: "episode" }, [4]);
    expect(begins).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  it("begin where entropy rises", async () => {
    const entropies = Float32Array.of(3, 2, 1, 2, 2, 1, 5, 6, 4, 3, 2, 1);
    const { begins } = await beginsOf({ macro: "entropy" }, [], entropies);
    expect(begins).toEqual([1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0]);
  });

  it("begin where a leaf of the observation changes", async () => {
    const { begins, rollout } = await beginsOf({ macro: "change", macroLeaf: "room" });
    const { room } = rollout.observations as unknown as { readonly room: Int32Array };
    expect(begins).toEqual(Array.from({ length: 12 }, (_, row) => (row === 0 || room[row] !== room[row - 1] ? 1 : 0)));
    expect(new Set(begins).size).toBe(2);
  });

  it("of random lengths last 1, 2, 3, 5 or 10 steps, each as often", async () => {
    const steps = 20_000;
    const macros = macroActions({ ...settings, macro: "random" }, host);
    const begins = macros.begins({ ...lived(new Array(steps).fill(0)) } as never);
    const starts = [...begins.keys()].filter((row) => begins[row] === 1);
    const counts = new Map<number, number>();
    for (let i = 1; i < starts.length; i++) {
      const length = starts[i] - starts[i - 1];
      counts.set(length, (counts.get(length) ?? 0) + 1);
    }
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([1, 2, 3, 5, 10]);
    for (const count of counts.values()) expect(count / starts.length).toBeCloseTo(0.2, 1);
  });

  // Two actions of two steps and the last step alone, gamma 0.5, lambda 0.5, all values 1, rewards 1 to 5:
  // the last: 5 - 1 = 4; steps 2 and 3: 3 + 0.5*4 + 0.25*1 - 1 = 4.25, and 0.25*0.5*4 = 0.5 more: 4.75;
  // steps 0 and 1: 1 + 0.5*2 + 0.25*1 - 1 = 1.25, and 0.25*0.5*4.75 = 0.59375 more.
  it("are discounted by gamma to the power of their length", () => {
    const columns = { ...lived([1, 2, 3, 4, 5], { ends: [4], next: 1 }), values: new Float32Array(5).fill(1) };
    const found = credited(columns, { gamma: 0.5, lambda: 0.5 }, Uint8Array.of(1, 0, 1, 0, 1));
    expect(found.advantages).toEqual([1.84375, 1.84375, 4.75, 4.75, 4]);
    expect(found.returns).toEqual([2.84375, 2.84375, 5.75, 5.75, 5]);
  });

  it("bootstrap where the rollout cuts them and where a time limit does", () => {
    // One action of two steps, cut: 1 + 0.5*2 + 0.25*8 - 0.
    const cut = lived([1, 2], { next: 8 });
    expect(credited(cut, { gamma: 0.5 }, Uint8Array.of(1, 0)).advantages).toEqual([4, 4]);
    const limited = lived([1, 2, 9], { cuts: [1], ends: [2], next: 8 });
    expect(credited(limited, { gamma: 0.5 }, Uint8Array.of(1, 0, 1)).advantages).toEqual([4, 4, 9]);
  });

  it.each([
    ["equal", 2],
    ["last", 3],
    ["decaying", (1 + 2 / 2 + 3 / 3) / (1 + 1 / 2 + 1 / 3)],
  ] as const)("have a value that is %s over their steps", (macroValues, value) => {
    const columns = { ...lived([0, 0, 0], { ends: [2] }), values: Float32Array.of(1, 2, 3) };
    const { advantages, returns } = credited(columns, { macroValues }, Uint8Array.of(1, 0, 0));
    for (const advantage of advantages) expect(advantage).toBeCloseTo(-value, 6);
    for (const sum of returns) expect(sum).toBeCloseTo(0, 6);
  });

  it("of the whole episode are one bandit return, whatever lambda is", () => {
    const columns = { ...lived([1, 2, 4, 1, 1], { ends: [2, 4] }), values: new Float32Array(5).fill(0.5) };
    const begins = Uint8Array.of(1, 0, 0, 1, 0);
    for (const lambda of [0, 0.5, 1])
      expect(credited(columns, { gamma: 1, lambda }, begins).advantages).toEqual([6.5, 6.5, 6.5, 1.5, 1.5]);
  });

  it.each(["equal", "last", "decaying"] as const)("of one step are PPO bit for bit, values %s", (macroValues) => {
    const rng = generator(5, "rows");
    const [rows, seats] = [400, 4];
    const draw = () => Float32Array.from({ length: rows }, () => rng.normal());
    const terminated = Uint8Array.from({ length: rows }, () => (rng.uniform() < 0.05 ? 1 : 0));
    const truncated = Uint8Array.from({ length: rows }, (_, row) => (!terminated[row] && rng.uniform() < 0.05 ? 1 : 0));
    const values = draw();
    const nextValues = draw();
    for (let row = 0; row < rows; row++) {
      if (terminated[row]) nextValues[row] = 0;
      else if (!truncated[row] && row + seats < rows) nextValues[row] = values[row + seats];
    }
    const columns = { steps: rows / seats, seats, rewards: draw(), values, nextValues, terminated, truncated };
    const [a, b, c, d] = [0, 0, 0, 0].map(() => new Float32Array(rows));
    estimateAdvantages(columns, 0.99, 0.95, a, b);
    estimateMacroAdvantages(columns, new Uint8Array(rows).fill(1), macroValues, 0.99, 0.95, c, d);
    expect(c).toEqual(a);
    expect(d).toEqual(b);
  });

  it("that change in every step teach what PPO teaches, bit for bit", async () => {
    // Numbers that are drawn at random differ in every step.
    const [single, changing] = [await learnt({}), await learnt({ macro: "change", macroLeaf: "body" })];
    expect(changing.metrics).toEqual(single.metrics);
  });
});

const forms: { readonly [name: string]: Partial<Settings> } = {
  "a strict minimum": { credit: "minimum" },
  "a soft minimum against the others' mean": { credit: "softMinimum", baseline: "step" },
  "a soft minimum, estimated again, unscaled": {
    credit: "softMinimum",
    recomputeAdvantages: true,
    scaleRewards: false,
  },
  "actions of 5 steps": { macroSteps: 5, macroValues: "last" },
  "actions of random length": { macro: "random" },
  "actions until entropy rises, with a memory": { macro: "entropy", memory: 4, sequence: 4 },
  "whole episodes by their minimum": { macro: "episode", credit: "minimum" },
};

describe.each(Object.entries(forms))("PPO with %s", (_, changes) => {
  it("learns otherwise than without, with finite numbers", async () => {
    const { metrics } = await learnt(changes);
    for (const [name, number] of Object.entries(metrics)) expect(Number.isFinite(number), name).toBe(true);
    const { credit: _c, baseline: _b, macro: _m, macroSteps: _s, macroValues: _v, ...others } = changes;
    expect(metrics).not.toEqual((await learnt(others)).metrics);
  });

  it("goes on from saved bytes as if never stopped", async () => {
    const open = () => openPpo({ ...settings, ...changes }, host);
    const [first, second] = [await open(), await open()];
    (await first.learn(await randomRollout(first, seen, action, 4, 1), 0)).adopt();
    await second.load(await first.save());
    for (let i = 2; i < 4; i++)
      for (const learner of [first, second])
        (await learner.learn(await randomRollout(learner, seen, action, 4, i), 0.5)).adopt();
    expect(second.save()).toEqual(first.save());
    await first.close?.();
    await second.close?.();
  });
});

test("a soft minimum's temperature is in the unit of the reward, however it is scaled", async () => {
  // Rewards ten times as large with a temperature ten times as high are the same once they are scaled.
  const open = (creditTemperature: number) => openPpo({ ...settings, credit: "softMinimum", creditTemperature }, host);
  const [small, large] = [await open(0.1), await open(1)];
  const rollout = await randomRollout(small, seen, action, 4, 1);
  const { metrics } = await small.learn(rollout, 0);
  const larger = await large.learn({ ...rollout, rewards: rollout.rewards.map((reward) => 10 * reward) }, 0);
  expect(larger.metrics.valueLoss).toBeCloseTo(metrics.valueLoss, 5);
  await small.close?.();
  await large.close?.();
});

test("a stream has a credit of its own", async () => {
  const learn = async (streams: Settings["streams"]) => {
    const learner = await openPpo({ ...settings, credit: "softMinimum", streams }, { ...host, streams: ["verified"] });
    const rollout = await randomRollout(learner, seen, action, 4, 1);
    const { metrics } = await learner.learn({ ...rollout, streams: { verified: rollout.rewards } }, 0);
    await learner.close?.();
    return metrics;
  };
  const [summed, soft] = [await learn({ verified: { credit: "sum" } }), await learn({})];
  expect(summed["explainedVariance/verified"]).not.toBe(soft["explainedVariance/verified"]);
  expect(summed.explainedVariance).toBe(soft.explainedVariance);
});

test("a stream that does not end with the episode counts what comes in the next one", () => {
  const own = { gamma: 0.5, lambda: 1, scaleRewards: false, rolloutSteps: 3 };
  const streamsFor = (episodic: boolean) =>
    streamsOf(
      { ...settings, ...own, streams: { curiosity: { episodic } } },
      { ...host, seats: 1, streams: ["curiosity"] },
    );
  const rewards = Float64Array.of(1, 2, 4);
  const rollout = {
    ...{ steps: 3, seats: 1, rewards, streams: { curiosity: rewards }, present: Uint8Array.of(1, 1, 1) },
    ...{ terminated: Uint8Array.of(0, 1, 0), truncated: new Uint8Array(3) },
    notes: { values: Float32Array.of(0, 0, 0, 0, 0, 0, 10, 10) }, // [rows + seats, streams]
    endings: { rows: Int32Array.of(1), notes: { values: new Float32Array(2) } },
  } as unknown as Rollout;
  const returnsOf = (episodic: boolean) => {
    const streams = streamsFor(episodic);
    streams.scale(rollout);
    streams.estimate(rollout, rollout.notes.values.subarray(0, 6), streams.next(rollout, following(rollout, "values")));
    return [0, 1].map((stream) => [0, 1, 2].map((row) => streams.returns[2 * row + stream]));
  };
  const ended = [1 + 0.5 * 2, 2, 4 + 0.5 * 10];
  expect(returnsOf(true)).toEqual([ended, ended]);
  expect(returnsOf(false)).toEqual([ended, [1 + 0.5 * (2 + 0.5 * 9), 2 + 0.5 * 9, 9]]);
});

test.each<[Partial<Settings>, Partial<AgentHost>, string]>([
  [{ streams: { other: { episodic: 1 as never } } }, { streams: ["other"] }, "true or false"],
  [{ streams: { other: { episodic: false } } }, { streams: ["other"], mayBeAbsent: true }, "end with the episode"],
  [{ baseline: "step" }, { seats: 1 }, "at least 2 seats"],
  [{ macro: "random", macroSteps: 4 }, {}, "only where macro is steps"],
  [{ macro: "change", macroLeaf: "door" }, {}, '"body" or "room"'],
  [{ macroLeaf: "room" }, {}, "only where macro is change"],
  [{ macro: "entropy" }, { action: box({ dtype: "float32", shape: [1], low: -1, high: 1 }) }, "choices"],
  [{ streams: { other: { credit: "least" as never } } }, { streams: ["other"] }, "softMinimum"],
])("refuses %o", async (changes, changed, expected) => {
  const refused = () => ppo.validate?.({ ...settings, ...changes }, { ...host, ...changed });
  expect(refused).toThrow(expected);
});
