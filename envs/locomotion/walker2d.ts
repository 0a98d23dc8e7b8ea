import { box, defineEnv, type Json } from "../../src/core/index.ts";
import { walker2dBody } from "./bodies/walker2d.ts";
import { bodyEvents, bodyFeatures, bodyLimits, bodyParams, prepareBody, validateBody } from "./body-world.ts";
import { footFeatures, footMeter } from "./feet.ts";
import { jointFeatures, jointMeter } from "./joints.ts";
import { planarFeatures, planarObservation, planarWorld } from "./planar.ts";
import { progressAt } from "./progress.ts";
import { rangeOf, within } from "./ranges.ts";
import { addEvenly } from "./reset-noise.ts";

const joints = ["rightThigh", "rightLeg", "rightFoot", "leftThigh", "leftLeg", "leftFoot"] as const;
const feet = ["rightFoot", "leftFoot"] as const;

/**
 * Walker: two legs, six motors, walk forward in the plane. Ends where the torso sinks, rises too high, or tips.
 * Numbers as in Gymnasium's Walker2d-v5.
 */
export const walker2d = defineEnv({
  id: "locomotion/walker2d-v1",
  goal: "Walk forward on two legs as fast as possible without falling.",
  observation: (params) => planarObservation(walker2dBody, params),
  action: box({
    dtype: "float32",
    shape: [6],
    low: -1,
    high: 1,
    labels: joints.map((joint) => `${joint} torque [100 N m]`),
  }),
  features: { ...planarFeatures, ...jointFeatures(joints), ...footFeatures(feet), ...bodyFeatures },
  events: bodyEvents,
  params: {
    ...bodyParams,
    frameSkip: 4,
    resetNoise: 0.005,
    terminateWhenUnhealthy: true,
    healthyHeight: [0.8, 2] as Json, // [m]
    healthyPitch: [-1, 1] as Json, // [rad]
    excludePosition: true,
  },
  limits: { ...bodyLimits, resetNoise: [0, 1] },
  maxSteps: 1000,
  stepSeconds: ({ frameSkip }) => walker2dBody.physics.timestep * frameSkip,
  score: progressAt(5),
  cameras: ["side"],
  validate(params) {
    validateBody(params);
    rangeOf("healthyHeight", params.healthyHeight);
    rangeOf("healthyPitch", params.healthyPitch);
  },
  prepare: prepareBody,
  create(params, slot) {
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    const pitches = rangeOf("healthyPitch", params.healthyPitch);
    const stepSeconds = walker2dBody.physics.timestep * params.frameSkip;
    const measureJoints = jointMeter(walker2dBody, joints, slot.features, slot.row);
    const measureFeet = footMeter(walker2dBody, feet, slot.features, slot.row, stepSeconds);
    return planarWorld(
      {
        body: walker2dBody,
        speedLimit: 10,
        addSpeedNoise: addEvenly,
        endsUnhealthy: params.terminateWhenUnhealthy,
        healthy: (positions) => within(positions[1], heights) && within(positions[2], pitches),
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
