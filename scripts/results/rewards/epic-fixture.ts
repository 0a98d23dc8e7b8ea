import type { RewardExpression } from "../../../src/core/index.ts";

/** Discount of the shaping that makes no difference. */
export const gamma = 0.99;

const feature = (name: string): RewardExpression => ({ use: "shaped/feature-v1", params: { feature: name } });
const squared = (name: string): RewardExpression => ({ use: "shaped/power-v1", params: { feature: name } });

/** Rewards of the pendulum, in the order in which `test/parity/epic.py` writes them down once more. */
export const epicRewards: { readonly [name: string]: RewardExpression } = {
  upright: feature("upright"),
  still: { sum: { upright: feature("upright"), turning: { weight: -0.05, of: squared("turning") } } },
  idle: {
    sum: { turning: { weight: -1, of: squared("turning") }, torque: { weight: -0.5, of: squared("torque") } },
  },
  shaped: {
    sum: {
      upright: { weight: 3, of: feature("upright") },
      shaping: { weight: 2, of: { apply: "transform/potential-v1", to: feature("turning") } },
    },
  },
};
