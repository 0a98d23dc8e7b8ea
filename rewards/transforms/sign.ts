import { defineTransform } from "../../src/core/index.ts";
import { requireNamed, requireWeights, type Weights, weightOf, weightsForm } from "./weights.ts";

/**
 * Sign: only whether each reward is above or below 0 counts, times its weight, so that rewards written by somebody who
 * cannot know their scale stay in bounds. Usual weights: 1 for a sparse reward, 0.1 for a dense one.
 * Li et al. (2024), Auto MC-Reward, arXiv 2312.09238.
 */
export const sign = defineTransform({
  id: "transform/sign-v1",
  summary: "The weighted sum of the signs of several rewards.",
  inputs: { named: true },
  params: { weights: {} as Weights },
  limits: { weights: weightsForm },
  validate: ({ weights }) => requireWeights("transform/sign-v1", weights, false),
  validateNames: ({ weights }, names) => requireNamed("transform/sign-v1", weights, names),
  create: ({ weights }) => ({
    apply({ values }, out) {
      out.fill(0);
      for (const [name, column] of Object.entries(values))
        for (let row = 0; row < out.length; row++) out[row] += weightOf(weights, name) * Math.sign(column[row]);
    },
  }),
});
