import type { Motion } from "./kinematics.ts";

const farthest = 1e6; // with larger values a body has diverged [m, rad/s, N, N m]
const fastest = 350; // Rapier silently clamps speeds at 400 and stops bodies whose speed is not finite [m/s]

/** Whether all numbers are meaningful, before or after a step. */
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
