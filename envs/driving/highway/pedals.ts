import { cosine, sine } from "../../../src/core/index.ts";
import { type Cars, ego } from "./cars.ts";

const mostAcceleration = 5; // [m/s^2], forward and backward
const mostSteering = Math.PI / 4; // [rad], to each side

/** Turns the front wheels of the agent's car, `share` in [-1, 1], positive to the right. */
export function turnWheels({ steering, tally }: Cars, share: number): void {
  const angle = -mostSteering + ((share + 1) * (2 * mostSteering)) / 2;
  steering[tally[ego]] = sine(angle) / cosine(angle);
}

/** Accelerates the agent's car, `share` in [-1, 1]. */
export function pressPedals({ acceleration, tally }: Cars, share: number): void {
  acceleration[tally[ego]] = -mostAcceleration + ((share + 1) * (2 * mostAcceleration)) / 2;
}
