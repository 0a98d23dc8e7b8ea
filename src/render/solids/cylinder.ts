import { rayLength } from "../rays.ts";
import { corners, type Solid } from "./solid.ts";

/** Along z, with flat ends: a ray hits the tube between the ends, or an end while inside the tube. */
export const cylinder = (radius: number, halfLength: number): Solid => ({
  hull: corners(radius, radius, -halfLength, halfLength),
  casts: true,
  hit(rays, count) {
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
      const square = b * b - a * (fromX * fromX + fromY * fromY - radius * radius);
      if (!(square >= 0)) continue;
      const root = Math.sqrt(square);
      if (a > 0) {
        const depth = (-b - root) / a;
        const z = fromZ + depth * alongZ;
        if (z >= -halfLength && z <= halfLength) {
          if (depth > 0) rays[at + 6] = depth;
          continue;
        }
      }
      const depth = ((alongZ > 0 ? -halfLength : halfLength) - fromZ) / alongZ;
      const inside = a * depth + b; // from -root to root while in the tube
      if (depth > 0 && inside >= -root && inside <= root) rays[at + 6] = depth;
    }
  },
  face(rays, count) {
    for (let at = 0; at < count * rayLength; at += rayLength) {
      const depth = rays[at + 6];
      const x = rays[at] + depth * rays[at + 3];
      const y = rays[at + 1] + depth * rays[at + 4];
      const z = rays[at + 2] + depth * rays[at + 5];
      const isEnd = Math.abs(z) - halfLength > Math.sqrt(x * x + y * y) - radius;
      rays[at + 7] = isEnd ? 0 : x / radius;
      rays[at + 8] = isEnd ? 0 : y / radius;
      rays[at + 9] = isEnd ? Math.sign(z) : 0;
    }
  },
});
