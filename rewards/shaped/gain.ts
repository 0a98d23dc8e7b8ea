import { defineReward } from "../../src/core/index.ts";

/** Gain: how much one measurement grew in the step, such as points or gold. */
export const gain = defineReward({
  id: "shaped/gain-v1",
  summary: "The growth of one named feature in the step.",
  inputs: ({ feature }) => ({ features: [feature], before: true }),
  params: { feature: "success" as string },
  create: ({ feature }) => ({
    evaluate({ features: { [feature]: values }, before: { features: before } }, out) {
      for (let row = 0; row < out.length; row++) out[row] = values[row] - before[feature][row];
    },
  }),
});
