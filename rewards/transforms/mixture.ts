import { defineTransform } from "../../src/core/index.ts";
import { requireShares, requireWeights, sharesOf, type Weights, weightsForm } from "./weights.ts";

/**
 * Mixture: the weighted mean of several rewards. Only the proportions of the weights count, so a sweep over one of them
 * leaves the scale of the reward as it is; a `sum` is for terms that add up.
 */
export const mixture = defineTransform({
  id: "transform/mixture-v1",
  summary: "The weighted mean of several rewards.",
  inputs: { named: true },
  params: { weights: {} as Weights },
  limits: { weights: weightsForm },
  validate: ({ weights }) => requireWeights("transform/mixture-v1", weights, true),
  validateNames: ({ weights }, names) => requireShares("transform/mixture-v1", weights, names),
  create: ({ weights }) => ({
    apply({ values }, out) {
      const columns = Object.values(values);
      const shares = sharesOf(weights, Object.keys(values));
      out.fill(0);
      columns.forEach((column, i) => {
        for (let row = 0; row < out.length; row++) out[row] += shares[i] * column[row];
      });
    },
  }),
});
