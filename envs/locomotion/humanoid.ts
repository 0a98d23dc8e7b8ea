import { defineEnv, type Json, pair } from "../../src/core/index.ts";
import { validateBody } from "./body-world.ts";
import { personDefinition, personFeatures, personParams, personWorld } from "./person.ts";
import { rangeOf, within } from "./ranges.ts";
import { progressAt } from "./yardsticks.ts";

/**
 * Humanoid: a person of 17 joints, run along x. Ends when the torso sinks or flies.
 * Numbers as in Gymnasium's Humanoid-v5.
 */
export const humanoid = defineEnv({
  id: "locomotion/humanoid-v1",
  goal: "Run forward on two legs as fast as possible without falling.",
  ...personDefinition,
  features: personFeatures,
  params: {
    ...personParams,
    terminateWhenUnhealthy: true,
    healthyHeight: [1, 2] as Json, // [m]
  },
  limits: { ...personDefinition.limits, healthyHeight: pair },
  maxSteps: 1000,
  score: progressAt(5),
  validate(params) {
    validateBody(params);
    rangeOf("healthyHeight", params.healthyHeight);
  },
  create(params, slot) {
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    return personWorld(params, slot, {
      healthy: ({ positions }) => within(positions[2], heights),
      endsUnhealthy: params.terminateWhenUnhealthy,
    });
  },
});
