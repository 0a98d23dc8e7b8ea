import { endOfParabola } from "./end-of-parabola.ts";

/** Measurements of comfort and the range that people find comfortable: nuPlan's limits, which CaRL uses too. */
export const comfortable = {
  longitudinalAcceleration: [-4.05, 2.4], // [m/s^2]
  lateralAcceleration: [-4.89, 4.89], // [m/s^2]
  jerk: [-8.37, 8.37], // [m/s^3]
  longitudinalJerk: [-4.13, 4.13], // [m/s^3]
  yawRate: [-0.95, 0.95], // [rad/s]
  yawAcceleration: [-1.93, 1.93], // [rad/s^2]
} as const;

export type ComfortFeature = keyof typeof comfortable;
export const comfortFeatures = Object.keys(comfortable) as ComfortFeature[];

const limits = Object.values(comfortable);
/** How many of the six limits are broken, or were a short while ago, for each seat. */
export interface ComfortMeter {
  /** Takes in a step of a seat. @returns limits that are broken, 0 to 6 */
  step(seat: number, features: { readonly [K in ComfortFeature]: Float64Array }, row: number): number;
  /** Begins an episode of the seat. */
  clear(seat: number): void;
  /** What is remembered, for `seatMemory`. */
  readonly memory: readonly (Float64Array | Int32Array)[];
}

/**
 * Measurements are smoothed by a parabola through the last samples, as they jump from step to step.
 * @param samples how many samples to smooth over, 1 to 15; 1 smooths nothing
 * @param held steps for which a broken limit stays broken; 0 for the step alone
 */
export function comfortMeter(seats: number, samples: number, held: number): ComfortMeter {
  const kinds = limits.length;
  const recent = new Float64Array(seats * kinds * samples); // the newest first
  const count = new Int32Array(seats);
  const left = new Int32Array(seats * kinds); // steps for which each limit stays broken
  return {
    step(seat, features, row) {
      count[seat] = Math.min(samples, count[seat] + 1);
      let broken = 0;
      for (let kind = 0; kind < kinds; kind++) {
        const start = (seat * kinds + kind) * samples;
        recent.copyWithin(start + 1, start, start + samples - 1);
        recent[start] = features[comfortFeatures[kind]][row];
        const value = endOfParabola(recent, start, count[seat]);
        const place = seat * kinds + kind;
        const [low, high] = limits[kind];
        if (value < low || value > high) left[place] = held + 1;
        if (left[place] > 0) {
          broken++;
          left[place]--;
        }
      }
      return broken;
    },
    clear(seat) {
      count[seat] = 0;
      recent.fill(0, seat * kinds * samples, (seat + 1) * kinds * samples);
      left.fill(0, seat * kinds, (seat + 1) * kinds);
    },
    memory: [recent, count, left],
  };
}
