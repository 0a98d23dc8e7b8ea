import { defineReward } from "../../src/core/index.ts";

/**
 * Power: the size of one measurement after the step, raised to a power. Weighted and summed it writes any reward of
 * squares as terms, each of which can be dropped.
 */
export const power = defineReward({
  id: "shaped/power-v1",
  summary: "The size of one named feature, raised to a power.",
  inputs: ({ feature }) => ({ features: [feature] }),
  params: { feature: "success" as string, exponent: 2 },
  limits: { exponent: [0, 100] },
  create: ({ feature, exponent }) => ({
    evaluate({ features: { [feature]: values } }, out) {
      for (let row = 0; row < out.length; row++) out[row] = Math.abs(values[row]) ** exponent;
    },
  }),
});
