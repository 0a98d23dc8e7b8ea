import { defineEnv, type Json, pair } from "../../src/core/index.ts";
import { walker2dBody } from "./bodies/walker2d.ts";
import { validateBody } from "./body-world.ts";
import { planarLegs } from "./planar-legs.ts";
import { rangeOf, within } from "./ranges.ts";
import { progressAt } from "./yardsticks.ts";

export const walkerLegs = planarLegs({
  body: walker2dBody,
  joints: ["rightThigh", "rightLeg", "rightFoot", "leftThigh", "leftLeg", "leftFoot"],
  feet: ["rightFoot", "leftFoot"],
  frameSkip: 4,
  resetNoise: 0.005,
  speedLimit: 10,
});

/**
 * Walker: two legs, six motors, walk forward in the plane. Ends when the torso sinks, rises too high, or tips.
 * Numbers as in Gymnasium's Walker2d-v5.
 */
export const walker2d = defineEnv({
  id: "locomotion/walker2d-v1",
  goal: "Walk forward on two legs as fast as possible without falling.",
  ...walkerLegs.definition,
  features: walkerLegs.features,
  params: {
    ...walkerLegs.params,
    terminateWhenUnhealthy: true,
    healthyHeight: [0.8, 2] as Json, // [m]
    healthyPitch: [-1, 1] as Json, // [rad]
  },
  limits: { ...walkerLegs.definition.limits, healthyHeight: pair, healthyPitch: pair },
  maxSteps: 1000,
  score: progressAt(5),
  validate(params) {
    validateBody(params);
    rangeOf("healthyHeight", params.healthyHeight);
    rangeOf("healthyPitch", params.healthyPitch);
  },
  create(params, slot) {
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    const pitches = rangeOf("healthyPitch", params.healthyPitch);
    return walkerLegs.world(params, slot, {
      endsUnhealthy: params.terminateWhenUnhealthy,
      healthy: ({ positions }) => within(positions[1], heights) && within(positions[2], pitches),
    });
  },
});
