import { rayLength } from "../rays.ts";
import type { Solid } from "./solid.ts";

export const sphere = (radius: number): Solid => ({
  hull: [[0, 0, 0, radius]],
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
      const a = alongX * alongX + alongY * alongY + alongZ * alongZ;
      const b = fromX * alongX + fromY * alongY + fromZ * alongZ;
      const square = b * b - a * (fromX * fromX + fromY * fromY + fromZ * fromZ - radiusSquared);
      if (!(square >= 0)) continue;
      const depth = (-b - Math.sqrt(square)) / a;
      if (depth > 0) rays[at + 6] = depth;
    }
  },
  face(rays, count) {
    const inverse = 1 / radius;
    for (let at = 0; at < count * rayLength; at += rayLength)
      for (let i = at; i < at + 3; i++) rays[i + 7] = (rays[i] + rays[at + 6] * rays[i + 3]) * inverse;
  },
});
