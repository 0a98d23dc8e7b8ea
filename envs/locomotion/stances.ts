import type { FeatureRow } from "./exercise.ts";

/** A body stands while its first link is at least this high [m] and this upright [1]. */
export interface Stance {
  readonly height: number;
  readonly upright: number;
}

/** In their descriptions they are 1.25, 1.25, 0.75 (0.56 when settled) and 1.4 m high. */
export const stances = {
  hopper: { height: 1, upright: 0.95 },
  walker2d: { height: 1, upright: 0.9 },
  ant: { height: 0.35, upright: 0.9 },
  humanoid: { height: 1.2, upright: 0.9 },
} as const satisfies { readonly [body: string]: Stance };

export const stands = (
  stance: Stance,
  { features: { height, upright }, row }: FeatureRow<"height" | "upright">,
): boolean => height[row] >= stance.height && upright[row] >= stance.upright;
