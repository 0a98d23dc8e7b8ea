import { angleOf, type Box, box, type Rng, type Slot, type World } from "../../src/core/index.ts";
import type { Body, Simulation } from "../../src/physics/index.ts";
import { type BodyParams, type BodySlot, bodyWorld } from "./body-world.ts";
import type { Exercise } from "./exercise.ts";
import { addEvenly } from "./reset-noise.ts";

/** Features of a body that can move freely in space: its first joint is free. */
export const floatingFeatures = {
  forwardSpeed: "m/s", // along x, over the whole step
  lateralSpeed: "m/s", // along y, over the whole step
  verticalSpeed: "m/s",
  height: "m", // of the first link
  upright: "1", // height of the first link's own z axis
  headingError: "rad", // from x, or the task's heading, to the first link's own x axis, seen from above
  turningSpeed: "rad/s", // about the first link's own z axis
  distance: "m", // from where the episode began
  healthy: "1", // 1 while the episode may go on
} as const;

export interface FloatingParams extends BodyParams {
  /** Size of the noise on the initial state [m, 1, rad, m/s, rad/s]. */
  readonly resetNoise: number;
  /** Whether the observation leaves out x and y. */
  readonly excludePosition: boolean;
}

export type FloatingSlot = BodySlot & Slot<Box, Box, keyof typeof floatingFeatures>;

/** The parts that differ between floating bodies. */
export interface FloatingBody {
  readonly body: Body;
  addSpeedNoise(speeds: Float64Array, scale: number, rng: Rng): void;
  /** Writes x and y of the body's reference point [m]. */
  locate(simulation: Simulation, place: Float64Array): void;
  /** Writes the other features. */
  measure(simulation: Simulation, moved: boolean): void;
  /** Memory of `measure` from one step to the next. */
  readonly memory: Float64Array;
  /** Writes the rest of the observation, starting at an index; returns the index after it. */
  observe(simulation: Simulation, from: number): number;
}

/** Positions, with or without x and y, then speeds, then values with the given labels. */
export const floatingObservation = ({ links }: Body, { excludePosition }: FloatingParams, rest: readonly string[]) => {
  const hinges = links.flatMap(({ joints }) => joints.filter(({ kind }) => kind === "hinge").map(({ name }) => name));
  const labels = [
    ...(excludePosition ? [] : ["x [m]", "y [m]"]),
    "height [m]",
    ...["w", "x", "y", "z"].map((part) => `orientation ${part} [1]`),
    ...hinges.map((name) => `${name} angle [rad]`),
    ...["x", "y", "z"].map((axis) => `speed along ${axis} [m/s]`),
    ...["x", "y", "z"].map((axis) => `turning about own ${axis} [rad/s]`),
    ...hinges.map((name) => `${name} speed [rad/s]`),
    ...rest,
  ];
  return box({ dtype: "float32", shape: [labels.length], labels });
};

/** Labels of an array `[links, parts]`. */
export const labelsOf = ({ links }: Body, parts: readonly string[]): string[] =>
  links.flatMap(({ name }) => parts.map((part) => `${name} ${part}`));

/** Labels of contact forces and torques on a link. */
export const contactParts = [
  ...["x", "y", "z"].map((axis) => `contact torque about ${axis} [N m]`),
  ...["x", "y", "z"].map((axis) => `contact force along ${axis} [N]`),
];

export function floatingWorld(
  floating: FloatingBody,
  params: FloatingParams,
  slot: FloatingSlot,
  exercise: Exercise,
): World {
  const { body } = floating;
  const { observation, features, row } = slot;
  const { forwardSpeed, lateralSpeed, verticalSpeed, height, upright, headingError, turningSpeed, distance, healthy } =
    features;
  const skipped = params.excludePosition ? 2 : 0;
  const stepSeconds = body.physics.timestep * params.frameSkip;
  const memory = new Float64Array(4); // x and y at the start, and when last measured
  const remembered = [memory, floating.memory, ...(exercise.memory ? [exercise.memory] : [])];
  const place = new Float64Array(2);
  return bodyWorld(body, params, slot, (simulation) => ({
    memory: remembered,
    pushed: () => exercise.pushed?.(),
    start(rng) {
      addEvenly(simulation.positions, params.resetNoise, rng);
      floating.addSpeedNoise(simulation.speeds, params.resetNoise, rng);
      exercise.start?.(simulation, rng);
    },
    measure(moved, rng) {
      const { positions, speeds } = simulation;
      floating.locate(simulation, place);
      if (!moved) memory.set([place[0], place[1], place[0], place[1]]);
      forwardSpeed[row] = moved ? (place[0] - memory[2]) / stepSeconds : speeds[0];
      lateralSpeed[row] = moved ? (place[1] - memory[3]) / stepSeconds : speeds[1];
      verticalSpeed[row] = speeds[2];
      height[row] = positions[2];
      const [w, x, y, z] = [positions[3], positions[4], positions[5], positions[6]];
      const size = w * w + x * x + y * y + z * z;
      upright[row] = 1 - (2 * (x * x + y * y)) / size;
      headingError[row] = angleOf(2 * (w * z + x * y), w * w + x * x - y * y - z * z);
      turningSpeed[row] = speeds[5];
      distance[row] = Math.hypot(place[0] - memory[0], place[1] - memory[1]);
      healthy[row] = exercise.healthy(simulation) ? 1 : 0;
      memory[2] = place[0];
      memory[3] = place[1];
      floating.measure(simulation, moved);
      exercise.measure?.(simulation, moved, rng);
      let at = 0;
      for (let i = skipped; i < positions.length; i++) observation[at++] = positions[i];
      for (let i = 0; i < speeds.length; i++) observation[at++] = speeds[i];
      at = floating.observe(simulation, at);
      exercise.observe?.(simulation, at);
    },
    ended: () => exercise.endsUnhealthy && healthy[row] === 0,
  }));
}
