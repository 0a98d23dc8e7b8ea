import { defineReward } from "../../src/core/index.ts";

/** Prompt success: what a solved task is worth falls with the time that it took. Source: MiniGrid, 1 - 0.9 steps / limit. */
export const promptSuccess = defineReward({
  id: "sparse/prompt-success-v1",
  summary: "1 for a task solved at once, down to 0.1 at its time limit, else 0.",
  inputs: { features: ["success", "elapsed"] },
  params: { late: 0.1 }, // at the time limit
  limits: { late: [0, 1] },
  create: ({ late }) => ({
    evaluate({ features: { success, elapsed } }, out) {
      for (let row = 0; row < out.length; row++) out[row] = success[row] === 1 ? 1 - (1 - late) * elapsed[row] : 0;
    },
  }),
});
