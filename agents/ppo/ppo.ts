import { openSession, stateNames, type Value, value } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  arraysOf,
  type Batch,
  batchOf,
  defineAgent,
  fail,
  generator,
  type Learner,
  type LearnerDecision,
  type Metrics,
  pack,
  type Rollout,
  type Space,
  unpack,
  type View,
} from "../../src/core/index.ts";
import { estimateAdvantages, explainedVariance } from "./advantage.ts";
import { exportPolicy } from "./export.ts";
import { batchingOf, compileLook, compileUpdate, describeModel, leafShape } from "./graphs.ts";
import { isNumeric } from "./network.ts";
import { drawMinibatches } from "./permutation.ts";
import { presetFor } from "./presets.ts";
import { rewardScale } from "./reward-scale.ts";
import { runningMoments } from "./running.ts";
import { defaults, limits, type Settings } from "./settings.ts";

/**
 * Proximal policy optimisation with clipped surrogate (Schulman et al. 2017, arXiv 1707.06347), its details as in Huang
 * et al. 2022, "The 37 Implementation Details of PPO". A whole update is one run of one ONNX model.
 */
export const ppo = defineAgent({
  id: "learner/ppo-v1",
  summary: "Proximal policy optimisation: clipped surrogate, any action space, optional memory.",
  params: defaults,
  limits,
  presets: presetFor,
  create: openPpo,
});

/** Opens the learner. @throws `agent/unsupported`, `device/unavailable` */
export async function openPpo(settings: Settings, host: AgentHost): Promise<Learner> {
  const { worlds, seed } = host;
  const { rolloutSteps, memory, gamma, lambda, epochs } = settings;
  const rows = rolloutSteps * worlds;
  const batching = batchingOf(settings, worlds);
  const model = describeModel(host, settings);
  const { head, network, parameters, optimizer } = model;

  // What learning changes; all of it is saved.
  const rng = generator(seed, "ppo", "actions");
  const shuffler = generator(seed, "ppo", "minibatches");
  const state: { [name: string]: Float32Array } = {};
  for (const name of stateNames(optimizer)) state[name] = new Float32Array(parameters.size);
  state.t = Float32Array.of(0);
  state.rateScale = Float32Array.of(1);
  state.flat = parameters.initial(generator(seed, "ppo", "weights"));
  const normalized = network.leaves
    .map((_, i) => i)
    .filter((i) => settings.normalizeObservations && isNumeric(network.leaves[i]));
  const moments = normalized.map((leaf) => runningMoments(network.leaves[leaf].size));
  const scale = rewardScale(worlds, gamma, settings.rewardClip);

  const look = await openSession(compileLook(model, settings), { threads: settings.threads });
  const update = compileUpdate(model, host, settings, batching, host.device);
  const learner = await openSession(update.model, { devices: [host.device], threads: settings.threads });

  // Buffers that live as long as the learner.
  const advantages = new Float32Array(rows);
  const returns = new Float32Array(rows);
  const rewards = new Float64Array(rows);
  const spreadAt = parameters.tensors.indexOf(head.spread as never);
  const spreadOffset = parameters.tensors
    .slice(0, Math.max(0, spreadAt))
    .reduce((sum, { shape }) => sum + shape.reduce<number>((size, dim) => size * (dim as number), 1), 0);
  const none = new Float32Array(0);
  const decisions = new Map<number, LearnerDecision>();

  const normalizers = (): { [name: string]: Value } =>
    Object.fromEntries(
      moments.flatMap(({ mean, variance }, i) => [
        [`mean${normalized[i]}`, value(Float32Array.from(mean), [mean.length])],
        [
          `deviation${normalized[i]}`,
          value(
            Float32Array.from(variance, (each) => Math.sqrt(each + 1e-8)),
            [mean.length],
          ),
        ],
      ]),
    );
  let fixed = { ...normalizers(), flat: value(state.flat, [parameters.size]) };

  const leafValues = (observations: Batch<Space>, count: number) =>
    Object.fromEntries(
      arraysOf(observations).map((array, i) => [`leaf${i}`, value(array, leafShape(network, i, count))]),
    );

  const forward = (view: View) =>
    look.run({
      ...fixed,
      ...leafValues(view.observations, view.rows),
      ...(memory && {
        memory: value(view.state, [view.rows, memory]),
        starts: value(Float32Array.from(view.starts), [view.rows, 1]),
      }),
    });

  const decisionFor = (count: number): LearnerDecision => {
    const known = decisions.get(count);
    if (known) return known;
    const fresh = {
      actions: batchOf(host.action, count),
      latents: new Float32Array(count * head.latentSize),
      logProbs: new Float32Array(count),
      values: none,
      state: none,
    };
    decisions.set(count, fresh);
    return fresh;
  };

  return {
    stateSize: memory,
    latentSize: head.latentSize,
    rolloutSteps,
    device: learner.description,

    async act(view, mode) {
      const { policy, value: values, memoryNext = none } = await forward(view);
      const decision = decisionFor(view.rows);
      const spread = state.flat.subarray(spreadOffset, spreadOffset + head.latentSize);
      head.decide(view.rows, policy, view.masks, spread, mode === "explore" ? rng : undefined, decision);
      return { ...decision, values, state: memoryNext };
    },

    async values(view) {
      return (await forward(view)).value;
    },

    async learn(rollout, progress) {
      if (settings.scaleRewards) scale.apply(rollout.rewards, rollout.terminated, rollout.truncated, rewards);
      else rewards.set(rollout.rewards);
      const nextValues = settings.bootstrapTruncation ? rollout.nextValues : withoutTruncated(rollout);
      estimateAdvantages({ ...rollout, rewards, nextValues }, gamma, lambda, advantages, returns);

      const steps = epochs * batching.batchesPerEpoch;
      const perm = drawMinibatches(rolloutSteps, worlds, epochs, batching, shuffler);
      const learningRate = settings.learningRate * fade(settings.finalLearningRate, progress);
      const shared = {
        ...fixed,
        ...leafValues(rollout.observations, rows),
        latents: value(rollout.latents, [rows, head.latentSize]),
        logProbs: value(rollout.logProbs, [rows, 1]),
        values: value(rollout.values, [rows, 1]),
        advantages: value(advantages, [rows, 1]),
        returns: value(returns, [rows, 1]),
        clip: scalar(settings.clip * fade(settings.finalClip, progress)),
        entropyWeight: scalar(settings.entropyWeight * fade(settings.finalEntropyWeight, progress)),
        ...(host.maskSize && { masks: value(rollout.masks, [rows, host.maskSize]) }),
        ...(memory && {
          memory: value(rollout.states, [rows, memory]),
          starts: value(Float32Array.from(rollout.starts), [rows, 1]),
        }),
      };
      let next = state;
      const taken: Float32Array[] = [];
      const chunk = update.unroll || steps;
      for (let from = 0; from < steps; from += chunk) {
        const results = await learner.run({
          ...shared,
          ...Object.fromEntries(
            Object.entries(next).map(([name, array]) => [name, value(array, array.length === 1 ? [] : [array.length])]),
          ),
          perm: value(perm.subarray(from * batching.batch, (from + chunk) * batching.batch), [chunk, batching.batch]),
          rate: value(new Float32Array(chunk).fill(learningRate), [chunk]),
        });
        next = Object.fromEntries(Object.keys(state).map((name) => [name, results[`${name}Next`]]));
        const before = taken.length;
        taken.push(...rowsUntilStop(results.metrics, update.metrics));
        if (taken.length - before < chunk) break;
      }
      refuseNonFinite(taken, update.metrics, next.flat);
      for (const name of Object.keys(state)) state[name] = Float32Array.from(next[name]);
      moments.forEach((each, i) => {
        each.update(arraysOf(rollout.observations)[normalized[i]], rows);
      });
      fixed = { ...normalizers(), flat: value(state.flat, [parameters.size]) };
      return {
        ...averages(taken, update.metrics),
        learningRate: learningRate * state.rateScale[0],
        explainedVariance: explainedVariance(rollout.values, returns, rows),
        minibatches: taken.length,
      };
    },

    save: () =>
      pack({
        format: "ppo/1",
        parameters: parameters.size,
        state,
        rng: rng.save(),
        shuffler: shuffler.save(),
        moments: moments.map((each) => each.save()),
        scale: scale.save(),
      }),

    load(bytes) {
      const saved = unpack(bytes, "the learner's state") as ReturnType<typeof unpack> & Saved;
      if (saved?.format !== "ppo/1" || saved.parameters !== parameters.size)
        fail("checkpoint/foreign", {
          given: `a learner's state with ${saved?.parameters} parameters`,
          expected: `ppo's with ${parameters.size}`,
        });
      for (const name of Object.keys(state)) state[name] = saved.state[name];
      rng.load(saved.rng);
      shuffler.load(saved.shuffler);
      moments.forEach((each, i) => {
        each.load(saved.moments[i]);
      });
      scale.load(saved.scale);
      fixed = { ...normalizers(), flat: value(state.flat, [parameters.size]) };
    },

    exportOnnx: () =>
      exportPolicy(model, host, settings, state.flat, new Map(normalized.map((leaf, i) => [leaf, moments[i]]))),

    async close() {
      await look.close();
      await learner.close();
    },
  };
}

interface Saved {
  readonly format: string;
  readonly parameters: number;
  readonly state: { readonly [name: string]: Float32Array };
  readonly rng: Float64Array;
  readonly shuffler: Float64Array;
  readonly moments: readonly Float64Array[];
  readonly scale: Float64Array;
}

const scalar = (number: number) => value(Float32Array.of(number), []);

/** From 1 at the start of the budget to `last` at its end, in a straight line. */
const fade = (last: number, progress: number) => 1 + (last - 1) * Math.min(1, Math.max(0, progress));

/** The mistake of treating a time limit as a failure. */
const withoutTruncated = ({ nextValues, truncated }: Rollout) =>
  nextValues.map((next, row) => (truncated[row] ? 0 : next));

/** Metrics of the steps that were taken: up to and without the one that said stop. */
function rowsUntilStop(metrics: Float32Array, names: readonly string[]): Float32Array[] {
  const rows: Float32Array[] = [];
  const proceed = names.indexOf("proceed");
  for (let at = 0; at < metrics.length; at += names.length) {
    const row = metrics.subarray(at, at + names.length);
    if (proceed >= 0 && row[proceed] === 0) break;
    rows.push(row);
  }
  return rows;
}

function averages(rows: readonly Float32Array[], names: readonly string[]): Metrics {
  const mean = (i: number) => rows.reduce((sum, row) => sum + row[i], 0) / Math.max(1, rows.length);
  return Object.fromEntries(names.map((name, i) => [name, mean(i)]));
}

/** @throws `agent/diverged`, naming what first was no finite number */
function refuseNonFinite(rows: readonly Float32Array[], names: readonly string[], flat: Float32Array): void {
  const step = rows.findIndex((row) => !row.every(Number.isFinite));
  const where =
    step >= 0 ? `${names[rows[step].findIndex((each) => !Number.isFinite(each))]} in minibatch ${step + 1}` : undefined;
  if (where === undefined && flat.every(Number.isFinite)) return;
  fail("agent/diverged", {
    given: `${where ?? "weights"} that is not finite`,
    expected: "finite losses, gradients and weights",
    fix: "Lower learningRate or maxGradientNorm, or look for extreme rewards; the weights are as before this update.",
  });
}
