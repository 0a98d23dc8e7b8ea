import { defineTransform } from "../../src/core/index.ts";
import { requireShares, requireWeights, sharesOf, type Weights, weightsForm } from "./weights.ts";

/**
 * Harmonic: the weighted harmonic mean of rewards in [0, 1], 0 where one of them is. It is high only where all are, so
 * that none can be given up for another. Map others to [0, 1] first, with `transform/affine-v1`.
 * Miao et al. (2024), arXiv 2407.12164, with lambda as the share of the first of two.
 */
export const harmonic = defineTransform({
  id: "transform/harmonic-v1",
  summary: "The weighted harmonic mean of rewards in [0, 1]: high only where all are.",
  inputs: { named: true, within: [0, 1] },
  params: { weights: {} as Weights },
  limits: { weights: weightsForm },
  validate: ({ weights }) => requireWeights("transform/harmonic-v1", weights, true),
  validateNames: ({ weights }, names) => requireShares("transform/harmonic-v1", weights, names),
  create: ({ weights }) => ({
    apply({ values }, out) {
      const columns = Object.values(values);
      const shares = sharesOf(weights, Object.keys(values));
      out.fill(0);
      columns.forEach((column, i) => {
        if (shares[i] > 0) for (let row = 0; row < out.length; row++) out[row] += shares[i] / Math.max(0, column[row]); // -0 too
      });
      for (let row = 0; row < out.length; row++) out[row] = 1 / out[row];
    },
  }),
});
