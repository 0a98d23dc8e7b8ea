import { defineEnv, type Json } from "../../src/core/index.ts";
import { validateBody } from "./body-world.ts";
import {
  courseFeatures,
  courseLabels,
  courseLimits,
  courseParams,
  keepingCourse,
  keepingSpeed,
  speedFeatures,
  speedLabels,
  speedLimits,
  speedParams,
  validateCommands,
} from "./commands.ts";
import { personDefinition, personFeatures, personObservationWith, personParams, personWorld } from "./person.ts";
import {
  quadrupedDefinition,
  quadrupedFeatures,
  quadrupedObservationWith,
  quadrupedParams,
  quadrupedWorld,
  validateQuadruped,
} from "./quadruped.ts";
import { walkerLegs } from "./walker2d.ts";
import { meanOf } from "./yardsticks.ts";

/** Walker at a commanded speed: stand, walk and run on command. Ends with a fall. */
export const walker2dSteer = defineEnv({
  id: "locomotion/walker2d-steer-v1",
  goal: "Move forward at the speed that you are told, and stand when told to stand.",
  ...walkerLegs.definition,
  observation: walkerLegs.observationWith(speedLabels),
  features: { ...walkerLegs.features, ...speedFeatures },
  params: { ...walkerLegs.params, ...speedParams },
  limits: { ...walkerLegs.definition.limits, ...speedLimits },
  maxSteps: 1000,
  score: meanOf("tracking"),
  validate(params) {
    validateBody(params);
    validateCommands(params);
  },
  create: (params, slot) =>
    walkerLegs.world(params, slot, keepingSpeed(params, walkerLegs.definition.stepSeconds(params), slot)),
});

/** Ant at a commanded speed and heading. Ends when the torso sinks to the ground. */
export const antSteer = defineEnv({
  id: "locomotion/ant-steer-v1",
  goal: "Turn to the heading that you are told and go there at the speed that you are told.",
  ...quadrupedDefinition,
  observation: quadrupedObservationWith(courseLabels),
  features: { ...quadrupedFeatures, ...courseFeatures },
  params: { ...quadrupedParams, ...courseParams, fallenHeight: 0.2 }, // [m]
  limits: { ...quadrupedDefinition.limits, ...courseLimits },
  maxSteps: 1000,
  score: meanOf("tracking"),
  validate(params) {
    validateQuadruped(params);
    validateCommands(params);
  },
  create: (params, slot) =>
    quadrupedWorld(params, slot, keepingCourse(params, quadrupedDefinition.stepSeconds(params), slot)),
});

/** Humanoid at a commanded speed and heading. Ends with a fall. */
export const humanoidSteer = defineEnv({
  id: "locomotion/humanoid-steer-v1",
  goal: "Turn to the heading that you are told and walk or run there at the speed that you are told.",
  ...personDefinition,
  observation: personObservationWith(courseLabels),
  features: { ...personFeatures, ...courseFeatures },
  params: {
    ...personParams,
    ...courseParams,
    commandedSpeed: [0, 2] as Json, // [m/s]
    commandedHeading: [-1, 1] as Json, // [rad]
    fallenHeight: 0.8, // [m]
  },
  limits: { ...personDefinition.limits, ...courseLimits },
  maxSteps: 1000,
  score: meanOf("tracking"),
  validate(params) {
    validateBody(params);
    validateCommands(params);
  },
  create: (params, slot) =>
    personWorld(params, slot, keepingCourse(params, personDefinition.stepSeconds(params), slot)),
});
