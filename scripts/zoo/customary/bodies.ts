import type { RewardExpression } from "../../../src/core/index.ts";
import { atLeast, feature } from "./terms.ts";

/** Tall and upright, each in [0, 1], after dm_control's walker and humanoid. */
const standing = (height: number): RewardExpression => ({
  product: { tall: atLeast("height", height, height / 2, 0.1), upright: atLeast("upright", 0.9, 1.9) },
});

/** Following the command while upright. */
const tracking: RewardExpression = {
  product: { upright: atLeast("upright", 0.9, 1.9), tracking: feature("tracking", 1).of },
};

/** Staying upright despite pushes, preferably in place. */
const recovering = (height: number): RewardExpression => ({
  sum: { standing: { weight: 0.8, of: standing(height) }, recovered: feature("recovered", 0.2) },
});

/** Forward and alive, at little effort. */
const forward = (healthy: number, effort: number): RewardExpression => ({
  sum: {
    forward: feature("forwardSpeed", 1),
    healthy: feature("healthy", healthy),
    effort: feature("effort", -effort),
  },
});

const trick: RewardExpression = "sparse/success-v1";

/** Rewards of our own tasks on bodies: products of tolerances, or plain success if the real reward is left to plug-ins. */
export const bodies = {
  "locomotion/hopper-stand-v1": standing(1),
  "locomotion/walker2d-stand-v1": standing(1.2),
  "locomotion/humanoid-stand-v1": standing(1.3),
  "locomotion/walker2d-steer-v1": tracking,
  "locomotion/ant-steer-v1": tracking,
  "locomotion/humanoid-steer-v1": tracking,
  "locomotion/ant-rough-v1": forward(1, 0.5),
  "locomotion/ant-stairs-v1": forward(1, 0.5),
  "locomotion/humanoid-rough-v1": forward(5, 0.1),
  "locomotion/humanoid-stairs-v1": forward(5, 0.1),
  "locomotion/hopper-push-v1": recovering(1),
  "locomotion/walker2d-push-v1": recovering(1.2),
  "locomotion/ant-push-v1": recovering(0.5),
  "locomotion/humanoid-push-v1": recovering(1.3),
  "locomotion/hopper-front-flip-v1": trick,
  "locomotion/hopper-back-flip-v1": trick,
  "locomotion/ant-wave-v1": trick,
  "locomotion/ant-lie-down-v1": trick,
  "locomotion/humanoid-kneel-v1": trick,
  "locomotion/humanoid-splits-v1": trick,
  "locomotion/humanoid-lotus-v1": trick,
  "locomotion/humanoid-arms-up-v1": trick,
} as const satisfies { readonly [env: string]: RewardExpression };
