import type { Vector } from "../../core/index.ts";
import { rayLength } from "../rays.ts";
import { corners, type Solid } from "./solid.ts";

/** A ray is inside while it is between both faces of all three pairs. */
export const box = ([halfX, halfY, halfZ]: Vector): Solid => ({
  hull: corners(halfX, halfY, -halfZ, halfZ),
  casts: true,
  hit(rays, count) {
    for (let at = 0; at < count * rayLength; at += rayLength) {
      const inverseX = 1 / rays[at + 3];
      const inverseY = 1 / rays[at + 4];
      const inverseZ = 1 / rays[at + 5];
      const middleX = -rays[at] * inverseX;
      const middleY = -rays[at + 1] * inverseY;
      const middleZ = -rays[at + 2] * inverseZ;
      const spanX = halfX * Math.abs(inverseX);
      const spanY = halfY * Math.abs(inverseY);
      const spanZ = halfZ * Math.abs(inverseZ);
      const enters = Math.max(middleX - spanX, middleY - spanY, middleZ - spanZ);
      const leaves = Math.min(middleX + spanX, middleY + spanY, middleZ + spanZ);
      rays[at + 6] = enters > 0 && enters <= leaves ? enters : Number.POSITIVE_INFINITY;
    }
  },
  face(rays, count) {
    for (let at = 0; at < count * rayLength; at += rayLength) {
      const depth = rays[at + 6];
      const x = rays[at] + depth * rays[at + 3];
      const y = rays[at + 1] + depth * rays[at + 4];
      const z = rays[at + 2] + depth * rays[at + 5];
      const overX = Math.abs(x) - halfX;
      const overY = Math.abs(y) - halfY;
      const overZ = Math.abs(z) - halfZ;
      const isX = overX >= overY && overX >= overZ;
      const isY = !isX && overY >= overZ;
      rays[at + 7] = isX ? Math.sign(x) : 0;
      rays[at + 8] = isY ? Math.sign(y) : 0;
      rays[at + 9] = isX || isY ? 0 : Math.sign(z);
    }
  },
});
