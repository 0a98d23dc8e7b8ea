import { box, defineEnv } from "../../src/core/index.ts";
import { swimmerBody } from "./bodies/swimmer.ts";
import {
  bodyEvents,
  bodyFeatures,
  bodyLimits,
  bodyParams,
  bodyWorld,
  prepareBody,
  validateBody,
} from "./body-world.ts";
import { jointFeatures, jointMeter } from "./joints.ts";
import { addEvenly } from "./reset-noise.ts";
import { camerasOf } from "./scene-cameras.ts";
import { progressAt } from "./yardsticks.ts";

const joints = ["front", "back"] as const;

/**
 * Swimmer: three rods and two motors in a thick medium, swim along x. Ends only by its time limit.
 * Numbers as in Gymnasium's Swimmer-v5.
 */
export const swimmer = defineEnv({
  id: "locomotion/swimmer-v1",
  goal: "Swim forward as fast as possible.",
  observation({ excludePosition }) {
    const labels = [
      ...(excludePosition ? [] : ["x [m]", "y [m]"]),
      ...["yaw [rad]", "front angle [rad]", "back angle [rad]"],
      ...[
        "speed along x [m/s]",
        "speed along y [m/s]",
        "yaw speed [rad/s]",
        "front speed [rad/s]",
        "back speed [rad/s]",
      ],
    ];
    return box({ dtype: "float32", shape: [labels.length], labels });
  },
  action: box({
    dtype: "float32",
    shape: [2],
    low: -1,
    high: 1,
    labels: joints.map((joint) => `${joint} torque [150 N m]`),
  }),
  features: {
    forwardSpeed: "m/s", // along x, over the whole step
    lateralSpeed: "m/s", // along y, over the whole step
    headingError: "rad", // from x to where the first rod points
    turningSpeed: "rad/s",
    distance: "m", // from where the episode began
    ...jointFeatures(joints),
    ...bodyFeatures,
  },
  events: bodyEvents,
  params: { ...bodyParams, frameSkip: 4, resetNoise: 0.1, excludePosition: true },
  limits: { ...bodyLimits, resetNoise: [0, 1] },
  maxSteps: 1000,
  stepSeconds: ({ frameSkip }) => swimmerBody.physics.timestep * frameSkip,
  score: progressAt(0.4),
  cameras: camerasOf(swimmerBody),
  validate: validateBody,
  prepare: prepareBody,
  create(params, slot) {
    const { observation, features, row } = slot;
    const { forwardSpeed, lateralSpeed, headingError, turningSpeed, distance } = features;
    const stepSeconds = swimmerBody.physics.timestep * params.frameSkip;
    const skipped = params.excludePosition ? 2 : 0;
    const memory = new Float64Array(4); // x and y at the start, and when last measured
    const measureJoints = jointMeter(swimmerBody, joints, features, row);
    return bodyWorld(swimmerBody, params, slot, (simulation) => ({
      memory: [memory],
      start(rng) {
        const { positions, speeds } = simulation;
        addEvenly(positions, params.resetNoise, rng);
        addEvenly(speeds, params.resetNoise, rng);
        memory.set([positions[0], positions[1], positions[0], positions[1]]);
      },
      measure(moved) {
        const { positions, speeds } = simulation;
        forwardSpeed[row] = moved ? (positions[0] - memory[2]) / stepSeconds : speeds[0];
        lateralSpeed[row] = moved ? (positions[1] - memory[3]) / stepSeconds : speeds[1];
        headingError[row] = positions[2];
        turningSpeed[row] = speeds[2];
        distance[row] = Math.hypot(positions[0] - memory[0], positions[1] - memory[1]);
        memory[2] = positions[0];
        memory[3] = positions[1];
        measureJoints(simulation);
        let at = 0;
        for (let i = skipped; i < positions.length; i++) observation[at++] = positions[i];
        for (let i = 0; i < speeds.length; i++) observation[at++] = speeds[i];
      },
      ended: () => false,
    }));
  },
});
