import { type Box, box, fail, type Json, listing, pair, type Slot, type World } from "../../src/core/index.ts";
import { type Body, layoutOf } from "../../src/physics/index.ts";
import { antBody } from "./bodies/ant.ts";
import { bodyEvents, bodyFeatures, bodyLimits, bodyParams, prepareBody, validateBody } from "./body-world.ts";
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
import { rangeOf } from "./ranges.ts";
import { addNormally } from "./reset-noise.ts";
import { camerasOf } from "./scene-cameras.ts";

export const quadrupedJoints = [
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

export interface QuadrupedParams extends FloatingParams {
  readonly contactRange: Json;
  readonly mainLink: string;
  readonly includeContacts: boolean;
}

/** Positions and speeds, then contacts of all links, then values with the given labels. */
const observation = (params: QuadrupedParams, rest: readonly string[] = []) =>
  floatingObservation(antBody, params, [...(params.includeContacts ? labelsOf(antBody, contactParts) : []), ...rest]);

/** The common part of every task on the ant. */
export const quadrupedDefinition = {
  observation: (params: QuadrupedParams) => observation(params),
  action: box({
    dtype: "float32",
    shape: [8],
    low: -1,
    high: 1,
    labels: antBody.motors.map(({ joint }) => `${joint} torque [150 N m]`),
  }),
  events: bodyEvents,
  limits: { ...bodyLimits, resetNoise: [0, 1], contactRange: pair },
  stepSeconds: ({ frameSkip }: { readonly frameSkip: number }) => antBody.physics.timestep * frameSkip,
  cameras: camerasOf(antBody),
  prepare: prepareBody,
} as const;

/** The observation with the labels of an exercise's values at its end. */
export const quadrupedObservationWith = (rest: readonly string[]) => (params: QuadrupedParams) =>
  observation(params, rest);

export const quadrupedFeatures = {
  ...floatingFeatures,
  contactSquares: "N^2", // of all contact forces and torques, each clipped to `contactRange`
  ...jointFeatures(quadrupedJoints),
  ...footFeatures(feet),
  ...bodyFeatures,
} as const;

export const quadrupedParams = {
  ...bodyParams,
  frameSkip: 5,
  resetNoise: 0.1,
  contactRange: [-1, 1] as Json, // [N, N m]
  mainLink: "torso" as string, // whose speed counts
  excludePosition: true,
  includeContacts: true,
};

/** @throws `params/invalid` */
export function validateQuadruped(params: QuadrupedParams): void {
  validateBody(params);
  rangeOf("contactRange", params.contactRange);
  if (!Object.hasOwn(links, params.mainLink))
    fail("params/invalid", { given: `mainLink = ${params.mainLink}`, expected: listing(Object.keys(links), 20) });
}

/** The world of an ant, with the floor of its own body or of another one with the same links. */
export function quadrupedWorld(
  params: QuadrupedParams,
  slot: Slot<Box, Box, keyof typeof quadrupedFeatures, "diverged">,
  exercise: Exercise,
  body: Body = antBody,
): World {
  const { observation, features, row } = slot;
  const [least, most] = rangeOf("contactRange", params.contactRange);
  const main = links[params.mainLink];
  const measureJoints = jointMeter(body, quadrupedJoints, features, row);
  const footing = footMeter(body, feet, features, row, body.physics.timestep * params.frameSkip);
  return floatingWorld(
    {
      body,
      addSpeedNoise: addNormally,
      memory: footing.memory,
      locate({ places }, place) {
        place[0] = places[main * 3];
        place[1] = places[main * 3 + 1];
      },
      measure(simulation, moved) {
        const { contacts } = simulation;
        let squares = 0;
        for (let i = 0; i < contacts.length; i++) squares += Math.min(most, Math.max(least, contacts[i])) ** 2;
        features.contactSquares[row] = squares;
        measureJoints(simulation);
        footing.measure(simulation, moved);
      },
      observe({ contacts }, from) {
        if (!params.includeContacts) return from;
        for (let i = 6; i < contacts.length; i++)
          observation[from + i - 6] = Math.min(most, Math.max(least, contacts[i]));
        return from + contacts.length - 6;
      },
    },
    params,
    slot,
    exercise,
  );
}
