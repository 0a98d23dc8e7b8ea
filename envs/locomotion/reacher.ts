import { box, cosine, defineEnv, defineGoals, sine } from "../../src/core/index.ts";
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

const links = layoutOf(reacherBody).links;
const startNoise = { angle: 0.1, speed: 0.005 }; // [rad], [rad/s]
const reach = 0.2; // [m], within which targets lie
const near = 0.02; // [m], of success

const features = {
  distance: "m", // from the fingertip to the target
  shoulderAngle: "rad",
  elbowAngle: "rad",
  shoulderSpeed: "rad/s",
  elbowSpeed: "rad/s",
  success: "1", // 1 while the distance is at most 2 cm
  ...bodyFeatures,
  tip: { unit: "m", size: 2 }, // the fingertip's place on the table
  target: { unit: "m", size: 2 },
  rise: "m", // of the fingertip over the target
  gap: { unit: "m", size: 2 }, // from the target to the fingertip
} as const;

const goals = defineGoals(features, {
  achieved: ["tip"],
  desired: ["target"],
  derived: {
    "gap.0": ({ tip, target }, row) => tip[0][row] - target[0][row],
    "gap.1": ({ tip, target }, row) => tip[1][row] - target[1][row],
    distance: ({ gap, rise }, row) => Math.hypot(gap[0][row], gap[1][row], rise[row]),
    success: ({ distance }, row) => (distance[row] <= near ? 1 : 0),
  },
  observed: { target: { at: 4 }, gap: { at: 8 } },
});

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
  features,
  goals,
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
    const { shoulderAngle, elbowAngle, shoulderSpeed, elbowSpeed, tip, target, rise, gap } = features;
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
        const [arm, aim] = [3 * links.fingertip, 3 * links.target];
        for (let axis = 0; axis < 2; axis++) {
          tip[axis][row] = places[arm + axis];
          target[axis][row] = places[aim + axis];
        }
        rise[row] = places[arm + 2] - places[aim + 2];
        goals.derive(features, row);
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
        observation[8] = gap[0][row];
        observation[9] = gap[1][row];
      },
      ended: () => false,
    }));
  },
});
