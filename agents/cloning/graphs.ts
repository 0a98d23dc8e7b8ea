import { add, type CompiledLoop, compileTraining, input, mean, mul } from "../../src/autodiff/index.ts";
import { leafInputs, type Model, normalizerInputs } from "../networks/model.ts";
import type { Settings } from "./settings.ts";

/** The model that learns: any number of gradient steps towards the actions that were shown being likely. */
export function compileUpdate(model: Model, settings: Settings): CompiledLoop {
  const { head, network, parameters, optimizer } = model;
  const leaves = leafInputs(network, "rows");
  return compileTraining({
    parameters,
    optimizer,
    clipNorm: settings.maxGradientNorm,
    batch: settings.minibatch,
    divergence: { stopAbove: 0, adaptTo: 0 },
    columns: {
      ...Object.fromEntries(leaves.map((leaf) => [leaf.name, leaf])),
      latents: input("latents", ["rows", head.latentSize]),
    },
    constants: Object.fromEntries(normalizerInputs(network).map((tensor) => [tensor.name, tensor])),
    loss(rows) {
      const { policy } = network.forward({ leaves: leaves.map(({ name }) => rows[name as string]), length: 1 });
      const { logProb, entropy } = head.describe(policy, rows.latents, undefined);
      const [likelihood, uncertainty] = [mean(logProb), mean(entropy)];
      return {
        loss: mul(add(likelihood, mul(uncertainty, settings.entropyWeight)), -1),
        metrics: { likelihood, entropy: uncertainty },
      };
    },
  });
}
