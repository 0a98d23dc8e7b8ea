import { defineEnv, type Episode, type Json, pair } from "../../src/core/index.ts";
import { antBody } from "./bodies/ant.ts";
import { humanoidBody } from "./bodies/humanoid.ts";
import { validateBody } from "./body-world.ts";
import { personDefinition, personFeatures, personObservationWith, personParams, personWorld } from "./person.ts";
import {
  quadrupedDefinition,
  quadrupedFeatures,
  quadrupedObservationWith,
  quadrupedParams,
  quadrupedWorld,
  validateQuadruped,
} from "./quadruped.ts";
import { rangeOf } from "./ranges.ts";
import { roughGround, roughLimits, roughParams } from "./rough-ground.ts";
import { climbing, stairsFeatures, stairsLimits, stairway } from "./stairs.ts";
import { crossing, onTerrain, terrainFeatures, terrainLabels } from "./terrain.ts";
import { progressAt } from "./yardsticks.ts";

const antHeights = { terminateWhenUnhealthy: true, healthyHeight: [0.2, 1.2] as Json }; // [m] above the ground
const personHeights = { terminateWhenUnhealthy: true, healthyHeight: [0.8, 2.2] as Json };

const highestClimb = ({ features }: Episode<"climbedShare">) => Math.min(1, Math.max(0, features.climbedShare.highest));

/** Ant over bumps, along x. Ends when the torso sinks to the ground or flies. */
export const antRough = defineEnv({
  id: "locomotion/ant-rough-v1",
  goal: "Run forward over rough ground on four legs.",
  ...quadrupedDefinition,
  observation: quadrupedObservationWith(terrainLabels),
  features: { ...quadrupedFeatures, ...terrainFeatures },
  params: { ...quadrupedParams, ...antHeights, ...roughParams },
  limits: { ...quadrupedDefinition.limits, healthyHeight: pair, ...roughLimits },
  maxSteps: 1000,
  score: progressAt(1),
  validate(params) {
    validateQuadruped(params);
    rangeOf("healthyHeight", params.healthyHeight);
  },
  create(params, slot) {
    const terrain = roughGround(params);
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    const exercise = crossing(terrain, heights, params.terminateWhenUnhealthy, slot);
    return quadrupedWorld(params, slot, exercise, onTerrain(antBody, terrain));
  },
});

/** Ant up stairs. Ends when the torso sinks to the ground or flies. */
export const antStairs = defineEnv({
  id: "locomotion/ant-stairs-v1",
  goal: "Climb the stairs on four legs.",
  ...quadrupedDefinition,
  observation: quadrupedObservationWith(terrainLabels),
  features: { ...quadrupedFeatures, ...terrainFeatures, ...stairsFeatures },
  params: { ...quadrupedParams, ...antHeights, rise: 0.1, depth: 0.8, stairs: 20 }, // [m]
  limits: { ...quadrupedDefinition.limits, healthyHeight: pair, ...stairsLimits },
  maxSteps: 1000,
  score: highestClimb,
  validate(params) {
    validateQuadruped(params);
    rangeOf("healthyHeight", params.healthyHeight);
  },
  create(params, slot) {
    const terrain = stairway(params);
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    const exercise = climbing(crossing(terrain, heights, params.terminateWhenUnhealthy, slot), params, slot);
    return quadrupedWorld(params, slot, exercise, onTerrain(antBody, terrain));
  },
});

/** Humanoid over bumps, along x. Ends with a fall. */
export const humanoidRough = defineEnv({
  id: "locomotion/humanoid-rough-v1",
  goal: "Walk forward over rough ground without falling.",
  ...personDefinition,
  observation: personObservationWith(terrainLabels),
  features: { ...personFeatures, ...terrainFeatures },
  params: { ...personParams, ...personHeights, ...roughParams, roughness: 0.1 }, // [m]
  limits: { ...personDefinition.limits, healthyHeight: pair, ...roughLimits },
  maxSteps: 1000,
  score: progressAt(2),
  validate(params) {
    validateBody(params);
    rangeOf("healthyHeight", params.healthyHeight);
  },
  create(params, slot) {
    const terrain = roughGround(params);
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    const exercise = crossing(terrain, heights, params.terminateWhenUnhealthy, slot);
    return personWorld(params, slot, exercise, onTerrain(humanoidBody, terrain));
  },
});

/** Humanoid up stairs. Ends with a fall. */
export const humanoidStairs = defineEnv({
  id: "locomotion/humanoid-stairs-v1",
  goal: "Climb the stairs without falling.",
  ...personDefinition,
  observation: personObservationWith(terrainLabels),
  features: { ...personFeatures, ...terrainFeatures, ...stairsFeatures },
  params: { ...personParams, ...personHeights, rise: 0.15, depth: 0.4, stairs: 20 }, // [m]
  limits: { ...personDefinition.limits, healthyHeight: pair, ...stairsLimits },
  maxSteps: 1000,
  score: highestClimb,
  validate(params) {
    validateBody(params);
    rangeOf("healthyHeight", params.healthyHeight);
  },
  create(params, slot) {
    const terrain = stairway(params);
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    const exercise = climbing(crossing(terrain, heights, params.terminateWhenUnhealthy, slot), params, slot);
    return personWorld(params, slot, exercise, onTerrain(humanoidBody, terrain));
  },
});
