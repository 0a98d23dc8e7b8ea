import { box, defineEnv } from "../../src/core/index.ts";
import { layoutOf } from "../../src/physics/index.ts";
import { pusherBody } from "./bodies/pusher.ts";
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

const joints = [
  "shoulderPan",
  "shoulderLift",
  "upperArmRoll",
  "elbowFlex",
  "forearmRoll",
  "wristFlex",
  "wristRoll",
] as const;
const { links, joints: places } = layoutOf(pusherBody);
const shown = [links.tips, links.object, links.goal];
const speedNoise = 0.005; // [rad/s]
const fewest = 0.17; // [m], from the object to the goal at the start
const near = 0.05; // [m], of success

/**
 * Pusher: push a cylinder over the table to the goal with the fork of a seven-joint arm. Ends only by its time
 * limit. Numbers as in Gymnasium's Pusher-v5.
 */
export const pusher = defineEnv({
  id: "locomotion/pusher-v1",
  goal: "Push the cylinder to the goal.",
  observation: box({
    dtype: "float32",
    shape: [23],
    labels: [
      ...joints.map((joint) => `${joint} angle [rad]`),
      ...joints.map((joint) => `${joint} speed [rad/s]`),
      ...["tips", "object", "goal"].flatMap((thing) => ["x", "y", "z"].map((axis) => `${thing} ${axis} [m]`)),
    ],
  }),
  action: box({
    dtype: "float32",
    shape: [7],
    low: -2,
    high: 2,
    labels: joints.map((joint) => `${joint} torque [N m]`),
  }),
  features: {
    objectToGoal: "m",
    tipsToObject: "m",
    objectSpeed: "m/s",
    success: "1", // 1 while the object is within 5 cm of the goal
    ...jointFeatures(joints),
    ...bodyFeatures,
  },
  events: bodyEvents,
  params: { ...bodyParams, frameSkip: 5 },
  limits: bodyLimits,
  maxSteps: 100,
  stepSeconds: ({ frameSkip }) => pusherBody.physics.timestep * frameSkip,
  score: ({ features: { objectToGoal } }) => Math.max(0, 1 - objectToGoal.last / Math.max(fewest, objectToGoal.first)),
  cameras: camerasOf(pusherBody),
  validate: validateBody,
  prepare: prepareBody,
  create(params, slot) {
    const { observation, features, row } = slot;
    const { objectToGoal, tipsToObject, objectSpeed, success } = features;
    const measureJoints = jointMeter(pusherBody, joints, features, row);
    return bodyWorld(pusherBody, params, slot, (simulation) => {
      const between = (one: number, other: number) => {
        const { places } = simulation;
        return Math.hypot(
          places[one * 3] - places[other * 3],
          places[one * 3 + 1] - places[other * 3 + 1],
          places[one * 3 + 2] - places[other * 3 + 2],
        );
      };
      return {
        memory: [],
        start(rng) {
          const { positions, speeds } = simulation;
          const { position } = places.objectY; // x follows it, then the goal
          do {
            positions[position] = rng.uniform(-0.3, 0);
            positions[position + 1] = rng.uniform(-0.2, 0.2);
          } while (Math.hypot(positions[position], positions[position + 1]) <= fewest);
          addEvenly(speeds, speedNoise, rng);
          speeds.fill(0, places.objectY.speed);
        },
        measure() {
          const { positions, speeds, places: at } = simulation;
          objectToGoal[row] = between(links.object, links.goal);
          tipsToObject[row] = between(links.object, links.tips);
          objectSpeed[row] = Math.hypot(speeds[places.objectY.speed], speeds[places.objectX.speed]);
          success[row] = objectToGoal[row] <= near ? 1 : 0;
          measureJoints(simulation);
          for (let i = 0; i < joints.length; i++) {
            observation[i] = positions[i];
            observation[joints.length + i] = speeds[i];
          }
          for (let i = 0; i < shown.length; i++)
            for (let axis = 0; axis < 3; axis++) observation[14 + i * 3 + axis] = at[shown[i] * 3 + axis];
        },
        ended: () => false,
      };
    });
  },
});
