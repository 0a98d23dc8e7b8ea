import { defineReward } from "../../src/core/index.ts";

/** Alive: 1 for every step, so that long episodes are worth more. */
export const alive = defineReward({
  id: "sparse/alive-v1",
  summary: "1 for every step, the last one too.",
  inputs: {},
  create: () => ({
    evaluate(_, out) {
      out.fill(1);
    },
  }),
});
