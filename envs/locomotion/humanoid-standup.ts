import { defineEnv } from "../../src/core/index.ts";
import { lyingHumanoidBody } from "./bodies/humanoid.ts";
import { bodyEvents, prepareBody, validateBody } from "./body-world.ts";
import { personAction, personFeatures, personLimits, personObservation, personParams, personWorld } from "./person.ts";

const standing = 1.4; // [m], height of a standing torso

/**
 * Humanoid stand-up: from lying on the back to standing. Never ends but by its time limit.
 * Numbers as in Gymnasium's HumanoidStandup-v5.
 */
export const humanoidStandup = defineEnv({
  id: "locomotion/humanoid-standup-v1",
  goal: "Get up from the ground and stand.",
  observation: (params) => personObservation(lyingHumanoidBody, params),
  action: personAction,
  features: personFeatures,
  events: bodyEvents,
  params: personParams,
  limits: personLimits,
  maxSteps: 1000,
  stepSeconds: ({ frameSkip }) => lyingHumanoidBody.physics.timestep * frameSkip,
  score: ({ features }) => Math.min(1, Math.max(0, features.height.mean / standing)),
  cameras: ["side"],
  validate: validateBody,
  prepare: prepareBody,
  create: (params, slot) => personWorld(lyingHumanoidBody, params, slot, { healthy: () => true, endsUnhealthy: false }),
});
