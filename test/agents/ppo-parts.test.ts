import { describe, expect, it } from "vitest";
import { headOf } from "../../agents/networks/heads.ts";
import { runningMoments } from "../../agents/networks/running.ts";
import { estimateAdvantages, explainedVariance, followingValues } from "../../agents/ppo/advantage.ts";
import { batchingOf } from "../../agents/ppo/graphs.ts";
import { ppoLoss } from "../../agents/ppo/loss.ts";
import { drawMinibatches } from "../../agents/ppo/permutation.ts";
import { rewardScale } from "../../agents/ppo/reward-scale.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { constant, evaluate, gradient, parameterList, type Tensor } from "../../src/autodiff/index.ts";
import { batchOf, box, choice, choices, generator, type Space, text } from "../../src/core/index.ts";

const numbers = (tensor: Tensor, given = {}) => Array.from(evaluate([tensor], given)[0].data);

describe("advantages", () => {
  // One world, gamma 0.5, lambda 0.5. Row 1 is truncated with V(final) = 4, row 2 terminates.
  const columns = {
    steps: 3,
    seats: 1,
    rewards: [1, 2, 3],
    values: [1, 2, 3],
    nextValues: [2, 4, 0],
    terminated: [0, 0, 1],
    truncated: [0, 1, 0],
  };
  it("bootstrap a truncation and stop at every end", () => {
    const [advantages, returns] = [new Float32Array(3), new Float32Array(3)];
    estimateAdvantages(columns, 0.5, 0.5, advantages, returns);
    // deltas: 1 + 0.5*2 - 1 = 1; 2 + 0.5*4 - 2 = 2; 3 + 0 - 3 = 0. Row 0: 1 + 0.25*2 = 1.5.
    expect(Array.from(advantages)).toEqual([1.5, 2, 0]);
    expect(Array.from(returns)).toEqual([2.5, 4, 3]);
  });
  it("keep worlds apart", () => {
    const two = {
      steps: 2,
      seats: 2,
      rewards: [1, 10, 1, 10],
      values: [0, 0, 0, 0],
      nextValues: [0, 0, 0, 0],
      terminated: [0, 0, 0, 0],
      truncated: [0, 0, 0, 0],
    };
    const advantages = new Float32Array(4);
    estimateAdvantages(two, 1, 0.5, advantages, new Float32Array(4));
    expect(Array.from(advantages)).toEqual([1.5, 15, 1, 10]);
  });
  it("look at newer values of the next step; elsewhere the value moves as its row's own did, unless nothing follows", () => {
    // two worlds, three steps: world 0 fails in step 0, world 1 is truncated in step 1, the last step has no next one
    const ends = { steps: 3, seats: 2, terminated: [1, 0, 0, 0, 0, 0], truncated: [0, 0, 0, 1, 0, 0] };
    const values = [0, 1, 2, 3, 4, 5];
    const newer = [10, 12, 14, 16, 18, 20];
    const collected = Float32Array.of(0, 1, 2, 3, 4, 5);
    const following = (truncated: number) =>
      Array.from(followingValues({ ...ends, values }, newer, collected.with(3, truncated)));
    expect(following(3)).toEqual([0, 16, 18, 16, 18, 20]);
    expect(following(0)[3]).toBe(0);
  });
  it("are explained wholly by values that equal the returns, and not at all by their mean", () => {
    expect(explainedVariance([1, 2, 3], [1, 2, 3], [1, 1, 1])).toBe(1);
    expect(explainedVariance([2, 2, 2], [1, 2, 3], [1, 1, 1])).toBe(0);
  });
});

describe("running moments", () => {
  it("merge batches to the moments of all rows: [1, 2, 3, 6] has mean 3 and variance 3.5", () => {
    const moments = runningMoments(1);
    moments.update([1, 2], 2);
    moments.update([3, 6], 2);
    expect(moments.mean[0]).toBeCloseTo(3, 12);
    expect(moments.variance[0]).toBeCloseTo(3.5, 12);
    const again = runningMoments(1);
    again.load(moments.save());
    expect(again.save()).toEqual(moments.save());
  });
  it("begin with the identity", () => {
    const moments = runningMoments(2);
    expect([...moments.mean, ...moments.variance]).toEqual([0, 0, 1, 1]);
  });
});

it("scales rewards by the deviation of the discounted return, which ends with the episode", () => {
  const scale = rewardScale(1, 0.5, 10);
  const out = new Float64Array(3);
  // Returns: 2, then 0.5*2+2 = 3 and the end, then 2. Mean 7/3, variance (1+4+1)/27 = 2/9.
  const rollout = { terminated: Uint8Array.of(0, 1, 0), truncated: new Uint8Array(3), present: Uint8Array.of(1, 1, 1) };
  scale.apply([2, 2, 2], rollout, out);
  expect(out[0]).toBeCloseTo(2 / Math.sqrt(2 / 9), 6);
  const clipped = rewardScale(1, 0.5, 1);
  clipped.apply([2, 2, 2], rollout, out);
  expect(Array.from(out)).toEqual([1, 1, 1]);
});

const lived = (steps: number, seats: number) => ({ steps, seats, present: new Uint8Array(steps * seats).fill(1) });

describe("minibatches", () => {
  it("visit every row once an epoch", () => {
    const batching = batchingOf({ ...defaults, rolloutSteps: 6, minibatch: 4 }, 2);
    const rows = drawMinibatches(lived(6, 2), 3, batching, generator(1, "rows"));
    for (let epoch = 0; epoch < 3; epoch++)
      expect(Array.from(rows.subarray(epoch * 12, epoch * 12 + 12)).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 12 }, (_, i) => i),
      );
    expect(rows.subarray(0, 12)).not.toEqual(rows.subarray(12, 24));
  });
  it("are whole sequences of one world with memory", () => {
    const batching = batchingOf({ ...defaults, rolloutSteps: 8, minibatch: 8, memory: 4, sequence: 4 }, 3);
    expect(batching).toEqual({ batch: 8, length: 4, batchesPerEpoch: 3 });
    const rows = drawMinibatches(lived(8, 3), 1, batching, generator(1, "rows"));
    for (let minibatch = 0; minibatch < 3; minibatch++)
      for (let sequence = 0; sequence < 2; sequence++) {
        const first = rows[minibatch * 8 + sequence];
        expect(Math.floor(first / 3) % 4).toBe(0);
        for (let step = 1; step < 4; step++) expect(rows[minibatch * 8 + step * 2 + sequence]).toBe(first + step * 3);
      }
  });
  it("shrink to a rollout that is smaller", () => {
    expect(batchingOf({ ...defaults, rolloutSteps: 4, minibatch: 1000 }, 2)).toEqual({
      batch: 8,
      length: 1,
      batchesPerEpoch: 1,
    });
  });
});

describe("heads", () => {
  const rng = generator(5, "head");
  const rows = 200;
  const masks = Uint8Array.from({ length: rows * 5 }, (_, i) => (i % 5 === 1 || i % 5 === 3 ? 0 : 1));
  const spaces: { readonly [name: string]: Space } = {
    categorical: choice("a", "b", "c", "d", "e"),
    "multi-categorical": choices({ one: ["a", "b"], two: ["c", "d", "e"] }),
    gaussian: box({ dtype: "float32", shape: [2], low: [-2, 0], high: [2, 1] }),
    unbounded: box({ dtype: "float32", shape: [3] }),
  };
  it.each(Object.entries(spaces))("%s: the log-probability of the draw is the graph's", (name, space) => {
    const masked = name.includes("categorical");
    const head = headOf(space, parameterList(), { logStd: -0.5, squash: false });
    const outputs = Float32Array.from({ length: rows * head.outputs }, () => rng.normal());
    const into = {
      latents: new Float32Array(rows * head.latentSize),
      logProbs: new Float32Array(rows),
      actions: batchOf(space, rows),
    };
    const spread = new Float32Array(head.latentSize).fill(-0.5);
    head.decide(rows, outputs, masked ? masks : new Uint8Array(0), spread, generator(1, "draw"), into);
    const { logProb } = head.describe(
      constant(outputs, [rows, head.outputs]),
      constant(into.latents, [rows, head.latentSize]),
      masked ? constant(masks, [rows, 5], "uint8") : undefined,
    );
    const given = { logStd: { shape: [head.latentSize], data: new Float64Array(head.latentSize).fill(-0.5) } };
    numbers(logProb, given).forEach((each, row) => {
      expect(each).toBeCloseTo(into.logProbs[row], 4);
    });
    if (masked && name === "categorical")
      for (const action of into.actions as Int32Array) expect([0, 2, 4]).toContain(action);
  });
  it("draws options as often as they are likely", () => {
    const head = headOf(choice("a", "b"), parameterList(), { logStd: 0, squash: false });
    const count = 20_000;
    const into = {
      latents: new Float32Array(count),
      logProbs: new Float32Array(count),
      actions: new Int32Array(count),
    };
    const logits = Float32Array.from({ length: 2 * count }, (_, i) => (i % 2 ? Math.log(3) : 0));
    head.decide(count, logits, new Uint8Array(0), new Float32Array(0), generator(2, "draw"), into);
    // Three in four, give or take five deviations: 5 sqrt(0.75 * 0.25 / 20000) = 0.0153.
    expect(Math.abs(into.actions.reduce((sum, each) => sum + each, 0) / count - 0.75)).toBeLessThan(0.0154);
  });
  it("takes the likeliest without a generator", () => {
    const head = headOf(choice("a", "b", "c"), parameterList(), { logStd: 0, squash: false });
    const into = { latents: new Float32Array(1), logProbs: new Float32Array(1), actions: new Int32Array(1) };
    head.decide(1, Float32Array.of(1, 5, 2), new Uint8Array(0), new Float32Array(0), undefined, into);
    expect(into.actions[0]).toBe(1);
  });
  it("has the entropy of a die: log 6, and of a normal distribution: 0.5 log(2 pi e)", () => {
    const die = headOf(choice("1", "2", "3", "4", "5", "6"), parameterList(), { logStd: 0, squash: false });
    expect(
      numbers(die.describe(constant(new Float64Array(6), [1, 6]), constant([0], [1, 1]), undefined).entropy)[0],
    ).toBeCloseTo(Math.log(6), 10);
    const normal = headOf(box({ dtype: "float32", shape: [1] }), parameterList(), { logStd: 0, squash: false });
    const { entropy } = normal.describe(constant([0], [1, 1]), constant([0], [1, 1]), undefined);
    expect(numbers(entropy, { logStd: { shape: [1], data: Float64Array.of(0) } })[0]).toBeCloseTo(
      0.5 * Math.log(2 * Math.PI * Math.E),
      10,
    );
  });
  it("moves actions into the space's units, squashed within its bounds", () => {
    const into = { latents: new Float32Array(2), logProbs: new Float32Array(1), actions: new Float32Array(2) };
    headOf(spaces.gaussian, parameterList(), { logStd: 0, squash: false }).decide(
      1,
      Float32Array.of(0.5, 3),
      masks.subarray(0, 0),
      new Float32Array(2),
      undefined,
      into,
    );
    expect(Array.from(into.actions)).toEqual([1, 2]); // 0 + 2 * 0.5, and 0.5 + 0.5 * 3, which the vector clips
    headOf(spaces.gaussian, parameterList(), { logStd: 0, squash: true }).decide(
      1,
      Float32Array.of(0, 50),
      masks.subarray(0, 0),
      new Float32Array(2),
      undefined,
      into,
    );
    expect(Array.from(into.actions)).toEqual([0, 1]);
  });
  it("refuses what it cannot draw", () => {
    expect(() => headOf(text(5), parameterList(), { logStd: 0, squash: false })).toThrow("agent/unsupported");
    expect(() => headOf(spaces.unbounded, parameterList(), { logStd: 0, squash: true })).toThrow("agent/unsupported");
  });
});

describe("loss", () => {
  const column = (...values: number[]) => constant(values, [values.length, 1]);
  const terms = (logProb: Tensor) => ({
    logProb,
    entropy: column(1, 3),
    value: column(1, 2),
    oldLogProbs: column(0, 0),
    oldValues: column(0, 2),
    advantages: column(1, -2),
    returns: column(2, 2),
    clip: constant(0.2),
    entropyWeight: constant(0.1),
  });
  const weights = { valueWeight: 0.5, clipValues: false, normalizeAdvantages: false, batch: 2, valueSize: 1 };
  const logs = column(Math.log(1.5), Math.log(0.5));

  it("is the arithmetic of its equations", () => {
    const { loss, kl, metrics } = ppoLoss(terms(logs), weights);
    // Surrogates: min(1.5, 1.2) = 1.2 and min(-1, -1.6) = -1.6; policy loss 0.2. Value loss 0.5 mean(1, 0) = 0.25. Entropy 2.
    expect(numbers(metrics.policyLoss)[0]).toBeCloseTo(0.2, 10);
    expect(numbers(metrics.valueLoss)[0]).toBeCloseTo(0.25, 10);
    expect(numbers(loss)[0]).toBeCloseTo(0.2 + 0.125 - 0.2, 10);
    // (1.5 - 1 - log 1.5 + 0.5 - 1 - log 0.5) / 2
    expect(numbers(kl as Tensor)[0]).toBeCloseTo(-Math.log(0.75) / 2, 10);
    expect(numbers(metrics.clipFraction)[0]).toBe(1);
  });
  it("clips values: (0 + 0.2 - 2) squared is larger than (1 - 2) squared", () => {
    const { metrics } = ppoLoss(terms(logs), { ...weights, clipValues: true });
    expect(numbers(metrics.valueLoss)[0]).toBeCloseTo(0.5 * ((1.8 ** 2 + 0) / 2), 10);
  });
  it("normalises advantages: (1, -2) becomes (1, -1) times 1/sqrt 2", () => {
    const { metrics } = ppoLoss(terms(column(0, 0)), { ...weights, normalizeAdvantages: true });
    expect(numbers(metrics.policyLoss)[0]).toBeCloseTo(0, 6);
    const { metrics: moved } = ppoLoss(terms(column(Math.log(1.1), 0)), { ...weights, normalizeAdvantages: true });
    expect(numbers(moved.policyLoss)[0]).toBeCloseTo(-(1.1 - 1) / Math.SQRT2 / 2, 6);
  });
  it("has no gradient where the clipped term is the smaller, the ratio's elsewhere", () => {
    const open = column(Math.log(1.1), Math.log(0.5));
    const [slope] = gradient(ppoLoss(terms(open), { ...weights, valueWeight: 0 }).loss, [open]);
    expect(numbers(slope)[0]).toBeCloseTo(-1.1 / 2, 10);
    expect(numbers(slope)[1]).toBeCloseTo(0, 10);
  });
});
