import type { Motion } from "./kinematics.ts";

const farthest = 1e6; // [m, rad/s, N, N m]: beyond it a body has diverged
const fastest = 350; // [m/s]; Rapier holds bodies at 400 without a word, and stops those whose speed is not finite

/** Whether a step may be taken, or has been, with numbers that mean anything. */
export const isSane = (
  { places, velocities, spins }: Motion,
  motorForces: Float64Array,
  loads: Float64Array,
): boolean =>
  isWithin(places, farthest) &&
  isWithin(velocities, fastest) &&
  isWithin(spins, farthest) &&
  isWithin(motorForces, farthest) &&
  isWithin(loads, farthest);

function isWithin(values: Float64Array, limit: number): boolean {
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]) < limit)) return false;
  return true;
}
