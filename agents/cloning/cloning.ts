import { openSession, value } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  assert,
  defineAgent,
  fail,
  generator,
  type Learner,
  type Packable,
  pack,
  unpack,
} from "../../src/core/index.ts";
import { loadActor, packActor } from "../networks/actor.ts";
import { validateCrops } from "../networks/crop.ts";
import { exportPolicy } from "../networks/export.ts";
import { formOf, loadWeights, saveWeights } from "../networks/kept-weights.ts";
import { describeModel, type ModelSettings } from "../networks/model.ts";
import { observedPart } from "../networks/observed.ts";
import { leafValues, openNetworkPolicy } from "../networks/policy.ts";
import { averages, refuseNonFinite, rowsUntilStop } from "../networks/update-metrics.ts";
import { newWeights, type SavedWeights } from "../networks/weights.ts";
import { compileUpdate } from "./graphs.ts";
import { defaults, limits, type Settings } from "./settings.ts";
import { shownBy } from "./shown.ts";

const id = "learner/cloning-v1";

/**
 * Behavioural cloning (Pomerleau 1991): makes demonstrated actions likely. What it lives teaches it nothing; its rollouts
 * only show how well it does. PPO can go on from its weights.
 */
export const cloning = defineAgent({
  id,
  summary: "Behavioural cloning: imitates recorded episodes, any action space.",
  params: defaults,
  limits,
  takes: { weights: true, demonstrations: { observations: true, required: true } },
  validate: ({ crops, observe }, { observation }) => validateCrops(crops, observedPart(observation, observe)),
  create: openCloning,
});

/** Opens the learner. @throws `agent/unsupported`, `device/unavailable`, `weights/incompatible` */
export async function openCloning(settings: Settings, host: AgentHost): Promise<Learner> {
  const { seed, device } = host;
  const { gradientSteps, minibatch, learningRate, finalLearningRate } = settings;
  const ofNetwork: ModelSettings = { ...settings, memory: 0 };
  const model = describeModel(host, ofNetwork);
  const { head, network, parameters, optimizer } = model;
  const weights = await newWeights(network, parameters, optimizer, generator(seed, "cloning", "weights"));
  const shown = shownBy(host);
  if (shown.steps > 0) weights.update(weights.state, shown.observations, new Uint8Array(shown.steps).fill(1));
  const form = formOf(ofNetwork, host);
  if (host.from) loadWeights(weights, host.from, form);
  const acting = generator(seed, "cloning", "actions");
  const drawing = generator(seed, "cloning", "minibatches");
  const policy = await openNetworkPolicy(model, host, ofNetwork, weights, acting);
  const update = compileUpdate(model, settings);
  const session = await openSession(update.model, {
    devices: [device],
    threads: settings.threads,
    aside: host.overlap,
  });
  const columns = {
    ...leafValues(model, shown.observations, shown.steps),
    latents: value(head.recall(shown.steps, shown.actions), [shown.steps, head.latentSize]),
  };

  return {
    stateSize: 0,
    rolloutSteps: settings.rolloutSteps,
    device: session.description,
    noteSizes: policy.noteSizes,
    act: policy.act,
    look: policy.look,

    async learn(rollout, progress) {
      const { steps } = shown;
      assert(steps > 0, "whoever learns by cloning has demonstrations");
      const rate = learningRate * (1 + (finalLearningRate - 1) * progress);
      const perm = Int32Array.from({ length: gradientSteps * minibatch }, () => drawing.integer(steps));
      const results = await session.run({
        ...weights.values,
        ...columns,
        ...Object.fromEntries(
          Object.entries(weights.state).map(([name, array]) => [
            name,
            value(array, array.length === 1 ? [] : [array.length]),
          ]),
        ),
        perm: value(perm, [gradientSteps, minibatch]),
        rate: value(new Float32Array(gradientSteps).fill(rate), [gradientSteps]),
      });
      const state = Object.fromEntries(Object.keys(weights.state).map((name) => [name, results[`${name}Next`]]));
      const taken = rowsUntilStop(results.metrics, update.metrics);
      refuseNonFinite(taken, update.metrics, state.flat);
      return {
        metrics: { ...averages(taken, update.metrics), learningRate: rate },
        adopt: () => weights.update(state, rollout.observations, new Uint8Array(rollout.present.length)),
      };
    },

    save: () => pack({ format, weights: { ...weights.save() }, acting: acting.save(), drawing: drawing.save() }),

    load(bytes) {
      const saved = unpack(bytes, "the learner's state") as Packable & Saved;
      if (saved?.format !== format)
        fail("checkpoint/foreign", { given: `a learner's state of format ${saved?.format}`, expected: format });
      weights.load(saved.weights);
      acting.load(saved.acting);
      drawing.load(saved.drawing);
    },

    saveActor: (version) => packActor(weights, version),
    loadActor: (bytes) => loadActor(weights, bytes),
    saveWeights: () => saveWeights(weights, form),
    exportOnnx: () => exportPolicy(model, host, ofNetwork, weights, id),

    async close() {
      await policy.close();
      await session.close();
    },
  };
}

const format = "cloning/1";

interface Saved {
  readonly format: string;
  readonly weights: SavedWeights;
  readonly acting: Float64Array;
  readonly drawing: Float64Array;
}
