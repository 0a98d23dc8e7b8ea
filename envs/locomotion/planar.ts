import { type Box, box, cosine, type Rng, type Slot, type World } from "../../src/core/index.ts";
import type { Body, Simulation } from "../../src/physics/index.ts";
import { type BodyParams, type BodySlot, bodyWorld } from "./body-world.ts";
import type { Exercise } from "./exercise.ts";
import { addEvenly } from "./reset-noise.ts";

/** Features of a body in the x-z plane: its first joints are rootX, rootZ and rootPitch. */
export const planarFeatures = {
  forwardSpeed: "m/s", // over the whole step
  verticalSpeed: "m/s",
  height: "m", // of the first link
  pitch: "rad", // forward from the pose in the description
  pitchSpeed: "rad/s",
  upright: "1", // cosine of the pitch
  distance: "m", // forward from where the episode began
  healthy: "1", // 1 while the episode may go on
} as const;

export interface PlanarParams extends BodyParams {
  /** Size of the noise on the initial state [m, rad, m/s, rad/s]. */
  readonly resetNoise: number;
  /** Whether the observation leaves out x. */
  readonly excludePosition: boolean;
}

export type PlanarSlot = BodySlot & Slot<Box, Box, keyof typeof planarFeatures>;

/** The parts that differ between planar bodies. */
export interface PlanarBody {
  readonly body: Body;
  /** Observed speeds are clipped to this [m/s, rad/s]. */
  readonly speedLimit: number;
  addSpeedNoise(speeds: Float64Array, scale: number, rng: Rng): void;
  /** Writes the other features. */
  measure(simulation: Simulation, moved: boolean): void;
  /** Memory of `measure` from one step to the next. */
  readonly memory: Float64Array;
}

/** Positions, with or without x, then speeds, then values with the given labels. */
export const planarObservation = ({ links }: Body, { excludePosition }: PlanarParams, rest: readonly string[] = []) => {
  const hinges = links.slice(1).flatMap(({ joints }) => joints.map(({ name }) => name));
  const labels = [
    ...(excludePosition ? [] : ["x [m]"]),
    ...["height [m]", "pitch [rad]", ...hinges.map((name) => `${name} angle [rad]`)],
    ...["forward speed [m/s]", "vertical speed [m/s]", "pitch speed [rad/s]"],
    ...hinges.map((name) => `${name} speed [rad/s]`),
    ...rest,
  ];
  return box({ dtype: "float32", shape: [labels.length], labels });
};

export function planarWorld(planar: PlanarBody, params: PlanarParams, slot: PlanarSlot, exercise: Exercise): World {
  const { body, speedLimit } = planar;
  const { observation, features, row } = slot;
  const { forwardSpeed, verticalSpeed, height, pitch, pitchSpeed, upright, distance, healthy } = features;
  const skipped = params.excludePosition ? 1 : 0;
  const stepSeconds = body.physics.timestep * params.frameSkip;
  const [{ at, joints }] = body.links;
  const base = at[2] - (joints[1].reference ?? 0); // height where rootZ is 0
  const memory = new Float64Array(2); // x at the start, and when last measured
  const remembered = [memory, planar.memory, ...(exercise.memory ? [exercise.memory] : [])];
  return bodyWorld(body, params, slot, (simulation) => ({
    memory: remembered,
    pushed: () => exercise.pushed?.(),
    start(rng) {
      addEvenly(simulation.positions, params.resetNoise, rng);
      planar.addSpeedNoise(simulation.speeds, params.resetNoise, rng);
      exercise.start?.(simulation, rng);
      memory[0] = simulation.positions[0];
    },
    measure(moved, rng) {
      const { positions, speeds } = simulation;
      forwardSpeed[row] = moved ? (positions[0] - memory[1]) / stepSeconds : speeds[0];
      verticalSpeed[row] = speeds[1];
      height[row] = base + positions[1];
      pitch[row] = positions[2];
      pitchSpeed[row] = speeds[2];
      upright[row] = cosine(positions[2]);
      distance[row] = positions[0] - memory[0];
      memory[1] = positions[0];
      healthy[row] = exercise.healthy(simulation) ? 1 : 0;
      planar.measure(simulation, moved);
      exercise.measure?.(simulation, moved, rng);
      let place = 0;
      for (let i = skipped; i < positions.length; i++) observation[place++] = positions[i];
      for (let i = 0; i < speeds.length; i++)
        observation[place++] = Math.min(speedLimit, Math.max(-speedLimit, speeds[i]));
      exercise.observe?.(simulation, place);
    },
    ended: () => exercise.endsUnhealthy && healthy[row] === 0,
  }));
}
