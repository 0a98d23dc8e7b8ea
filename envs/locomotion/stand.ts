import { anyNumber, defineEnv } from "../../src/core/index.ts";
import { validateBody } from "./body-world.ts";
import { type Exercise, type FeatureRow, unfallen } from "./exercise.ts";
import { hopperLegs } from "./hopper.ts";
import { personDefinition, personFeatures, personParams, personWorld } from "./person.ts";
import { type Stance, stances, stands } from "./stances.ts";
import { walkerLegs } from "./walker2d.ts";
import { meanOf } from "./yardsticks.ts";

const standFeatures = {
  standing: "1", // 1 while upright and at height
} as const;

/** Standing: be upright and at height. Ends when the body has fallen far. Modelled on dm_control's `stand` tasks. */
const standing = (
  stance: Stance,
  fallenHeight: number,
  slot: FeatureRow<"height" | "upright" | "standing">,
): Exercise => ({
  ...unfallen(fallenHeight, slot),
  measure() {
    slot.features.standing[slot.row] = stands(stance, slot) ? 1 : 0;
  },
});

export const hopperStand = defineEnv({
  id: "locomotion/hopper-stand-v1",
  goal: "Stand upright on one leg, and keep standing.",
  ...hopperLegs.definition,
  features: { ...hopperLegs.features, ...standFeatures },
  params: { ...hopperLegs.params, fallenHeight: 0.4 }, // [m]
  limits: { ...hopperLegs.definition.limits, fallenHeight: anyNumber },
  maxSteps: 1000,
  score: meanOf("standing"),
  validate: validateBody,
  create: (params, slot) => hopperLegs.world(params, slot, standing(stances.hopper, params.fallenHeight, slot)),
});

export const walker2dStand = defineEnv({
  id: "locomotion/walker2d-stand-v1",
  goal: "Stand upright on two legs, and keep standing.",
  ...walkerLegs.definition,
  features: { ...walkerLegs.features, ...standFeatures },
  params: { ...walkerLegs.params, fallenHeight: 0.4 }, // [m]
  limits: { ...walkerLegs.definition.limits, fallenHeight: anyNumber },
  maxSteps: 1000,
  score: meanOf("standing"),
  validate: validateBody,
  create: (params, slot) => walkerLegs.world(params, slot, standing(stances.walker2d, params.fallenHeight, slot)),
});

export const humanoidStand = defineEnv({
  id: "locomotion/humanoid-stand-v1",
  goal: "Stand upright on both feet, and keep standing.",
  ...personDefinition,
  features: { ...personFeatures, ...standFeatures },
  params: { ...personParams, fallenHeight: 0.5 }, // [m]
  limits: { ...personDefinition.limits, fallenHeight: anyNumber },
  maxSteps: 1000,
  score: meanOf("standing"),
  validate: validateBody,
  create: (params, slot) => personWorld(params, slot, standing(stances.humanoid, params.fallenHeight, slot)),
});
