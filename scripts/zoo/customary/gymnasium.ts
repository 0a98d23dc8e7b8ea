import type { RewardExpression } from "../../../src/core/index.ts";
import { feature, square, type Term } from "./terms.ts";

/** Squares of contact forces cost, but no more than 10. */
const impact: Term = {
  weight: -1,
  of: {
    apply: "transform/clamp-v1",
    params: { low: 0, high: 10 },
    to: { sum: { squares: feature("contactSquares", 5e-7) } },
  },
};

/** The rewards of Gymnasium's v5 tasks, with their weights. */
export const gymnasium = {
  "locomotion/inverted-pendulum-v1": feature("healthy", 1).of,
  "locomotion/inverted-double-pendulum-v1": {
    sum: {
      healthy: feature("healthy", 10),
      tipOffset: square("tipOffset", -0.01),
      tipShortfall: square("tipShortfall", -1),
      lowerSpeed: square("lowerSpeed", -1e-3),
      upperSpeed: square("upperSpeed", -5e-3),
    },
  },
  "locomotion/reacher-v1": { sum: { distance: feature("distance", -1), effort: feature("effort", -1) } },
  "locomotion/pusher-v1": {
    sum: {
      near: feature("tipsToObject", -0.5),
      distance: feature("objectToGoal", -1),
      effort: feature("effort", -0.1),
    },
  },
  "locomotion/swimmer-v1": { sum: { forward: feature("forwardSpeed", 1), effort: feature("effort", -1e-4) } },
  "locomotion/hopper-v1": {
    sum: { forward: feature("forwardSpeed", 1), healthy: feature("healthy", 1), effort: feature("effort", -1e-3) },
  },
  "locomotion/half-cheetah-v1": { sum: { forward: feature("forwardSpeed", 1), effort: feature("effort", -0.1) } },
  "locomotion/walker2d-v1": {
    sum: { forward: feature("forwardSpeed", 1), healthy: feature("healthy", 1), effort: feature("effort", -1e-3) },
  },
  "locomotion/ant-v1": {
    sum: {
      forward: feature("forwardSpeed", 1),
      healthy: feature("healthy", 1),
      effort: feature("effort", -0.5),
      contact: feature("contactSquares", -5e-4),
    },
  },
  "locomotion/humanoid-v1": {
    sum: {
      forward: feature("forwardSpeed", 1.25),
      healthy: feature("healthy", 5),
      effort: feature("effort", -0.1),
      contact: impact,
    },
  },
  "locomotion/humanoid-standup-v1": {
    sum: {
      height: feature("height", 1 / 0.003), // over the timestep, as the source has it
      alive: "sparse/alive-v1",
      effort: feature("effort", -0.1),
      impact,
    },
  },
} as const satisfies { readonly [env: string]: RewardExpression };
