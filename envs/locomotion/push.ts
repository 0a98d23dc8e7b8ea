import { anyNumber, defineEnv } from "../../src/core/index.ts";
import { validateBody } from "./body-world.ts";
import { hopperLegs } from "./hopper.ts";
import { personDefinition, personFeatures, personParams, personWorld } from "./person.ts";
import { pushEvents, pushFeatures, pushParams, recovering, shareRecovered } from "./pushes.ts";
import {
  quadrupedDefinition,
  quadrupedFeatures,
  quadrupedParams,
  quadrupedWorld,
  validateQuadruped,
} from "./quadruped.ts";
import { stances } from "./stances.ts";
import { walkerLegs } from "./walker2d.ts";

export const hopperPush = defineEnv({
  id: "locomotion/hopper-push-v1",
  goal: "Stay upright on one leg whenever you are pushed.",
  ...hopperLegs.definition,
  features: { ...hopperLegs.features, ...pushFeatures },
  events: pushEvents,
  params: { ...hopperLegs.params, ...pushParams, fallenHeight: 0.7 }, // [m]
  limits: { ...hopperLegs.definition.limits, fallenHeight: anyNumber },
  maxSteps: 1000,
  score: shareRecovered,
  validate: validateBody,
  create: (params, slot) =>
    hopperLegs.world(
      params,
      slot,
      recovering(stances.hopper, params.fallenHeight, hopperLegs.definition.stepSeconds(params), slot),
    ),
});

export const walker2dPush = defineEnv({
  id: "locomotion/walker2d-push-v1",
  goal: "Stay on your two feet whenever you are pushed.",
  ...walkerLegs.definition,
  features: { ...walkerLegs.features, ...pushFeatures },
  events: pushEvents,
  params: { ...walkerLegs.params, ...pushParams, fallenHeight: 0.7 }, // [m]
  limits: { ...walkerLegs.definition.limits, fallenHeight: anyNumber },
  maxSteps: 1000,
  score: shareRecovered,
  validate: validateBody,
  create: (params, slot) =>
    walkerLegs.world(
      params,
      slot,
      recovering(stances.walker2d, params.fallenHeight, walkerLegs.definition.stepSeconds(params), slot),
    ),
});

export const antPush = defineEnv({
  id: "locomotion/ant-push-v1",
  goal: "Stay on your four feet whenever you are pushed.",
  ...quadrupedDefinition,
  features: { ...quadrupedFeatures, ...pushFeatures },
  events: pushEvents,
  params: { ...quadrupedParams, ...pushParams, fallenHeight: 0.2 }, // [m]
  limits: { ...quadrupedDefinition.limits, fallenHeight: anyNumber },
  maxSteps: 500,
  score: shareRecovered,
  validate: validateQuadruped,
  create: (params, slot) =>
    quadrupedWorld(
      params,
      slot,
      recovering(stances.ant, params.fallenHeight, quadrupedDefinition.stepSeconds(params), slot),
    ),
});

export const humanoidPush = defineEnv({
  id: "locomotion/humanoid-push-v1",
  goal: "Stay on your feet whenever you are pushed.",
  ...personDefinition,
  features: { ...personFeatures, ...pushFeatures },
  events: pushEvents,
  params: { ...personParams, ...pushParams, fallenHeight: 0.8 }, // [m]
  limits: { ...personDefinition.limits, fallenHeight: anyNumber },
  maxSteps: 1000,
  score: shareRecovered,
  validate: validateBody,
  create: (params, slot) =>
    personWorld(
      params,
      slot,
      recovering(stances.humanoid, params.fallenHeight, personDefinition.stepSeconds(params), slot),
    ),
});
