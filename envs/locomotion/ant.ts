import { defineEnv, type Json, pair } from "../../src/core/index.ts";
import {
  quadrupedDefinition,
  quadrupedFeatures,
  quadrupedParams,
  quadrupedWorld,
  validateQuadruped,
} from "./quadruped.ts";
import { rangeOf } from "./ranges.ts";
import { progressAt } from "./yardsticks.ts";

/**
 * Ant: four legs, eight motors, run along x. Ends when the torso sinks or flies.
 * Numbers as in Gymnasium's Ant-v5.
 */
export const ant = defineEnv({
  id: "locomotion/ant-v1",
  goal: "Run forward on four legs as fast as possible.",
  ...quadrupedDefinition,
  features: quadrupedFeatures,
  params: {
    ...quadrupedParams,
    terminateWhenUnhealthy: true,
    healthyHeight: [0.2, 1] as Json, // [m], bounds included
  },
  limits: { ...quadrupedDefinition.limits, healthyHeight: pair },
  maxSteps: 1000,
  score: progressAt(5),
  validate(params) {
    validateQuadruped(params);
    rangeOf("healthyHeight", params.healthyHeight);
  },
  create(params, slot) {
    const [lowest, highest] = rangeOf("healthyHeight", params.healthyHeight);
    return quadrupedWorld(params, slot, {
      healthy: ({ positions }) => lowest <= positions[2] && positions[2] <= highest,
      endsUnhealthy: params.terminateWhenUnhealthy,
    });
  },
});
