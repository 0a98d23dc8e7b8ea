import { driven } from "./bicycle.ts";
import type { Dynamics } from "./dynamics.ts";
import { motion, onRoute, type TownState } from "./state.ts";

const uncomfortable = [
  { which: motion.longitudinal, low: -4.05, high: 2.4 }, // [m/s^2]
  { which: motion.lateral, low: -4.89, high: 4.89 }, // [m/s^2]
  { which: motion.jerk, low: -8.37, high: 8.37 }, // [m/s^3]
  { which: motion.longitudinalJerk, low: -4.13, high: 4.13 }, // [m/s^3]
  { which: motion.yawRate, low: -0.95, high: 0.95 }, // [rad/s]
  { which: motion.yawAcceleration, low: -1.93, high: 1.93 }, // [rad/s^2]
] as const;
const riskBelow = 1; // [s] to a collision
const offCentre = 0.5; // [m]
export const longAgo = 60; // [s]: as long as anything is remembered

/** Drives the car for a step, and notes how it moved. */
export function driveOn(
  { driven: self, motion: moved }: Pick<TownState, "driven" | "motion">,
  dynamics: Dynamics,
  seconds: number,
): void {
  const longitudinal = moved[motion.longitudinal];
  const lateral = moved[motion.lateral];
  const yawRate = moved[motion.yawRate];
  dynamics.drive(seconds);
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
  { since, motion: moved, route }: Pick<TownState, "since" | "motion" | "route">,
  risk: number,
  isJunction: boolean,
  seconds: number,
): void {
  since[0] = risk < riskBelow ? 0 : Math.min(longAgo, since[0] + seconds);
  for (let i = 0; i < uncomfortable.length; i++) {
    const { which, low, high } = uncomfortable[i];
    const value = moved[which];
    since[1 + i] = value < low || value > high ? 0 : Math.min(longAgo, since[1 + i] + seconds);
  }
  const isOff = Math.abs(route[onRoute.left]) > offCentre && !isJunction;
  since[7] = isOff ? Math.min(longAgo, since[7] + seconds) : 0;
}
