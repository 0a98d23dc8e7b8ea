import {
  adam,
  compile,
  input,
  type Optimizer,
  openViews,
  type Parameters,
  parameterList,
  sgd,
  type Tensor,
  type TensorType,
} from "../../src/autodiff/index.ts";
import type { AgentHost, Leaf } from "../../src/core/index.ts";
import { type Head, type HeadOptions, headOf } from "./heads.ts";
import { type Network, type NetworkOptions, network } from "./network.ts";

export interface OptimizerOptions {
  readonly optimizer: "adam" | "adamw" | "sgd";
  /** Adam's epsilon. */
  readonly epsilon: number;
  /** AdamW's decay of weights. */
  readonly weightDecay: number;
}

/** Settings of any agent that decides by a network. */
export interface ModelSettings extends Omit<NetworkOptions, "valueSize">, HeadOptions, OptimizerOptions {
  /** Threads of an operator; one is fastest for small networks. */
  readonly threads: number;
}

/** The networks of an agent, described once: parameters, distribution, and what everything is compiled from. */
export interface Model {
  readonly parameters: Parameters;
  readonly head: Head;
  readonly network: Network;
  readonly optimizer: Optimizer;
}

/** @throws `agent/unsupported` for spaces that no network handles */
export function describeModel(
  { observation, action, streams = [] }: Pick<AgentHost, "observation" | "action" | "streams">,
  settings: ModelSettings,
): Model {
  const list = parameterList();
  const head = headOf(action, list, settings);
  const net = network(observation, head, list, { ...settings, valueSize: 1 + streams.length });
  return { parameters: list.done(), head, network: net, optimizer: optimizerOf(settings) };
}

function optimizerOf({ optimizer, epsilon, weightDecay }: OptimizerOptions): Optimizer {
  if (optimizer === "sgd") return sgd({ momentum: 0.9 });
  return adam({ epsilon, decay: optimizer === "adamw" ? weightDecay : 0 });
}

/** Whether a row of a leaf is one number, without an axis of its own. */
const isSingle = ({ space, list }: Leaf) => (space.type === "choice" || space.type === "length") && !list;

/** Shape of a leaf's rows: `[rows]` for a choice and the length of a list, `[rows, size]` for all else. */
export const leafShape = (leaf: Leaf, rows: number): number[] => (isSingle(leaf) ? [rows] : [rows, leaf.size]);

/** Graph inputs for the rows of an observation, `leaf0` and so on, in the shape of `leafShape`. */
export const leafInputs = ({ leaves }: Pick<Network, "leaves">, rows: string, name = "leaf"): Tensor[] =>
  leaves.map((leaf, i) => input(`${name}${i}`, isSingle(leaf) ? [rows] : [rows, leaf.size], leaf.dtype as TensorType));

export const normalizerInputs = ({ normalizers }: Network): Tensor[] =>
  normalizers.flatMap(({ mean, deviation }) => [mean, deviation]);

/** The model that looks: observations to the head's scores and values, memory to memory. Weights are an input. */
export function compileLook(model: Model, settings: Pick<ModelSettings, "memory">): Uint8Array<ArrayBuffer> {
  const { inputs, outputs } = looking(model, settings);
  return compile(
    inputs,
    { policy: outputs.policy, value: outputs.value, ...(outputs.memory && { memoryNext: outputs.memory }) },
    { prepare: (emitter) => openViews(emitter, model.parameters.tensors, "flat") },
  );
}

/** The model that says how likely actions are: observations, masks and latents to `logProb` `[n, 1]` and `entropy`, `[n, 1]` or `[1, 1]`. */
export function compileLogProbs(
  model: Model,
  settings: Pick<ModelSettings, "memory">,
  maskSize: number,
): Uint8Array<ArrayBuffer> {
  const { inputs, outputs } = looking(model, settings);
  const latents = input("latents", ["n", model.head.latentSize]);
  const masks = maskSize > 0 ? input("masks", ["n", maskSize], "uint8") : undefined;
  const { logProb, entropy } = model.head.describe(outputs.policy, latents, masks);
  return compile(
    [...inputs, latents, ...(masks ? [masks] : [])],
    { logProb, entropy },
    { prepare: (emitter) => openViews(emitter, model.parameters.tensors, "flat") },
  );
}

function looking({ parameters, network }: Model, { memory }: Pick<ModelSettings, "memory">) {
  const flat = input("flat", [parameters.size]);
  const leaves = leafInputs(network, "n");
  const [state, starts] = [input("memory", ["n", memory]), input("starts", ["n", 1])];
  return {
    inputs: [flat, ...leaves, ...normalizerInputs(network), ...(memory ? [state, starts] : [])],
    outputs: network.forward({ leaves, length: 1, ...(memory && { memory: state, starts }) }),
  };
}
