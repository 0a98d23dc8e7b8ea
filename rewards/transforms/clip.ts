import { anyNumber, defineTransform } from "../../src/core/index.ts";

/**
 * Clip: only what falls short of a threshold counts, so that nothing is gained by repeating good steps.
 * Gao et al. (2024), arXiv 2410.15115.
 */
export const clip = defineTransform({
  id: "transform/clip-v1",
  summary: "min(reward - threshold, 0): steps below the threshold are punished, the others are worth nothing.",
  inputs: {},
  params: { threshold: 0 },
  limits: { threshold: anyNumber },
  create: ({ threshold }) => ({
    apply({ rows, values }, out) {
      for (let row = 0; row < rows; row++) out[row] = Math.min(values[row] - threshold, 0);
    },
  }),
});
