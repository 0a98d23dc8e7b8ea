import { angleOf, cosine, sine } from "../../../src/core/index.ts";
import type { Near } from "./near.ts";

/** How far rays reach [m]. */
export const lidarRange = 50;

/**
 * Measures how far rays go from the middle of a car until they meet a body, all around, against the clock from straight
 * ahead. Only the rays that can meet a body are tried on it.
 */
export function lidar(rays: number) {
  const turn = (2 * Math.PI) / rays;
  const cosines = new Float64Array(rays);
  const sines = new Float64Array(rays);
  for (let ray = 0; ray < rays; ray++) {
    cosines[ray] = cosine(ray * turn);
    sines[ray] = sine(ray * turn);
  }

  return {
    clear: (out: Float32Array): void => void out.fill(lidarRange),
    /** Shortens the rays that meet bodies near by. @param own body of the car, which is left out */
    sweep(own: Float64Array, bodies: Float64Array, near: Near, out: Float32Array): void {
      const cos = own[2];
      const sin = own[3];
      for (let k = 0; k < near.count; k++) {
        const at = near.at[k];
        const dx = bodies[at] - own[0];
        const dy = bodies[at + 1] - own[1];
        const length = bodies[at + 6];
        const width = bodies[at + 7];
        const away = Math.sqrt(dx * dx + dy * dy);
        const reach = Math.sqrt(length * length + width * width);
        if (away - reach > lidarRange) continue;
        // the body in the car's frame
        const x = cos * dx + sin * dy;
        const y = cos * dy - sin * dx;
        const c = cos * bodies[at + 2] + sin * bodies[at + 3];
        const s = cos * bodies[at + 3] - sin * bodies[at + 2];
        const isAround = away <= reach;
        const middle = isAround ? 0 : angleOf(y, x) / turn;
        const half = isAround ? rays / 2 : (1.5708 * reach) / away / turn; // an arc sine is at most that
        for (let i = Math.ceil(middle - half); i <= middle + half; i++) {
          const ray = ((i % rays) + rays) % rays;
          const depth = depthOf(x, y, c, s, length, width, cosines[ray], sines[ray]);
          if (depth < out[ray]) out[ray] = depth;
        }
      }
    },
  };
}

/** How far along a ray from the origin a rectangle begins; endless where the ray misses it, 0 within. */
function depthOf(
  x: number,
  y: number,
  c: number,
  s: number,
  length: number,
  width: number,
  alongX: number,
  alongY: number,
): number {
  const toX = c * x + s * y; // in the rectangle's own axes
  const toY = c * y - s * x;
  const rayX = 1 / (c * alongX + s * alongY);
  const rayY = 1 / (c * alongY - s * alongX);
  const spanX = length * Math.abs(rayX);
  const spanY = width * Math.abs(rayY);
  const enters = Math.max(toX * rayX - spanX, toY * rayY - spanY);
  const leaves = Math.min(toX * rayX + spanX, toY * rayY + spanY);
  return leaves >= 0 && enters <= leaves ? Math.max(0, enters) : Number.POSITIVE_INFINITY;
}
