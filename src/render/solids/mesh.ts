import type { Mesh } from "../../core/index.ts";
import { type Rays, rayLength } from "../rays.ts";
import { type Ball, corners, type Solid } from "./solid.ts";
import { triangleTree } from "./triangle-tree.ts";

/** A surface of triangles, visible from both sides: a ray hits the nearest one. Its faces are flat. */
export function mesh({ vertices, triangles }: Mesh): Solid {
  const tree = triangleTree(vertices, triangles);
  const [low, high] = [tree.boxes.subarray(0, 3), tree.boxes.subarray(3, 6)];
  const middle = [0, 1, 2].map((axis) => (low[axis] + high[axis]) / 2);
  const [halfX, halfY, halfZ] = [0, 1, 2].map((axis) => (high[axis] - low[axis]) / 2);
  const waiting = new Int32Array(64); // nodes; trees are less deep
  const nearest = { depth: 0, triangle: 0 };

  /** Whether a ray enters a node's box before a depth. */
  function enters(rays: Rays, at: number, node: number, before: number): boolean {
    let [from, to] = [0, before];
    for (let axis = 0; axis < 3; axis++) {
      const inverse = 1 / rays[at + 3 + axis];
      const one = (tree.boxes[6 * node + axis] - rays[at + axis]) * inverse;
      const other = (tree.boxes[6 * node + 3 + axis] - rays[at + axis]) * inverse;
      // a ray within a face of the box has no number here, and may enter
      if (one < other ? one > from : other > from) from = Math.min(one, other);
      if (one < other ? other < to : one < to) to = Math.max(one, other);
    }
    return from <= to;
  }

  /** Looks for the first triangle that a ray hits (Möller and Trumbore 1997). */
  function find(rays: Rays, at: number): void {
    const { corners: c } = tree;
    const [fx, fy, fz] = [rays[at], rays[at + 1], rays[at + 2]];
    const [ax, ay, az] = [rays[at + 3], rays[at + 4], rays[at + 5]];
    nearest.depth = Number.POSITIVE_INFINITY;
    nearest.triangle = -1;
    let count = 1;
    waiting[0] = 0;
    while (count > 0) {
      const node = waiting[--count];
      if (!enters(rays, at, node, nearest.depth)) continue;
      if (tree.second[node] >= 0) {
        waiting[count++] = tree.second[node];
        waiting[count++] = node + 1;
        continue;
      }
      for (let triangle = tree.first[node]; triangle < tree.last[node]; triangle++) {
        const i = 9 * triangle;
        const px = ay * c[i + 8] - az * c[i + 7];
        const py = az * c[i + 6] - ax * c[i + 8];
        const pz = ax * c[i + 7] - ay * c[i + 6];
        const inverse = 1 / (c[i + 3] * px + c[i + 4] * py + c[i + 5] * pz);
        const [tx, ty, tz] = [fx - c[i], fy - c[i + 1], fz - c[i + 2]];
        const u = (tx * px + ty * py + tz * pz) * inverse;
        if (!(u >= 0 && u <= 1)) continue;
        const qx = ty * c[i + 5] - tz * c[i + 4];
        const qy = tz * c[i + 3] - tx * c[i + 5];
        const qz = tx * c[i + 4] - ty * c[i + 3];
        const v = (ax * qx + ay * qy + az * qz) * inverse;
        const depth = (c[i + 6] * qx + c[i + 7] * qy + c[i + 8] * qz) * inverse;
        if (!(v >= 0 && u + v <= 1 && depth > 0 && depth < nearest.depth)) continue;
        nearest.depth = depth;
        nearest.triangle = triangle;
      }
    }
  }

  return {
    hull: corners(halfX, halfY, -halfZ, halfZ).map(
      ([x, y, z, radius]): Ball => [x + middle[0], y + middle[1], z + middle[2], radius],
    ),
    casts: true,
    hit(rays, count) {
      for (let at = 0; at < count * rayLength; at += rayLength) {
        find(rays, at);
        rays[at + 6] = nearest.depth;
      }
    },
    face(rays, count) {
      for (let at = 0; at < count * rayLength; at += rayLength) {
        find(rays, at);
        if (nearest.triangle < 0) continue;
        const c = tree.corners;
        const i = 9 * nearest.triangle;
        const x = c[i + 4] * c[i + 8] - c[i + 5] * c[i + 7];
        const y = c[i + 5] * c[i + 6] - c[i + 3] * c[i + 8];
        const z = c[i + 3] * c[i + 7] - c[i + 4] * c[i + 6];
        const isAway = x * rays[at + 3] + y * rays[at + 4] + z * rays[at + 5] > 0;
        const scale = (isAway ? -1 : 1) / Math.sqrt(x * x + y * y + z * z);
        rays[at + 7] = x * scale;
        rays[at + 8] = y * scale;
        rays[at + 9] = z * scale;
      }
    },
  };
}
