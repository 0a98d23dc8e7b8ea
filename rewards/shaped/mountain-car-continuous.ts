import { defineReward } from "../../src/core/index.ts";

/**
 * Continuous mountain car's own reward: 100 for the step that reaches the flag, less 0.1 throttle^2 for every step.
 * Source: Gymnasium's MountainCarContinuous-v0.
 */
export const mountainCarContinuous = defineReward({
  id: "shaped/mountain-car-continuous-v1",
  summary: "100 for reaching the flag, less 0.1 throttle^2 for every step.",
  inputs: { features: ["success", "throttle"] },
  create: () => ({
    evaluate({ features: { success, throttle } }, out) {
      for (let row = 0; row < out.length; row++) out[row] = 100 * success[row] - 0.1 * throttle[row] ** 2;
    },
  }),
});
