import {
  type AgentHost,
  canonical,
  fail,
  listing,
  type Packable,
  pack,
  type TrainedWeights,
  unpack,
} from "../../src/core/index.ts";
import type { ModelSettings } from "./model.ts";
import type { Weights } from "./weights.ts";

/** Agents whose networks are an actor and a critic of this kind. */
const agents = ["learner/ppo-v1", "learner/cloning-v1"];

/** The settings that say what network weights are of. */
const shaping = [
  "hidden",
  "activation",
  "shared",
  "memory",
  "squash",
  "normalizeObservations",
  "observe",
  "valueOnly",
  "crops",
] as const;

/** What weights are of: two networks of one form, over the same spaces, compute the same with the same weights. */
export type NetworkForm = Pick<ModelSettings, (typeof shaping)[number]> & { readonly streams: readonly string[] };

export const formOf = (
  settings: NetworkForm | ModelSettings,
  { streams = [] }: Pick<AgentHost, "streams">,
): NetworkForm => ({
  ...(Object.fromEntries(shaping.map((name) => [name, settings[name]])) as Pick<
    ModelSettings,
    (typeof shaping)[number]
  >),
  streams,
});

/** Weights and normalisers alone. The optimiser, the scales of rewards and the generators belong to the run. */
export function saveWeights(weights: Weights, form: NetworkForm): Uint8Array {
  const { state, moments } = weights.save();
  return pack({ format, form, flat: state.flat, moments });
}

const format = "ppo-weights/2";

interface KeptWeights {
  readonly format: string;
  readonly form: NetworkForm;
  readonly flat: Float32Array;
  readonly moments: readonly Float64Array[];
}

/** @throws `weights/incompatible` for those of another agent or format */
export function readWeights({ agent, weights }: TrainedWeights): KeptWeights {
  if (!agents.includes(agent))
    fail("weights/incompatible", { given: `weights of ${agent}`, expected: `those of ${listing(agents)}` });
  const kept = unpack(weights, "the weights of a run") as Packable & KeptWeights;
  if (kept?.format !== format)
    fail("weights/incompatible", { given: `weights of format ${kept?.format}`, expected: format });
  const form = kept.form as NetworkForm;
  return { ...(kept as KeptWeights), form: { ...form, valueOnly: form.valueOnly ?? [] } };
}

/**
 * Begins with weights that were kept; what belongs to learning stays as new.
 * @throws `weights/incompatible` naming where the networks differ
 */
export function loadWeights(weights: Weights, kept: TrainedWeights, own: NetworkForm): void {
  const { form, flat, moments } = readWeights(kept);
  const different = ([...shaping, "streams"] as const).filter((name) => canonical(form[name]) !== canonical(own[name]));
  const setting = different.find((name) => name !== "streams");
  if (different.length)
    fail("weights/incompatible", {
      given: `weights of a network with ${described(form, different)}`,
      expected: described(own, different),
      fix: setting && `--set ${setting}=${canonical(form[setting])} makes that the same.`,
    });
  weights.load({ state: { ...weights.save().state, flat }, moments });
}

const described = (form: NetworkForm, names: readonly (keyof NetworkForm)[]) =>
  names.map((name) => `${name} = ${canonical(form[name])}`).join(", ");
