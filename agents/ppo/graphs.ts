import {
  adam,
  type CompiledLoop,
  compile,
  compileTraining,
  input,
  type Optimizer,
  openViews,
  type Parameters,
  parameterList,
  sgd,
  slice,
  type Tensor,
  type TensorType,
} from "../../src/autodiff/index.ts";
import type { AgentHost, Device } from "../../src/core/index.ts";
import { type Head, headOf } from "../networks/heads.ts";
import { type Network, network } from "../networks/network.ts";
import { ppoLoss } from "./loss.ts";
import type { Settings } from "./settings.ts";

/** The networks of a run, described once: parameters, distribution, and everything compiled from them. */
export interface Model {
  readonly parameters: Parameters;
  readonly head: Head;
  readonly network: Network;
  readonly optimizer: Optimizer;
}

export function describeModel(host: AgentHost, settings: Settings): Model {
  const list = parameterList();
  const head = headOf(host.action, list, settings);
  const valueSize = 1 + (host.streams ?? []).length;
  const net = network(host.observation, head, list, { ...settings, valueSize });
  return { parameters: list.done(), head, network: net, optimizer: optimizerOf(settings) };
}

function optimizerOf({ optimizer, epsilon, weightDecay }: Settings): Optimizer {
  if (optimizer === "sgd") return sgd({ momentum: 0.9 });
  return adam({ epsilon, decay: optimizer === "adamw" ? weightDecay : 0 });
}

/** Graph inputs for the rows of an observation: `[rows, size]` a leaf, or `[rows]` for a choice. */
export const leafInputs = ({ leaves }: Network, rows: string): Tensor[] =>
  leaves.map(({ space, size, dtype }, i) =>
    input(`leaf${i}`, space.type === "choice" ? [rows] : [rows, size], dtype as TensorType),
  );

const normalizerInputs = ({ normalizers }: Network): Tensor[] =>
  normalizers.flatMap(({ mean, deviation }) => [mean, deviation]);

/** The model that looks: observations to the head's outputs and values, memory to memory; weights are an input. */
export function compileLook({ parameters, network }: Model, { memory }: Settings): Uint8Array<ArrayBuffer> {
  const flat = input("flat", [parameters.size]);
  const leaves = leafInputs(network, "n");
  const [state, starts] = [input("memory", ["n", memory]), input("starts", ["n", 1])];
  const outputs = network.forward({ leaves, length: 1, ...(memory && { memory: state, starts }) });
  return compile(
    [flat, ...leaves, ...normalizerInputs(network), ...(memory ? [state, starts] : [])],
    { policy: outputs.policy, value: outputs.value, ...(outputs.memory && { memoryNext: outputs.memory }) },
    { prepare: (emitter) => openViews(emitter, parameters.tensors, "flat") },
  );
}

/** Rows of a minibatch as they are fitted to the rollout, and how many an epoch has. */
export interface Batching {
  readonly batch: number;
  readonly length: number;
  readonly batchesPerEpoch: number;
}

/** Fits minibatches to a rollout: never larger than it, whole sequences where there is memory. */
export function batchingOf({ rolloutSteps, minibatch, memory, sequence }: Settings, worlds: number): Batching {
  const length = memory ? Math.min(sequence, rolloutSteps) : 1;
  const units = Math.floor(rolloutSteps / length) * worlds;
  const unitsPerBatch = Math.max(1, Math.min(units, Math.round(minibatch / length)));
  return { batch: unitsPerBatch * length, length, batchesPerEpoch: Math.floor(units / unitsPerBatch) };
}

/** The model that learns: one update, all epochs and minibatches. */
export function compileUpdate(
  model: Model,
  host: AgentHost,
  settings: Settings,
  batching: Batching,
  device: Device,
): CompiledLoop & { readonly unroll: number; readonly isWeighted: boolean } {
  const { head, network, parameters, optimizer } = model;
  const leaves = leafInputs(network, "rows");
  const column = (name: string, size: number, type: TensorType = "float32") => input(name, ["rows", size], type);
  const masks = host.maskSize ? column("masks", host.maskSize, "uint8") : undefined;
  const scalars = { clip: input("clip", []), entropyWeight: input("entropyWeight", []) };
  const { memory } = settings;
  const isWeighted = memory > 0 && host.mayBeAbsent === true; // without memory, absent rows are in no minibatch
  const unroll =
    settings.unroll >= 0
      ? settings.unroll
      : device === "cpu"
        ? 0
        : unrollFor(batching.batchesPerEpoch * settings.epochs);
  const compiled = compileTraining({
    parameters,
    optimizer,
    clipNorm: settings.maxGradientNorm,
    batch: batching.batch,
    divergence: { stopAbove: 1.5 * settings.targetKl, adaptTo: settings.adaptiveKl },
    unroll,
    columns: {
      ...Object.fromEntries(leaves.map((leaf) => [leaf.name, leaf])),
      latents: column("latents", head.latentSize),
      logProbs: column("logProbs", 1),
      advantages: column("advantages", 1),
      returns: column("returns", network.valueSize),
      values: column("values", network.valueSize),
      ...(masks && { masks }),
      ...(memory && { memory: column("memory", memory), starts: column("starts", 1) }),
      ...(isWeighted && { lived: column("lived", 1) }),
    },
    constants: { ...scalars, ...Object.fromEntries(normalizerInputs(network).map((tensor) => [tensor.name, tensor])) },
    loss(rows) {
      const sequences = batching.batch / batching.length;
      const { policy, value } = network.forward({
        leaves: leaves.map(({ name }) => rows[name as string]),
        length: batching.length,
        ...(memory && { memory: slice(rows.memory, 0, 0, sequences), starts: rows.starts }),
      });
      const { logProb, entropy } = head.describe(policy, rows.latents, rows.masks);
      const { logProbs: oldLogProbs, values: oldValues, advantages, returns } = rows;
      return ppoLoss(
        { logProb, entropy, value, oldLogProbs, oldValues, advantages, returns, lived: rows.lived, ...scalars },
        { ...settings, batch: batching.batch, valueSize: network.valueSize },
      );
    },
  });
  return { ...compiled, unroll, isWeighted };
}

/** The largest number of steps up to 16 that divides all of them. */
function unrollFor(steps: number): number {
  for (let unroll = Math.min(16, steps); unroll > 1; unroll--) if (steps % unroll === 0) return unroll;
  return 1;
}

/** Shape of a leaf's rows as a session takes them. */
export const leafShape = ({ leaves }: Network, leaf: number, rows: number): number[] =>
  leaves[leaf].space.type === "choice" ? [rows] : [rows, leaves[leaf].size];
