import { type Box, box, type Json, type Slot, type World } from "../../src/core/index.ts";
import type { Body } from "../../src/physics/index.ts";
import { humanoidBody } from "./bodies/humanoid.ts";
import { bodyEvents, bodyFeatures, bodyLimits, bodyParams, prepareBody } from "./body-world.ts";
import type { Exercise } from "./exercise.ts";
import { footFeatures, footMeter } from "./feet.ts";
import {
  contactParts,
  type FloatingParams,
  floatingFeatures,
  floatingObservation,
  floatingWorld,
  labelsOf,
} from "./floating.ts";
import { jointFeatures, jointMeter } from "./joints.ts";
import { addEvenly } from "./reset-noise.ts";
import { camerasOf } from "./scene-cameras.ts";

const joints = [
  "abdomenZ",
  "abdomenY",
  "abdomenX",
  "rightHipX",
  "rightHipZ",
  "rightHipY",
  "rightKnee",
  "leftHipX",
  "leftHipZ",
  "leftHipY",
  "leftKnee",
  "rightShoulder1",
  "rightShoulder2",
  "rightElbow",
  "leftShoulder1",
  "leftShoulder2",
  "leftElbow",
] as const;
const feet = ["rightFoot", "leftFoot"] as const;
const { motors, physics } = humanoidBody; // the same in both descriptions

/** Features of every humanoid. */
export const personFeatures = {
  ...floatingFeatures,
  contactSquares: "N^2", // of all contact forces and torques
  ...jointFeatures(joints),
  ...footFeatures(feet),
  ...bodyFeatures,
} as const;

export const personParams = {
  ...bodyParams,
  frameSkip: 5,
  resetNoise: 0.01,
  excludePosition: true,
  includeInertias: true,
  includeMotions: true,
  includeMotorForces: true,
  includeContacts: true,
};

export interface PersonParams extends FloatingParams {
  readonly includeInertias: boolean;
  readonly includeMotions: boolean;
  readonly includeMotorForces: boolean;
  readonly includeContacts: boolean;
  readonly [name: string]: Json;
}
type PersonSlot = Slot<Box, Box, keyof typeof personFeatures, "diverged">;

const inertiaParts = [
  ...["xx", "yy", "zz", "xy", "xz", "yz"].map((pair) => `inertia ${pair} [kg m^2]`),
  ...["x", "y", "z"].map((axis) => `mass moment along ${axis} [kg m]`),
  "mass [kg]",
];
const motionParts = [
  ...["x", "y", "z"].map((axis) => `turning about ${axis} [rad/s]`),
  ...["x", "y", "z"].map((axis) => `moving along ${axis} [m/s]`),
];

/** Positions and speeds, then inertias, motions, motor forces and contacts of all links, then values with the given labels. */
const observation = (params: PersonParams, rest: readonly string[] = []) =>
  floatingObservation(humanoidBody, params, [
    ...(params.includeInertias ? labelsOf(humanoidBody, inertiaParts) : []),
    ...(params.includeMotions ? labelsOf(humanoidBody, motionParts) : []),
    ...(params.includeMotorForces ? joints.map((joint) => `${joint} motor torque [N m]`) : []),
    ...(params.includeContacts ? labelsOf(humanoidBody, contactParts) : []),
    ...rest,
  ]);

/** The common part of every task on the humanoid. */
export const personDefinition = {
  observation: (params: PersonParams) => observation(params),
  action: box({
    dtype: "float32",
    shape: [motors.length],
    low: -0.4,
    high: 0.4,
    labels: motors.map(({ joint, gear }) => `${joint} torque [${gear} N m]`),
  }),
  events: bodyEvents,
  limits: { ...bodyLimits, resetNoise: [0, 1] },
  stepSeconds: ({ frameSkip }: { readonly frameSkip: number }) => physics.timestep * frameSkip,
  cameras: camerasOf(humanoidBody),
  prepare: prepareBody,
} as const;

/** The observation with the labels of an exercise's values at its end. */
export const personObservationWith = (rest: readonly string[]) => (params: PersonParams) => observation(params, rest);

/** The world of a person, located by the centre of mass; the standing body or another one with the same links. */
export function personWorld(
  params: PersonParams,
  slot: PersonSlot,
  exercise: Exercise,
  body: Body = humanoidBody,
): World {
  const { observation, features, row } = slot;
  const measureJoints = jointMeter(body, joints, features, row);
  const footing = footMeter(body, feet, features, row, body.physics.timestep * params.frameSkip);
  return floatingWorld(
    {
      body,
      addSpeedNoise: addEvenly,
      memory: footing.memory,
      locate({ masses, centres }, place) {
        let [total, x, y] = [0, 0, 0];
        for (let link = 0; link < masses.length; link++) {
          total += masses[link];
          x += masses[link] * centres[link * 3];
          y += masses[link] * centres[link * 3 + 1];
        }
        place[0] = x / total;
        place[1] = y / total;
      },
      measure(simulation, moved) {
        const { contacts } = simulation;
        let squares = 0;
        for (let i = 0; i < contacts.length; i++) squares += contacts[i] * contacts[i];
        features.contactSquares[row] = squares;
        measureJoints(simulation);
        footing.measure(simulation, moved);
      },
      observe({ inertias, motions, motorForces, contacts }, from) {
        let at = from;
        if (params.includeInertias) for (let i = 10; i < inertias.length; i++) observation[at++] = inertias[i];
        if (params.includeMotions) for (let i = 6; i < motions.length; i++) observation[at++] = motions[i];
        if (params.includeMotorForces) for (let i = 6; i < motorForces.length; i++) observation[at++] = motorForces[i];
        if (params.includeContacts) for (let i = 6; i < contacts.length; i++) observation[at++] = contacts[i];
        return at;
      },
    },
    params,
    slot,
    exercise,
  );
}
