import { box, defineEnv, type Json } from "../../src/core/index.ts";
import { hopperBody } from "./bodies/hopper.ts";
import { bodyEvents, bodyFeatures, bodyLimits, bodyParams, prepareBody, validateBody } from "./body-world.ts";
import { footFeatures, footMeter } from "./feet.ts";
import { jointFeatures, jointMeter } from "./joints.ts";
import { planarFeatures, planarObservation, planarWorld } from "./planar.ts";
import { progressAt } from "./progress.ts";
import { rangeOf, within } from "./ranges.ts";
import { addEvenly } from "./reset-noise.ts";

const joints = ["thigh", "leg", "foot"] as const;
const feet = ["foot"] as const;

/**
 * Hopper: one leg, three motors, hop forward. Ends where the torso sinks, tips, or anything runs away.
 * Numbers as in Gymnasium's Hopper-v5.
 */
export const hopper = defineEnv({
  id: "locomotion/hopper-v1",
  goal: "Hop forward as fast as possible without falling.",
  observation: (params) => planarObservation(hopperBody, params),
  action: box({
    dtype: "float32",
    shape: [3],
    low: -1,
    high: 1,
    labels: joints.map((joint) => `${joint} torque [200 N m]`),
  }),
  features: { ...planarFeatures, ...jointFeatures(joints), ...footFeatures(feet), ...bodyFeatures },
  events: bodyEvents,
  params: {
    ...bodyParams,
    frameSkip: 4,
    resetNoise: 0.005,
    terminateWhenUnhealthy: true,
    healthyHeight: [0.7, 1e300] as Json, // [m]
    healthyPitch: [-0.2, 0.2] as Json, // [rad]
    healthyState: [-100, 100] as Json, // of all else, [m, rad, m/s, rad/s]
    excludePosition: true,
  },
  limits: { ...bodyLimits, resetNoise: [0, 1] },
  maxSteps: 1000,
  stepSeconds: ({ frameSkip }) => hopperBody.physics.timestep * frameSkip,
  score: progressAt(3),
  cameras: ["side"],
  validate(params) {
    validateBody(params);
    rangeOf("healthyHeight", params.healthyHeight);
    rangeOf("healthyPitch", params.healthyPitch);
    rangeOf("healthyState", params.healthyState);
  },
  prepare: prepareBody,
  create(params, slot) {
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    const pitches = rangeOf("healthyPitch", params.healthyPitch);
    const states = rangeOf("healthyState", params.healthyState);
    const stepSeconds = hopperBody.physics.timestep * params.frameSkip;
    const measureJoints = jointMeter(hopperBody, joints, slot.features, slot.row);
    const measureFeet = footMeter(hopperBody, feet, slot.features, slot.row, stepSeconds);
    return planarWorld(
      {
        body: hopperBody,
        speedLimit: 10,
        addSpeedNoise: addEvenly,
        endsUnhealthy: params.terminateWhenUnhealthy,
        healthy(positions, speeds) {
          for (let i = 2; i < positions.length; i++) if (!within(positions[i], states)) return false;
          for (let i = 0; i < speeds.length; i++) if (!within(speeds[i], states)) return false;
          return within(positions[1], heights) && within(positions[2], pitches);
        },
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
