import { openSession, value } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  defineAgent,
  fail,
  following,
  generator,
  type Learner,
  type Packable,
  pack,
  type Rollout,
  rowsOf,
  unpack,
} from "../../src/core/index.ts";
import { loadActor, packActor } from "../networks/actor.ts";
import { exportPolicy } from "../networks/export.ts";
import { formOf, loadWeights, saveWeights } from "../networks/kept-weights.ts";
import { describeModel } from "../networks/model.ts";
import { pace } from "../networks/pace.ts";
import { leafValues, memoryValues, type NetworkPolicy, openNetworkPolicy } from "../networks/policy.ts";
import { averages, refuseNonFinite, rowsUntilStop } from "../networks/update-metrics.ts";
import { newWeights, type SavedWeights, type Weights } from "../networks/weights.ts";
import { anchorFor, anchorValues, openAnchor } from "./anchor.ts";
import { memoryOf, validateSettings } from "./demands.ts";
import { batchingOf, compileUpdate, runsOf } from "./graphs.ts";
import { areSingle, macroActions } from "./macro-actions.ts";
import { drawMinibatches } from "./permutation.ts";
import { defaults, limits, type Settings } from "./settings.ts";
import { streamsOf } from "./streams.ts";

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
  validate: validateSettings,
  memoryOf,
  takes: { weights: true, anchor: true },
  create: openPpo,
});

/** Opens the learner. @throws `agent/unsupported`, `device/unavailable` */
export async function openPpo(settings: Settings, host: AgentHost): Promise<Learner & Pick<NetworkPolicy, "logProbs">> {
  const { observation, seats, seed, maskSize } = host;
  const { rolloutSteps, memory } = settings;
  const rows = rolloutSteps * seats;
  const batching = batchingOf(settings, seats);
  const streams = streamsOf(settings, host);
  const macros = areSingle(settings) ? undefined : macroActions(settings, host);
  const { passes, epochs } = runsOf(settings, batching.batchesPerEpoch);
  const model = describeModel(host, settings);
  const { network, parameters, optimizer } = model;

  // What learning changes; all of it is saved.
  const weights = await newWeights(network, parameters, optimizer, generator(seed, "ppo", "weights"));
  if (host.from) loadWeights(weights, host.from, formOf(settings, host));
  const rng = generator(seed, "ppo", "actions");
  const shuffler = generator(seed, "ppo", "minibatches");

  const policy = await openNetworkPolicy(model, host, settings, weights, rng);
  const kept = anchorFor(settings, host);
  const anchor = kept && (await openAnchor(kept, host, settings));
  const update = compileUpdate(model, host, settings, batching, host.device, anchor !== undefined);
  const session = await openSession(update.model, {
    devices: [host.device],
    threads: settings.threads,
    aside: host.overlap,
  });

  const pieces = pace();

  /** All minibatches of a pass: the state after them, the metrics of each that was taken, whether it said stop. */
  async function descend(
    start: Weights["state"],
    inputs: { readonly [name: string]: ReturnType<typeof value> },
    learningRate: number,
    rollout: Rollout,
  ) {
    const perm = drawMinibatches(rollout, epochs, batching, shuffler, update.unroll || 1);
    const steps = perm.length / batching.batch;
    const taken: Float32Array[] = [];
    let state = start;
    for (let from = 0, chunk = 0; from < steps; from += chunk) {
      chunk = update.unroll || pieces.next(steps - from);
      const begun = performance.now();
      const results = await session.run({
        ...inputs,
        ...Object.fromEntries(
          Object.entries(state).map(([name, array]) => [name, value(array, array.length === 1 ? [] : [array.length])]),
        ),
        perm: value(perm.subarray(from * batching.batch, (from + chunk) * batching.batch), [chunk, batching.batch]),
        rate: value(new Float32Array(chunk).fill(learningRate), [chunk]),
      });
      pieces.took(chunk, performance.now() - begun);
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
    noteSizes: policy.noteSizes,
    rolloutSteps,
    device: session.description,
    act: policy.act,
    look: policy.look,
    logProbs: policy.logProbs,

    async learn(rollout, progress) {
      const lived = <N extends "latents" | "logProbs" | "values">(name: N) =>
        rollout.notes[name].subarray(0, rows * policy.noteSizes[name]);
      const oldValues = lived("values");
      const followed = following(rollout, "values");
      const bootstrapped = settings.bootstrapTruncation ? followed : withoutTruncated(rollout, followed);
      const firstNextValues = streams.next(rollout, bootstrapped);
      const view = {
        rows,
        observations: rowsOf(observation, rollout.observations, 0, rows),
        masks: rollout.masks.subarray(0, rows * maskSize),
        starts: rollout.starts.subarray(0, rows),
        state: rollout.states.subarray(0, rows * memory),
      };
      const entropies = macros?.byEntropy ? await policy.entropies(view, lived("latents")) : undefined;
      const begins = macros?.begins(rollout, entropies);
      streams.scale(rollout);
      streams.estimate(rollout, oldValues, firstNextValues, begins);
      const explained = streams.explained(rollout, oldValues);

      const column = (array: Float32Array) => value(array, [rows, array.length / rows]);
      const learningRate = settings.learningRate * fade(settings.finalLearningRate, progress);
      const inputs = {
        ...weights.values,
        ...leafValues(model, view.observations, rows),
        latents: column(lived("latents")),
        logProbs: column(lived("logProbs")),
        values: column(oldValues),
        advantages: column(streams.advantages),
        returns: column(streams.returns),
        clip: scalar(settings.clip * fade(settings.finalClip, progress)),
        entropyWeight: scalar(settings.entropyWeight * fade(settings.finalEntropyWeight, progress)),
        ...(maskSize && { masks: value(view.masks, [rows, maskSize]) }),
        ...(anchor && anchorValues(anchor, await anchor.scores(view), rows)),
        ...(memory && memoryValues(view.state, view.starts, rows, memory)),
        ...(update.isWeighted && { lived: column(Float32Array.from(rollout.present)) }),
      };
      const taken: Float32Array[] = [];
      let state = weights.state;
      for (let pass = 0; pass < passes; pass++) {
        if (pass > 0) {
          const values = await policy.valuesWith(state.flat, view);
          streams.estimate(rollout, values, streams.follow(rollout, oldValues, firstNextValues, values), begins);
        }
        const done = await descend(state, inputs, learningRate, rollout);
        state = done.state;
        taken.push(...done.taken);
        if (done.stopped) break;
      }
      return {
        metrics: {
          ...averages(taken, update.metrics),
          learningRate: learningRate * state.rateScale[0],
          ...explained,
          minibatches: taken.length,
        },
        adopt: () => weights.update(state, view.observations, rollout.present),
      };
    },

    save: () =>
      pack({
        format,
        weights: { ...weights.save() },
        rng: rng.save(),
        shuffler: shuffler.save(),
        scales: streams.save(),
        ...(macros && { macros: macros.save() }),
      }),

    load(bytes) {
      const saved = unpack(bytes, "the learner's state") as Packable & Saved;
      if (saved?.format !== format)
        fail("checkpoint/foreign", { given: `a learner's state of format ${saved?.format}`, expected: format });
      weights.load(saved.weights);
      rng.load(saved.rng);
      shuffler.load(saved.shuffler);
      streams.load(saved.scales);
      if (saved.macros) macros?.load(saved.macros);
    },

    saveActor: (version) => packActor(weights, version),
    loadActor: (bytes) => loadActor(weights, bytes),

    saveWeights: () => saveWeights(weights, formOf(settings, host)),

    exportOnnx: () => exportPolicy(model, host, settings, weights, id),

    async close() {
      await anchor?.close();
      await policy.close();
      await session.close();
    },
  };
}

const format = "ppo/2";

interface Saved {
  readonly format: string;
  readonly weights: SavedWeights;
  readonly rng: Float64Array;
  readonly shuffler: Float64Array;
  readonly scales: readonly Float64Array[];
  readonly macros?: Float64Array;
}

const scalar = (number: number) => value(Float32Array.of(number), []);

/** From 1 at the start of the budget to `last` at its end, in a straight line. */
const fade = (last: number, progress: number) => 1 + (last - 1) * Math.min(1, Math.max(0, progress));

/** The mistake of treating a time limit as a failure. */
const withoutTruncated = ({ truncated }: Rollout, nextValues: Float32Array) => {
  const size = nextValues.length / truncated.length;
  return nextValues.map((next, at) => (truncated[Math.floor(at / size)] ? 0 : next));
};
