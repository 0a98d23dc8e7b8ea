import type { View } from "./camera.ts";
import { type Canvas, nameOf } from "./canvas.ts";
import type { Placed } from "./placed.ts";
import { newRays, rayLength, sendRow } from "./rays.ts";
import { frameBalls, type Window } from "./window.ts";

const window: Window = { left: 0, right: 0, top: 0, bottom: 0 };
const most = 64; // rays at a time, few enough for the first-level cache
const rays = newRays(most);

/** Finds the nearest part at every pixel. Each part is tested only where its hull may be visible. */
export function find(parts: readonly Placed[], view: View, { width, height, depths, names }: Canvas): void {
  for (let index = 0; index < parts.length; index++) {
    const placed = parts[index];
    const name = nameOf(index);
    frameBalls(view, placed.balls, width, height, window);
    const { left, right, top, bottom } = window;
    for (let y = top; y <= bottom; y++)
      for (let x = left; x <= right; x += most) {
        const count = Math.min(most, right + 1 - x);
        sendRow(placed, x, y, count, rays);
        placed.solid.hit(rays, count);
        for (let i = 0, at = y * width + x; i < count; i++, at++) {
          const depth = rays[i * rayLength + 6];
          if (!(depth < depths[at])) continue;
          depths[at] = depth;
          names[at] = name;
        }
      }
  }
}
