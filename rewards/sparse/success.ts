import { defineReward } from "../../src/core/index.ts";

/** Success: 1 for every step after which the task stands solved. */
export const success = defineReward({
  id: "sparse/success-v1",
  summary: "1 while the task is solved, else 0.",
  inputs: { features: ["success"] },
  create: () => ({
    evaluate({ features: { success } }, out) {
      for (let row = 0; row < out.length; row++) out[row] = success[row] === 1 ? 1 : 0;
    },
  }),
});
