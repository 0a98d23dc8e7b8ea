import type { Episode } from "../../src/core/index.ts";

/** The yardstick of moving forward: distance covered, as a share of what a reference speed [m/s] covers in a full episode. */
export const progressAt =
  (reference: number) =>
  ({ steps, maxSteps, features }: Episode<"forwardSpeed">): number =>
    Math.min(1, Math.max(0, (features.forwardSpeed.mean * steps) / (maxSteps * reference)));
