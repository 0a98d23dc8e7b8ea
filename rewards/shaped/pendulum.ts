import { defineReward } from "../../src/core/index.ts";

/**
 * Pendulum's own reward: -(angle^2 + 0.1 turning^2 + 0.001 torque^2), angle and turning as they were before the step.
 * From about -16.27 to 0. Source: Gymnasium's Pendulum-v1.
 */
export const pendulum = defineReward({
  id: "shaped/pendulum-v1",
  summary: "Upright, still and without effort: 0 at best, squares of angle, turning speed and torque below.",
  inputs: { features: ["angle", "turning", "torque"], before: true },
  create: () => ({
    evaluate({ features: { torque }, before: { features: before } }, out) {
      for (let row = 0; row < out.length; row++)
        out[row] = -(before.angle[row] ** 2 + 0.1 * before.turning[row] ** 2 + 0.001 * torque[row] ** 2);
    },
  }),
});
