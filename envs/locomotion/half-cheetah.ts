import { defineEnv } from "../../src/core/index.ts";
import { halfCheetahBody } from "./bodies/half-cheetah.ts";
import { validateBody } from "./body-world.ts";
import { endless } from "./exercise.ts";
import { planarLegs } from "./planar-legs.ts";
import { addNormally } from "./reset-noise.ts";
import { progressAt } from "./yardsticks.ts";

const { definition, features, params, world } = planarLegs({
  body: halfCheetahBody,
  joints: ["backThigh", "backShin", "backFoot", "frontThigh", "frontShin", "frontFoot"],
  feet: ["backFoot", "frontFoot"],
  frameSkip: 5,
  resetNoise: 0.1,
  speedLimit: Number.POSITIVE_INFINITY,
  addSpeedNoise: addNormally,
});

/**
 * Half-cheetah: a back and a front leg, six motors, run. Ends only by its time limit.
 * Numbers as in Gymnasium's HalfCheetah-v5.
 */
export const halfCheetah = defineEnv({
  id: "locomotion/half-cheetah-v1",
  goal: "Run forward as fast as possible.",
  ...definition,
  features,
  params,
  maxSteps: 1000,
  score: progressAt(10),
  validate: validateBody,
  create: (params, slot) => world(params, slot, endless),
});
