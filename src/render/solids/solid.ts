import type { Rays } from "../rays.ts";

/** A form that rays can hit, in its own frame: its centre is the origin. */
export interface Solid {
  /** Spheres whose hull contains the form; none for an endless form. */
  readonly hull: readonly Ball[];
  /** Whether it casts shadows; only convex forms may. */
  readonly casts: boolean;
  /** Writes the depth at which each of the first `count` rays enters the form in front of its origin. */
  hit(rays: Rays, count: number): void;
  /** Writes the normals, of length 1, of the surface at the rays' depths. */
  face(rays: Rays, count: number): void;
}

export type Ball = readonly [x: number, y: number, z: number, radius: number];

/** The corners of a block around the origin. */
export const corners = (x: number, y: number, low: number, high: number): Ball[] =>
  [low, high].flatMap((z) => [-y, y].flatMap((b) => [-x, x].map((a): Ball => [a, b, z, 0])));
