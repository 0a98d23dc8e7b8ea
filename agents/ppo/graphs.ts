import { type CompiledLoop, compileTraining, input, slice, type TensorType } from "../../src/autodiff/index.ts";
import type { AgentHost, Device } from "../../src/core/index.ts";
import { leafInputs, type Model, normalizerInputs } from "../networks/model.ts";
import { ppoLoss } from "./loss.ts";
import type { Settings } from "./settings.ts";

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

/** How an update's minibatches are learnt from: in one go, or epoch by epoch with fresh advantages in between. */
export function runsOf({ epochs, recomputeAdvantages }: Settings, batchesPerEpoch: number) {
  const passes = recomputeAdvantages ? epochs : 1;
  return { passes, epochs: epochs / passes, steps: (epochs / passes) * batchesPerEpoch };
}

/**
 * The model that learns: one update, all epochs and minibatches.
 * @param isAnchored whether it gets what an anchor would do in every row
 */
export function compileUpdate(
  model: Model,
  host: AgentHost,
  settings: Settings,
  batching: Batching,
  device: Device,
  isAnchored: boolean,
): CompiledLoop & { readonly unroll: number } {
  const { head, network, parameters, optimizer } = model;
  const leaves = leafInputs(network, "rows");
  const column = (name: string, size: number, type: TensorType = "float32") => input(name, ["rows", size], type);
  const masks = host.maskSize ? column("masks", host.maskSize, "uint8") : undefined;
  const scalars = { clip: input("clip", []), entropyWeight: input("entropyWeight", []) };
  const anchorSpread = isAnchored && head.spread ? input("anchorSpread", head.spread.shape) : undefined;
  const { memory } = settings;
  const unroll =
    settings.unroll >= 0
      ? settings.unroll
      : device === "cpu"
        ? 0
        : unrollFor(runsOf(settings, batching.batchesPerEpoch).steps);
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
      ...(isAnchored && { anchorScores: column("anchorScores", head.size) }),
      ...(memory && { memory: column("memory", memory), starts: column("starts", 1) }),
    },
    constants: {
      ...scalars,
      ...(anchorSpread && { anchorSpread }),
      ...Object.fromEntries(normalizerInputs(network).map((tensor) => [tensor.name, tensor])),
    },
    loss(rows) {
      const sequences = batching.batch / batching.length;
      const { policy, value } = network.forward({
        leaves: leaves.map(({ name }) => rows[name as string]),
        length: batching.length,
        ...(memory && { memory: slice(rows.memory, 0, 0, sequences), starts: rows.starts }),
      });
      const { logProb, entropy } = head.describe(policy, rows.latents, rows.masks);
      const divergence = isAnchored
        ? head.divergence(
            { scores: policy, spread: head.spread },
            { scores: rows.anchorScores, spread: anchorSpread },
            rows.masks,
          )
        : undefined;
      const { logProbs: oldLogProbs, values: oldValues, advantages, returns } = rows;
      return ppoLoss(
        {
          logProb,
          entropy,
          value,
          oldLogProbs,
          oldValues,
          advantages,
          returns,
          ...scalars,
          ...(divergence && { anchor: { divergence, weight: settings.anchorWeight } }),
        },
        { ...settings, batch: batching.batch, valueSize: network.valueSize },
      );
    },
  });
  return { ...compiled, unroll };
}

/** The largest number of steps up to 16 that divides all of them. */
function unrollFor(steps: number): number {
  for (let unroll = Math.min(16, steps); unroll > 1; unroll--) if (steps % unroll === 0) return unroll;
  return 1;
}
