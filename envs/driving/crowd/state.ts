import { snapshot } from "../../../src/core/index.ts";
import { drivenSize } from "../town/bicycle.ts";
import { bodySize } from "../town/boxes.ts";
import { motion, onRoute, stepsASecond } from "../town/state.ts";
import { weightNames } from "./weights.ts";

const sizes = {
  driven: drivenSize,
  own: bodySize,
  asked: 4, // as in `townState`
  route: Object.keys(onRoute).length,
  motion: Object.keys(motion).length,
  against: stepsASecond,
  since: 8,
  /** Powers of two of the reward's weights. */
  leanings: weightNames.length,
} as const;

/** What is known of one car: views into the arrays of all, so that they are saved as a whole. */
export type Car = { readonly [K in keyof typeof sizes]: Float64Array<ArrayBuffer> };

/** Whether a car drives, has ended in the last step and stands there still, or has left the road. */
export const status = { drives: 0, failed: 1, arrived: 2, gone: 3 } as const;

/** Numbers of `clock`: town, steps, time of the lights at the start [s]. */
export const clocked = { town: 0, steps: 1, lights: 2 } as const;

/** Everything that changes in a world of many cars. */
export function crowdState(seats: number) {
  const each = (size: number) => new Float64Array(size * seats);
  const arrays = Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, each(size)])) as Car;
  const state = {
    clock: new Float64Array(3),
    status: new Uint8Array(seats),
    /** Which of the town's routes. */
    route: new Int32Array(seats),
  };
  const cars = Array.from({ length: seats }, (_, seat) => {
    const view = (name: keyof Car) => arrays[name].subarray(seat * sizes[name], (seat + 1) * sizes[name]);
    return Object.fromEntries(Object.keys(sizes).map((name) => [name, view(name as keyof Car)])) as Car;
  });
  return {
    ...state,
    cars,
    /** `[seats, bodySize]`; a car that has left has length 0. */
    bodies: arrays.own,
    ...snapshot(...Object.values(state), ...Object.values(arrays)),
  };
}

export type CrowdState = ReturnType<typeof crowdState>;
