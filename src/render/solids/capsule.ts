import { rayLength } from "../rays.ts";
import type { Solid } from "./solid.ts";

/** Along z: a ray hits the endless tube, or else the ball at the end that it passes. */
export const capsule = (radius: number, halfLength: number): Solid => ({
  hull: [
    [0, 0, -halfLength, radius],
    [0, 0, halfLength, radius],
  ],
  casts: true,
  hit(rays, count) {
    const radiusSquared = radius * radius;
    for (let at = 0; at < count * rayLength; at += rayLength) {
      const fromX = rays[at];
      const fromY = rays[at + 1];
      const fromZ = rays[at + 2];
      const alongX = rays[at + 3];
      const alongY = rays[at + 4];
      const alongZ = rays[at + 5];
      rays[at + 6] = Number.POSITIVE_INFINITY;
      const a = alongX * alongX + alongY * alongY;
      const b = fromX * alongX + fromY * alongY;
      const c = fromX * fromX + fromY * fromY - radiusSquared;
      const square = b * b - a * c;
      if (!(square >= 0)) continue;
      let end = alongZ > 0 ? -1 : 1; // the end that a ray along the axis hits
      if (a > 1e-12 * alongZ * alongZ) {
        const depth = (-b - Math.sqrt(square)) / a;
        const z = fromZ + depth * alongZ;
        if (z >= -halfLength && z <= halfLength) {
          if (depth > 0) rays[at + 6] = depth;
          continue;
        }
        end = z < 0 ? -1 : 1;
      }
      const fromEnd = fromZ - end * halfLength;
      const ballA = a + alongZ * alongZ;
      const ballB = b + fromEnd * alongZ;
      const ballSquare = ballB * ballB - ballA * (c + fromEnd * fromEnd);
      if (!(ballSquare >= 0)) continue;
      const depth = (-ballB - Math.sqrt(ballSquare)) / ballA;
      if (depth > 0) rays[at + 6] = depth;
    }
  },
  face(rays, count) {
    const inverse = 1 / radius;
    for (let at = 0; at < count * rayLength; at += rayLength) {
      const depth = rays[at + 6];
      const z = rays[at + 2] + depth * rays[at + 5];
      rays[at + 7] = (rays[at] + depth * rays[at + 3]) * inverse;
      rays[at + 8] = (rays[at + 1] + depth * rays[at + 4]) * inverse;
      rays[at + 9] = (z > halfLength ? z - halfLength : z < -halfLength ? z + halfLength : 0) * inverse;
    }
  },
});
