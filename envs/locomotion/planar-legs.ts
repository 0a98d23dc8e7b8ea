import { type Box, box, type Rng, type Slot, type World } from "../../src/core/index.ts";
import type { Body } from "../../src/physics/index.ts";
import { bodyEvents, bodyFeatures, bodyLimits, bodyParams, prepareBody } from "./body-world.ts";
import type { Exercise } from "./exercise.ts";
import { footFeatures, footMeter } from "./feet.ts";
import { jointFeatures, jointMeter } from "./joints.ts";
import { type PlanarParams, type PlanarSlot, planarFeatures, planarObservation, planarWorld } from "./planar.ts";
import { addEvenly } from "./reset-noise.ts";
import { camerasOf } from "./scene-cameras.ts";

/** The parts that differ between planar bodies with legs. */
export interface PlanarLegs<Joint extends string, Foot extends string> {
  readonly body: Body;
  /** The names of hinges, and of the links that are feet. */
  readonly joints: readonly Joint[];
  readonly feet: readonly Foot[];
  readonly frameSkip: number;
  readonly resetNoise: number;
  /** Observed speeds are clipped to this [m/s, rad/s]. */
  readonly speedLimit: number;
  readonly addSpeedNoise?: (speeds: Float64Array, scale: number, rng: Rng) => void;
}

/** The common part of every task on such a body: most of its definition, features, params and the creation of worlds. */
export function planarLegs<const Joint extends string, const Foot extends string>(legs: PlanarLegs<Joint, Foot>) {
  const { body, joints, feet, addSpeedNoise = addEvenly } = legs;
  type Features = `${Joint}Angle` | `${Joint}Speed` | `${Foot}Force` | `${Foot}AirTime`;
  return {
    definition: {
      observation: (params: PlanarParams) => planarObservation(body, params),
      action: box({
        dtype: "float32",
        shape: [body.motors.length],
        low: -1,
        high: 1,
        labels: body.motors.map(({ joint, gear }) => `${joint} torque [${gear} N m]`),
      }),
      stepSeconds: ({ frameSkip }: { readonly frameSkip: number }) => body.physics.timestep * frameSkip,
      events: bodyEvents,
      limits: { ...bodyLimits, resetNoise: [0, 1] as const },
      cameras: camerasOf(body),
      prepare: prepareBody,
    },
    features: { ...planarFeatures, ...jointFeatures(joints), ...footFeatures(feet), ...bodyFeatures },
    params: { ...bodyParams, frameSkip: legs.frameSkip, resetNoise: legs.resetNoise, excludePosition: true },
    /** The observation with the labels of an exercise's values at its end. */
    observationWith: (rest: readonly string[]) => (params: PlanarParams) => planarObservation(body, params, rest),
    world(params: PlanarParams, slot: PlanarSlot & Slot<Box, Box, Features>, exercise: Exercise): World {
      const measureJoints = jointMeter(body, joints, slot.features, slot.row);
      const footing = footMeter(body, feet, slot.features, slot.row, body.physics.timestep * params.frameSkip);
      return planarWorld(
        {
          body,
          speedLimit: legs.speedLimit,
          addSpeedNoise,
          memory: footing.memory,
          measure(simulation, moved) {
            measureJoints(simulation);
            footing.measure(simulation, moved);
          },
        },
        params,
        slot,
        exercise,
      );
    },
  };
}
