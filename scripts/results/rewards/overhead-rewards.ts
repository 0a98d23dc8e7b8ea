import type { RewardExpression } from "../../../src/core/index.ts";

export const env = "locomotion/half-cheetah-v1";

const feature = (name: string): RewardExpression => ({ use: "shaped/feature-v1", params: { feature: name } });

/** One number a row. */
export const bare: RewardExpression = feature("forwardSpeed");

/**
 * The same number out of five terms with six transforms, bit for bit, so that both trainings are the same but for what the
 * reward costs: the speed is clamped where it never is, and the other terms weigh nothing.
 */
export const termed: RewardExpression = {
  sum: {
    forward: {
      apply: "transform/clamp-v1",
      params: { low: -1e6, high: 1e6 },
      to: { apply: "transform/scale-v1", to: bare },
    },
    effort: { weight: 0, of: feature("effort") },
    shaping: { weight: 0, of: { apply: "transform/potential-v1", to: bare } },
    capped: { weight: 0, of: { apply: "transform/delta-v1", to: { apply: "transform/clip-v1", to: bare } } },
    preferred: { weight: 0, of: { apply: "transform/par-v1", params: { unit: "step" }, to: bare } },
  },
};
