import { defineReward } from "../../src/core/index.ts";

/** Mountain car's own reward: -1 for every step, the one that reaches the flag too. Source: Gymnasium's MountainCar-v0. */
export const mountainCar = defineReward({
  id: "shaped/mountain-car-v1",
  summary: "-1 for every step, the last one too.",
  inputs: {},
  create: () => ({
    evaluate(_, out) {
      out.fill(-1);
    },
  }),
});
