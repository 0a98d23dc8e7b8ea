import { defineEnv } from "../../src/core/index.ts";
import { lyingHumanoidBody } from "./bodies/humanoid.ts";
import { validateBody } from "./body-world.ts";
import { endless } from "./exercise.ts";
import { personDefinition, personFeatures, personParams, personWorld } from "./person.ts";

const standing = 1.4; // [m], height of a standing torso

/**
 * Humanoid stand-up: from lying on the back to standing. Ends only by its time limit.
 * Numbers as in Gymnasium's HumanoidStandup-v5.
 */
export const humanoidStandup = defineEnv({
  id: "locomotion/humanoid-standup-v1",
  goal: "Get up from the ground and stand.",
  ...personDefinition,
  features: personFeatures,
  params: personParams,
  maxSteps: 1000,
  score: ({ features }) => Math.min(1, Math.max(0, features.height.mean / standing)),
  validate: validateBody,
  create: (params, slot) => personWorld(params, slot, endless, lyingHumanoidBody),
});
