import { defineEnv, type Json } from "../../src/core/index.ts";
import { humanoidBody } from "./bodies/humanoid.ts";
import { bodyEvents, prepareBody, validateBody } from "./body-world.ts";
import { personAction, personFeatures, personLimits, personObservation, personParams, personWorld } from "./person.ts";
import { progressAt } from "./progress.ts";
import { rangeOf, within } from "./ranges.ts";

/**
 * Humanoid: a person of 17 joints, run along x. Ends where the torso sinks or flies.
 * Numbers as in Gymnasium's Humanoid-v5.
 */
export const humanoid = defineEnv({
  id: "locomotion/humanoid-v1",
  goal: "Run forward on two legs as fast as possible without falling.",
  observation: (params) => personObservation(humanoidBody, params),
  action: personAction,
  features: personFeatures,
  events: bodyEvents,
  params: {
    ...personParams,
    terminateWhenUnhealthy: true,
    healthyHeight: [1, 2] as Json, // [m]
  },
  limits: personLimits,
  maxSteps: 1000,
  stepSeconds: ({ frameSkip }) => humanoidBody.physics.timestep * frameSkip,
  score: progressAt(5),
  cameras: ["side"],
  validate(params) {
    validateBody(params);
    rangeOf("healthyHeight", params.healthyHeight);
  },
  prepare: prepareBody,
  create(params, slot) {
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    return personWorld(humanoidBody, params, slot, {
      healthy: ({ positions }) => within(positions[2], heights),
      endsUnhealthy: params.terminateWhenUnhealthy,
    });
  },
});
