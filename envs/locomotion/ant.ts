import { box, defineEnv, fail, type Json, listing } from "../../src/core/index.ts";
import { layoutOf } from "../../src/physics/index.ts";
import { antBody } from "./bodies/ant.ts";
import { bodyEvents, bodyFeatures, bodyLimits, bodyParams, prepareBody, validateBody } from "./body-world.ts";
import { footFeatures, footMeter } from "./feet.ts";
import { contactParts, floatingFeatures, floatingObservation, floatingWorld, labelsOf } from "./floating.ts";
import { jointFeatures, jointMeter } from "./joints.ts";
import { progressAt } from "./progress.ts";
import { rangeOf } from "./ranges.ts";
import { addNormally } from "./reset-noise.ts";

const joints = [
  "frontLeftHip",
  "frontLeftAnkle",
  "frontRightHip",
  "frontRightAnkle",
  "backLeftHip",
  "backLeftAnkle",
  "backRightHip",
  "backRightAnkle",
] as const;
const feet = ["frontLeftFoot", "frontRightFoot", "backLeftFoot", "backRightFoot"] as const;
const { links } = layoutOf(antBody);

/**
 * Ant: four legs, eight motors, run along x. Ends where the torso sinks or flies.
 * Numbers as in Gymnasium's Ant-v5.
 */
export const ant = defineEnv({
  id: "locomotion/ant-v1",
  goal: "Run forward on four legs as fast as possible.",
  observation: (params) =>
    floatingObservation(antBody, params, params.includeContacts ? labelsOf(antBody, contactParts) : []),
  action: box({
    dtype: "float32",
    shape: [8],
    low: -1,
    high: 1,
    labels: antBody.motors.map(({ joint }) => `${joint} torque [150 N m]`),
  }),
  features: {
    ...floatingFeatures,
    contactSquares: "N^2", // of all contact forces and torques, each cut to `contactRange`
    ...jointFeatures(joints),
    ...footFeatures(feet),
    ...bodyFeatures,
  },
  events: bodyEvents,
  params: {
    ...bodyParams,
    frameSkip: 5,
    resetNoise: 0.1,
    terminateWhenUnhealthy: true,
    healthyHeight: [0.2, 1] as Json, // [m], bounds included
    contactRange: [-1, 1] as Json, // [N, N m]
    mainLink: "torso" as string, // whose speed counts
    excludePosition: true,
    includeContacts: true,
  },
  limits: { ...bodyLimits, resetNoise: [0, 1] },
  maxSteps: 1000,
  stepSeconds: ({ frameSkip }) => antBody.physics.timestep * frameSkip,
  score: progressAt(5),
  cameras: ["side"],
  validate(params) {
    validateBody(params);
    rangeOf("healthyHeight", params.healthyHeight);
    rangeOf("contactRange", params.contactRange);
    if (!Object.hasOwn(links, params.mainLink))
      fail("params/invalid", { given: `mainLink = ${params.mainLink}`, expected: listing(Object.keys(links), 20) });
  },
  prepare: prepareBody,
  create(params, slot) {
    const { observation, features, row } = slot;
    const [lowest, highest] = rangeOf("healthyHeight", params.healthyHeight);
    const [least, most] = rangeOf("contactRange", params.contactRange);
    const main = links[params.mainLink];
    const measureJoints = jointMeter(antBody, joints, features, row);
    const measureFeet = footMeter(antBody, feet, features, row, antBody.physics.timestep * params.frameSkip);
    return floatingWorld(
      {
        body: antBody,
        addSpeedNoise: addNormally,
        locate({ places }, place) {
          place[0] = places[main * 3];
          place[1] = places[main * 3 + 1];
        },
        healthy: ({ positions }) => lowest <= positions[2] && positions[2] <= highest,
        endsUnhealthy: params.terminateWhenUnhealthy,
        measure(simulation, moved) {
          const { contacts } = simulation;
          let squares = 0;
          for (let i = 0; i < contacts.length; i++) squares += Math.min(most, Math.max(least, contacts[i])) ** 2;
          features.contactSquares[row] = squares;
          measureJoints(simulation);
          measureFeet(simulation, moved);
        },
        observe({ contacts }, from) {
          if (!params.includeContacts) return;
          for (let i = 6; i < contacts.length; i++)
            observation[from + i - 6] = Math.min(most, Math.max(least, contacts[i]));
        },
      },
      params,
      slot,
    );
  },
});
