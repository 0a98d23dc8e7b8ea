import type { Rng } from "../../src/core/index.ts";
import type { Simulation } from "../../src/physics/index.ts";

/**
 * The part of a task that is independent of the body. Height, uprightness and speeds are already written to the features
 * when any of these functions is called.
 */
export interface Exercise {
  /** Whether the episode may go on. */
  healthy(simulation: Simulation): boolean;
  /** Whether the episode ends as soon as it may not go on. */
  readonly endsUnhealthy: boolean;
  /** Memory from one step to the next. */
  readonly memory?: Float64Array;
  /** Draws values of the new episode, and may change the positions and speeds that were drawn. */
  start?(simulation: Simulation, rng: Rng): void;
  /** Called when a push begins. */
  pushed?(): void;
  /** Writes its features, after all features of the body. */
  measure?(simulation: Simulation, moved: boolean, rng: Rng): void;
  /** Writes its part of the observation, starting at an index. */
  observe?(simulation: Simulation, from: number): void;
}

/** The feature columns of a world with one body. */
export interface FeatureRow<Name extends string> {
  readonly features: { readonly [K in Name]: Float64Array };
  readonly row: number;
}

/** Ends only by the time limit. */
export const endless = { healthy: () => true, endsUnhealthy: false } as const;

/** Ends when the first link sinks below a height [m]. */
export const unfallen = (fallenHeight: number, { features: { height }, row }: FeatureRow<"height">) => ({
  healthy: () => height[row] >= fallenHeight,
  endsUnhealthy: true,
});
