import { defineReward } from "../../src/core/index.ts";

/** Acrobot's own reward: -1 for every step, 0 for the one that reaches the goal. Source: Gymnasium's Acrobot-v1. */
export const acrobot = defineReward({
  id: "shaped/acrobot-v1",
  summary: "-1 for every step, 0 for the one that reaches the goal.",
  inputs: { features: ["success"] },
  create: () => ({
    evaluate({ features: { success } }, out) {
      for (let row = 0; row < out.length; row++) out[row] = success[row] - 1;
    },
  }),
});
