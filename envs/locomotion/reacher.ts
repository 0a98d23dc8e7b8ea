import { box, cosine, defineEnv, sine } from "../../src/core/index.ts";
import { layoutOf } from "../../src/physics/index.ts";
import { reacherBody } from "./bodies/reacher.ts";
import {
  bodyEvents,
  bodyFeatures,
  bodyLimits,
  bodyParams,
  bodyWorld,
  prepareBody,
  validateBody,
} from "./body-world.ts";
import { addEvenly } from "./reset-noise.ts";
import { camerasOf } from "./scene-cameras.ts";

const { fingertip, target } = layoutOf(reacherBody).links;
const startNoise = { angle: 0.1, speed: 0.005 }; // [rad], [rad/s]
const reach = 0.2; // [m], within which targets lie
const near = 0.02; // [m], of success

/**
 * Reacher: bring the tip of a two-joint arm to a target on the table. Ends only by its time limit.
 * Numbers as in Gymnasium's Reacher-v5.
 */
export const reacher = defineEnv({
  id: "locomotion/reacher-v1",
  goal: "Bring the fingertip to the target and keep it there.",
  observation: box({
    dtype: "float32",
    shape: [10],
    labels: [
      "cosine of the shoulder angle [1]",
      "cosine of the elbow angle [1]",
      "sine of the shoulder angle [1]",
      "sine of the elbow angle [1]",
      "target x [m]",
      "target y [m]",
      "shoulder speed [rad/s]",
      "elbow speed [rad/s]",
      "fingertip from target x [m]",
      "fingertip from target y [m]",
    ],
  }),
  action: box({
    dtype: "float32",
    shape: [2],
    low: -1,
    high: 1,
    labels: ["shoulder torque [200 N m]", "elbow torque [200 N m]"],
  }),
  features: {
    distance: "m", // from the fingertip to the target
    shoulderAngle: "rad",
    elbowAngle: "rad",
    shoulderSpeed: "rad/s",
    elbowSpeed: "rad/s",
    success: "1", // 1 while the distance is at most 2 cm
    ...bodyFeatures,
  },
  events: bodyEvents,
  params: { ...bodyParams, frameSkip: 2 },
  limits: bodyLimits,
  maxSteps: 50,
  stepSeconds: ({ frameSkip }) => reacherBody.physics.timestep * frameSkip,
  score: ({ features }) => Math.max(0, 1 - features.distance.last / reach),
  cameras: camerasOf(reacherBody),
  validate: validateBody,
  prepare: prepareBody,
  create(params, slot) {
    const { observation, features, row } = slot;
    const { distance, shoulderAngle, elbowAngle, shoulderSpeed, elbowSpeed, success } = features;
    return bodyWorld(reacherBody, params, slot, (simulation) => ({
      memory: [],
      start(rng) {
        const { positions, speeds } = simulation;
        addEvenly(positions, startNoise.angle, rng);
        do {
          positions[2] = rng.uniform(-reach, reach);
          positions[3] = rng.uniform(-reach, reach);
        } while (Math.hypot(positions[2], positions[3]) >= reach);
        addEvenly(speeds, startNoise.speed, rng);
        speeds[2] = speeds[3] = 0;
      },
      measure() {
        const { positions, speeds, places } = simulation;
        const [x, y, z] = [0, 1, 2].map((axis) => places[fingertip * 3 + axis] - places[target * 3 + axis]);
        distance[row] = Math.hypot(x, y, z);
        success[row] = distance[row] <= near ? 1 : 0;
        shoulderAngle[row] = positions[0];
        elbowAngle[row] = positions[1];
        shoulderSpeed[row] = observation[6] = speeds[0];
        elbowSpeed[row] = observation[7] = speeds[1];
        observation[0] = cosine(positions[0]);
        observation[1] = cosine(positions[1]);
        observation[2] = sine(positions[0]);
        observation[3] = sine(positions[1]);
        observation[4] = positions[2];
        observation[5] = positions[3];
        observation[8] = x;
        observation[9] = y;
      },
      ended: () => false,
    }));
  },
});
