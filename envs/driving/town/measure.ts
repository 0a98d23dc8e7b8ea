import { car, drive, driven } from "./bicycle.ts";
import { motion, onRoute, type TownState } from "./state.ts";

const comfortLimits = [
  [motion.longitudinal, -4.05, 2.4], // [m/s^2]
  [motion.lateral, -4.89, 4.89], // [m/s^2]
  [motion.jerk, -8.37, 8.37], // [m/s^3]
  [motion.longitudinalJerk, -4.13, 4.13], // [m/s^3]
  [motion.yawRate, -0.95, 0.95], // [rad/s]
  [motion.yawAcceleration, -1.93, 1.93], // [rad/s^2]
] as const;
const riskBelow = 1; // [s] to a collision
const offCentre = 0.5; // [m]
export const longAgo = 60; // [s]: as long as anything is remembered

/** Drives the car for a step, and notes how it moved. */
export function driveOn({ driven: self, asked, motion: moved }: TownState, seconds: number): void {
  const [longitudinal, lateral, yawRate] = [moved[motion.longitudinal], moved[motion.lateral], moved[motion.yawRate]];
  drive(self, asked[0], asked[1], seconds);
  moved[motion.longitudinal] = self[driven.acceleration];
  moved[motion.lateral] = self[driven.sideways];
  moved[motion.yawRate] = self[driven.yawRate];
  const ahead = (moved[motion.longitudinal] - longitudinal) / seconds;
  const aside = (moved[motion.lateral] - lateral) / seconds;
  moved[motion.longitudinalJerk] = ahead;
  moved[motion.jerk] = Math.sqrt(ahead * ahead + aside * aside);
  moved[motion.yawAcceleration] = (moved[motion.yawRate] - yawRate) / seconds;
}

/** Notes how long ago each thing was that rewards remember. */
export function remember(
  { since, motion: moved, route }: TownState,
  risk: number,
  isJunction: boolean,
  seconds: number,
): void {
  since[0] = risk < riskBelow ? 0 : Math.min(longAgo, since[0] + seconds);
  for (const [i, [which, low, high]] of comfortLimits.entries()) {
    const value = moved[which];
    since[1 + i] = value < low || value > high ? 0 : Math.min(longAgo, since[1 + i] + seconds);
  }
  const isOff = Math.abs(route[onRoute.left]) > offCentre && !isJunction;
  since[7] = isOff ? Math.min(longAgo, since[7] + seconds) : 0;
}

/** How far the corners of the car reach to both sides of its route [m]: left, right. */
export function reach(left: number, askew: { readonly cos: number; readonly sin: number }, out: Float64Array): void {
  const half = Math.abs(car.halfLength * askew.sin) + Math.abs(car.halfWidth * askew.cos);
  out[0] = left + half;
  out[1] = half - left;
}
