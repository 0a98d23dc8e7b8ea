import { openSession, value } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  defineAgent,
  fail,
  generator,
  type Learner,
  type Packable,
  pack,
  type Rollout,
  unpack,
} from "../../src/core/index.ts";
import { exportPolicy } from "../networks/export.ts";
import { describeModel } from "../networks/model.ts";
import { leafValues, memoryValues, type NetworkPolicy, openPolicy } from "../networks/policy.ts";
import { newWeights, type SavedWeights, type Weights } from "../networks/weights.ts";
import { estimateAdvantages, explainedVariance, followingValues } from "./advantage.ts";
import { batchingOf, compileUpdate } from "./graphs.ts";
import { drawMinibatches } from "./permutation.ts";
import { presetFor } from "./presets.ts";
import { rewardScale } from "./reward-scale.ts";
import { defaults, limits, type Settings } from "./settings.ts";
import { averages, refuseNonFinite, rowsUntilStop } from "./update-metrics.ts";

const id = "learner/ppo-v1";

/**
 * Proximal policy optimisation with clipped surrogate (Schulman et al. 2017, arXiv 1707.06347), its details as in Huang
 * et al. 2022, "The 37 Implementation Details of PPO". A whole update is one run of one ONNX model.
 */
export const ppo = defineAgent({
  id,
  summary: "Proximal policy optimisation: clipped surrogate, any action space, optional memory.",
  params: defaults,
  limits,
  presets: presetFor,
  create: openPpo,
});

/** Opens the learner. @throws `agent/unsupported`, `device/unavailable` */
export async function openPpo(settings: Settings, host: AgentHost): Promise<Learner & Pick<NetworkPolicy, "logProbs">> {
  const { worlds, seed, maskSize } = host;
  const { rolloutSteps, memory, gamma, lambda, epochs } = settings;
  const rows = rolloutSteps * worlds;
  const batching = batchingOf(settings, worlds);
  const model = describeModel(host, settings);
  const { head, network, parameters, optimizer } = model;

  // What learning changes; all of it is saved.
  const weights = newWeights(network, parameters, optimizer, generator(seed, "ppo", "weights"));
  const rng = generator(seed, "ppo", "actions");
  const shuffler = generator(seed, "ppo", "minibatches");
  const scale = rewardScale(worlds, gamma, settings.rewardClip);

  const policy = await openPolicy(model, host, settings, weights, rng);
  const update = compileUpdate(model, host, settings, batching, host.device);
  const session = await openSession(update.model, {
    devices: [host.device],
    threads: settings.threads,
    aside: host.overlap,
  });

  // Buffers that live as long as the learner.
  const advantages = new Float32Array(rows);
  const returns = new Float32Array(rows);
  const rewards = new Float64Array(rows);

  /** All minibatches of some epochs: the state after them, the metrics of each that was taken, whether it said stop. */
  async function descend(
    start: Weights["state"],
    inputs: { readonly [name: string]: ReturnType<typeof value> },
    learningRate: number,
    epochs: number,
  ) {
    const steps = epochs * batching.batchesPerEpoch;
    const perm = drawMinibatches(rolloutSteps, worlds, epochs, batching, shuffler);
    const chunk = update.unroll || steps;
    const taken: Float32Array[] = [];
    let state = start;
    for (let from = 0; from < steps; from += chunk) {
      const results = await session.run({
        ...inputs,
        ...Object.fromEntries(
          Object.entries(state).map(([name, array]) => [name, value(array, array.length === 1 ? [] : [array.length])]),
        ),
        perm: value(perm.subarray(from * batching.batch, (from + chunk) * batching.batch), [chunk, batching.batch]),
        rate: value(new Float32Array(chunk).fill(learningRate), [chunk]),
      });
      state = Object.fromEntries(Object.keys(state).map((name) => [name, results[`${name}Next`]]));
      const rowsTaken = rowsUntilStop(results.metrics, update.metrics);
      taken.push(...rowsTaken);
      if (rowsTaken.length < chunk) break;
    }
    refuseNonFinite(taken, update.metrics, state.flat);
    return { state, taken, stopped: taken.length < steps };
  }

  return {
    stateSize: memory,
    latentSize: head.latentSize,
    rolloutSteps,
    device: session.description,
    act: policy.act,
    values: policy.values,
    logProbs: policy.logProbs,

    async learn(rollout, progress) {
      if (settings.scaleRewards) scale.apply(rollout.rewards, rollout.terminated, rollout.truncated, rewards);
      else rewards.set(rollout.rewards);
      const firstNextValues = settings.bootstrapTruncation ? rollout.nextValues : withoutTruncated(rollout);
      estimateAdvantages({ ...rollout, rewards, nextValues: firstNextValues }, gamma, lambda, advantages, returns);
      const explained = explainedVariance(rollout.values, returns, rows);

      const column = (array: Float32Array) => value(array, [rows, 1]);
      const learningRate = settings.learningRate * fade(settings.finalLearningRate, progress);
      const inputs = {
        ...weights.values,
        ...leafValues(model, rollout.observations, rows),
        latents: value(rollout.latents, [rows, head.latentSize]),
        logProbs: column(rollout.logProbs),
        values: column(rollout.values),
        advantages: column(advantages),
        returns: column(returns),
        clip: scalar(settings.clip * fade(settings.finalClip, progress)),
        entropyWeight: scalar(settings.entropyWeight * fade(settings.finalEntropyWeight, progress)),
        ...(maskSize && { masks: value(rollout.masks, [rows, maskSize]) }),
        ...(memory && memoryValues(rollout.states, rollout.starts, rows, memory)),
      };
      const passes = settings.recomputeAdvantages ? epochs : 1;
      const taken: Float32Array[] = [];
      let state = weights.state;
      for (let pass = 0; pass < passes; pass++) {
        if (pass > 0) {
          const values = await policy.valuesWith(state.flat, { ...rollout, rows, state: rollout.states });
          const nextValues = followingValues(rollout, values, firstNextValues);
          estimateAdvantages({ ...rollout, rewards, values, nextValues }, gamma, lambda, advantages, returns);
        }
        const done = await descend(state, inputs, learningRate, epochs / passes);
        state = done.state;
        taken.push(...done.taken);
        if (done.stopped) break;
      }
      return {
        metrics: {
          ...averages(taken, update.metrics),
          learningRate: learningRate * state.rateScale[0],
          explainedVariance: explained,
          minibatches: taken.length,
        },
        adopt: () => weights.update(state, rollout.observations, rows),
      };
    },

    save: () =>
      pack({ format, weights: { ...weights.save() }, rng: rng.save(), shuffler: shuffler.save(), scale: scale.save() }),

    load(bytes) {
      const saved = unpack(bytes, "the learner's state") as Packable & Saved;
      if (saved?.format !== format)
        fail("checkpoint/foreign", { given: `a learner's state of format ${saved?.format}`, expected: format });
      weights.load(saved.weights);
      rng.load(saved.rng);
      shuffler.load(saved.shuffler);
      scale.load(saved.scale);
    },

    exportOnnx: () => exportPolicy(model, host, settings, weights, id),

    async close() {
      await policy.close();
      await session.close();
    },
  };
}

const format = "ppo/1";

interface Saved {
  readonly format: string;
  readonly weights: SavedWeights;
  readonly rng: Float64Array;
  readonly shuffler: Float64Array;
  readonly scale: Float64Array;
}

const scalar = (number: number) => value(Float32Array.of(number), []);

/** From 1 at the start of the budget to `last` at its end, in a straight line. */
const fade = (last: number, progress: number) => 1 + (last - 1) * Math.min(1, Math.max(0, progress));

/** The mistake of treating a time limit as a failure. */
const withoutTruncated = ({ nextValues, truncated }: Rollout) =>
  nextValues.map((next, row) => (truncated[row] ? 0 : next));
