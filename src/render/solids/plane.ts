import { type Rays, rayLength } from "../rays.ts";
import { corners, type Solid } from "./solid.ts";

/** z = 0, visible from both sides; endless if no half is given. */
export const plane = (half?: readonly [x: number, y: number]): Solid => ({
  hull: half ? corners(half[0], half[1], 0, 0) : [],
  casts: false,
  hit(rays, count) {
    for (let at = 0; at < count * rayLength; at += rayLength) {
      const depth = -rays[at + 2] / rays[at + 5];
      rays[at + 6] = depth > 0 ? depth : Number.POSITIVE_INFINITY;
    }
    if (half) cut(rays, count, half[0], half[1]);
  },
  face(rays, count) {
    for (let at = 0; at < count * rayLength; at += rayLength) {
      rays[at + 7] = 0;
      rays[at + 8] = 0;
      rays[at + 9] = rays[at + 5] < 0 ? 1 : -1;
    }
  },
});

/** Discards hits outside the rectangle. */
function cut(rays: Rays, count: number, halfX: number, halfY: number): void {
  for (let at = 0; at < count * rayLength; at += rayLength) {
    const depth = rays[at + 6];
    const x = rays[at] + depth * rays[at + 3];
    const y = rays[at + 1] + depth * rays[at + 4];
    if (!(Math.abs(x) <= halfX && Math.abs(y) <= halfY)) rays[at + 6] = Number.POSITIVE_INFINITY;
  }
}
