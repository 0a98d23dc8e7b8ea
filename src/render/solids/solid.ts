import type { Rays } from "../rays.ts";

/** A form that rays can meet, in its own frame: its centre is the origin. */
export interface Solid {
  /** Spheres whose hull holds the form; none where the form is endless. */
  readonly hull: readonly Ball[];
  /** Whether others can stand in its shadow; only forms without a hollow may. */
  readonly casts: boolean;
  /** Writes where each of the first `count` rays enters the form in front of where it starts, into its depth. */
  hit(rays: Rays, count: number): void;
  /** Writes the normals, of length 1, of the surface at the rays' depths. */
  face(rays: Rays, count: number): void;
}

export type Ball = readonly [x: number, y: number, z: number, radius: number];

/** The corners of a block around the origin. */
export const corners = (x: number, y: number, low: number, high: number): Ball[] =>
  [low, high].flatMap((z) => [-y, y].flatMap((b) => [-x, x].map((a): Ball => [a, b, z, 0])));
