import { defineReward } from "../../src/core/index.ts";

/** Feature: the value of one measurement after the step, as it is. */
export const feature = defineReward({
  id: "shaped/feature-v1",
  summary: "The value of one named feature.",
  inputs: ({ feature }) => ({ features: [feature] }),
  params: { feature: "success" as string },
  create: ({ feature }) => ({
    evaluate({ features: { [feature]: values } }, out) {
      out.set(values);
    },
  }),
});
