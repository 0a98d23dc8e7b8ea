import type { Episode } from "../../src/core/index.ts";

/** Moving forward: the distance covered, as a share of the distance at a reference speed [m/s] in a full episode. */
export const progressAt =
  (reference: number) =>
  ({ steps, maxSteps, features }: Episode<"forwardSpeed">): number =>
    Math.min(1, Math.max(0, (features.forwardSpeed.mean * steps) / (maxSteps * reference)));

/** The mean of a feature between 0 and 1 over a full episode; steps missing after an early end count as 0. */
export const meanOf =
  <Name extends string>(feature: Name) =>
  ({ steps, maxSteps, features }: Episode<Name>): number =>
    Math.min(1, Math.max(0, (features[feature].mean * steps) / maxSteps));

/** Getting somewhere and staying: 1 if success lasts for half of a full episode. */
export const heldForHalf = ({ steps, maxSteps, features }: Episode<"success">): number =>
  Math.min(1, (features.success.mean * steps) / (maxSteps / 2));
