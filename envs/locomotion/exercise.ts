import type { Rng } from "../../src/core/index.ts";
import type { Simulation } from "../../src/physics/index.ts";

/**
 * What a task asks of a body that moves about, besides what is measured of such a body anyway. Height, uprightness and
 * speeds have been written into the features when any of it is called.
 */
export interface Exercise {
  /** Whether the episode may go on. */
  healthy(simulation: Simulation): boolean;
  /** Whether it ends where it may not. */
  readonly endsUnhealthy: boolean;
  /** What is remembered from one step to the next. */
  readonly memory?: Float64Array;
  /** Draws what differs between episodes, and changes positions and speeds that have been drawn. */
  start?(simulation: Simulation, rng: Rng): void;
  /** Told of a push as it begins. */
  pushed?(): void;
  /** Writes its features; all features of the body have been written. */
  measure?(simulation: Simulation, moved: boolean, rng: Rng): void;
  /** Writes its part of the observation, from an index on. */
  observe?(simulation: Simulation, from: number): void;
}

/** Where a world of one body writes its features. */
export interface FeatureRow<Name extends string> {
  readonly features: { readonly [K in Name]: Float64Array };
  readonly row: number;
}

/** Never ends but by the time limit. */
export const endless = { healthy: () => true, endsUnhealthy: false } as const;

/** Ends where the first link has sunk below a height [m]. */
export const unfallen = (fallenHeight: number, { features: { height }, row }: FeatureRow<"height">) => ({
  healthy: () => height[row] >= fallenHeight,
  endsUnhealthy: true,
});
