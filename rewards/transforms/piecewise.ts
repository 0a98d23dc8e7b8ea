import { anyNumber, defineTransform } from "../../src/core/index.ts";

/**
 * Piecewise: a gap, such as the lead of the right answer over the best wrong one, times one factor where it is positive
 * and another where it is not. Deng et al. (2022), RLPrompt, arXiv 2205.12548.
 */
export const piecewise = defineTransform({
  id: "transform/piecewise-v1",
  summary: "The reward times `positive` where it is above 0, else times `negative`.",
  inputs: {},
  params: { positive: 200, negative: 180 },
  limits: { positive: anyNumber, negative: anyNumber },
  create: ({ positive, negative }) => ({
    apply({ rows, values }, out) {
      for (let row = 0; row < rows; row++) out[row] = values[row] * (values[row] > 0 ? positive : negative);
    },
  }),
});
