import { defineTransform } from "../../src/core/index.ts";

/**
 * Potential: the growth of a state's value: gamma * phi(after) - phi(before), with phi(after) = 0 where the
 * episode terminated. Added to any reward it leaves the best policy what it was, if gamma is the learner's.
 * Ng, Harada and Russell (1999), theorem 1.
 */
export const potential = defineTransform({
  id: "transform/potential-v1",
  summary: "The growth of a potential: gamma * phi(after) - phi(before).",
  inputs: { before: true, history: true },
  params: { gamma: 0.99 },
  limits: { gamma: [0, 1] },
  create: ({ gamma }) => ({
    apply({ rows, values, before, terminated }, out) {
      for (let row = 0; row < rows; row++) out[row] = (terminated[row] ? 0 : gamma * values[row]) - before[row];
    },
  }),
});
