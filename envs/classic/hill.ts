import { type Frame, sine } from "../../src/core/index.ts";
import { colours, disc, fill, ground, line } from "./paint.ts";

export const leftmost = -1.2; // a wall that stops the car [m]
export const rightmost = 0.6; // [m]
export const fastest = 0.07; // [m/step]
export const gravity = 0.0025; // [m/step^2] along the steepest slope

/** Height of the road [m]: a valley between two hills, its floor at position -pi/6 and height 0.1 m. */
export const heightAt = (position: number): number => 0.45 * sine(3 * position) + 0.55;

/** Kinetic and potential energy per kilogram above that of resting in the valley [m^2/step^2]. */
export const energyOf = (position: number, speed: number): number =>
  (speed * speed) / 2 + (gravity / 3) * (1 + sine(3 * position));

const view = { x: -0.3, y: 0.6, width: 1.8, height: 1.2 };

/** Paints the road, the flag and the car. */
export function drawHill(frame: Frame, position: number, flag: number): void {
  fill(frame, colours.paper);
  ground(frame, view, heightAt, colours.body);
  line(frame, view, [flag, heightAt(flag)], [flag, heightAt(flag) + 0.15], 0.015, colours.goal);
  disc(frame, view, [flag + 0.03, heightAt(flag) + 0.14], 0.03, colours.goal);
  disc(frame, view, [position, heightAt(position) + 0.04], 0.05, colours.limb);
}
