import { box, defineEnv } from "../../src/core/index.ts";
import { halfCheetahBody } from "./bodies/half-cheetah.ts";
import { bodyEvents, bodyFeatures, bodyLimits, bodyParams, prepareBody, validateBody } from "./body-world.ts";
import { footFeatures, footMeter } from "./feet.ts";
import { jointFeatures, jointMeter } from "./joints.ts";
import { planarFeatures, planarObservation, planarWorld } from "./planar.ts";
import { progressAt } from "./progress.ts";
import { addNormally } from "./reset-noise.ts";

const joints = ["backThigh", "backShin", "backFoot", "frontThigh", "frontShin", "frontFoot"] as const;
const feet = ["backFoot", "frontFoot"] as const;

/**
 * Half-cheetah: a back and a front leg, six motors, run. Never ends but by its time limit.
 * Numbers as in Gymnasium's HalfCheetah-v5.
 */
export const halfCheetah = defineEnv({
  id: "locomotion/half-cheetah-v1",
  goal: "Run forward as fast as possible.",
  observation: (params) => planarObservation(halfCheetahBody, params),
  action: box({
    dtype: "float32",
    shape: [6],
    low: -1,
    high: 1,
    labels: halfCheetahBody.motors.map(({ joint, gear }) => `${joint} torque [${gear} N m]`),
  }),
  features: { ...planarFeatures, ...jointFeatures(joints), ...footFeatures(feet), ...bodyFeatures },
  events: bodyEvents,
  params: { ...bodyParams, frameSkip: 5, resetNoise: 0.1, excludePosition: true },
  limits: { ...bodyLimits, resetNoise: [0, 1] },
  maxSteps: 1000,
  stepSeconds: ({ frameSkip }) => halfCheetahBody.physics.timestep * frameSkip,
  score: progressAt(10),
  cameras: ["side"],
  validate: validateBody,
  prepare: prepareBody,
  create(params, slot) {
    const stepSeconds = halfCheetahBody.physics.timestep * params.frameSkip;
    const measureJoints = jointMeter(halfCheetahBody, joints, slot.features, slot.row);
    const measureFeet = footMeter(halfCheetahBody, feet, slot.features, slot.row, stepSeconds);
    return planarWorld(
      {
        body: halfCheetahBody,
        speedLimit: Number.POSITIVE_INFINITY,
        addSpeedNoise: addNormally,
        endsUnhealthy: false,
        healthy: () => true,
        measure(simulation, moved) {
          measureJoints(simulation);
          measureFeet(simulation, moved);
        },
      },
      params,
      slot,
    );
  },
});
