import type { Placed } from "./placed.ts";
import { newRays, type Rays, rayLength } from "./rays.ts";

/** The parts that cast shadows, sorted into the cells of a grid as seen from the sun. */
export interface Shadows {
  /** Updates the grid after the casters have moved. */
  settle(): void;
  /** Writes how much sunlight falls on a part at the hits of rays, which are in its frame. */
  shine(placed: Placed, rays: Rays, count: number): void;
}

const cells = 16; // per side of the grid
const lift = 2e-4; // rays to the sun start this share of the distance above the surface, because of rounding

/** @param sun points to it, of length 1 */
export function shadowsOf(casters: readonly Placed[], sun: Float64Array): Shadows {
  const [right, up] = axesAcross(sun);
  const names = new Uint16Array(cells * cells * casters.length); // casters by cell
  const counts = new Uint16Array(cells * cells);
  const spans = new Float64Array(4 * casters.length); // left, right, low, high of each caster
  const whole = new Float64Array(4);
  const scale = new Float64Array(2); // [cells/m]
  const ray = newRays(1);
  const axes = new Float64Array(6);

  function measure({ balls }: Placed, at: number): void {
    clear(spans, at);
    for (let i = 0; i < balls.length; i += 4) {
      const u = balls[i] * right[0] + balls[i + 1] * right[1] + balls[i + 2] * right[2];
      const v = balls[i] * up[0] + balls[i + 1] * up[1] + balls[i + 2] * up[2];
      const radius = balls[i + 3];
      spans[at] = Math.min(spans[at], u - radius);
      spans[at + 1] = Math.max(spans[at + 1], u + radius);
      spans[at + 2] = Math.min(spans[at + 2], v - radius);
      spans[at + 3] = Math.max(spans[at + 3], v + radius);
    }
  }

  function isCovered(placed: Placed, cell: number, rays: Rays, at: number): boolean {
    const { turn, centre } = placed;
    const depth = rays[at + 6];
    const off = lift * depth;
    const x = rays[at] + depth * rays[at + 3] + off * rays[at + 7];
    const y = rays[at + 1] + depth * rays[at + 4] + off * rays[at + 8];
    const z = rays[at + 2] + depth * rays[at + 5] + off * rays[at + 9];
    const a = centre[0] + turn[0] * x + turn[1] * y + turn[2] * z;
    const b = centre[1] + turn[3] * x + turn[4] * y + turn[5] * z;
    const c = centre[2] + turn[6] * x + turn[7] * y + turn[8] * z;
    const end = cell * casters.length + counts[cell];
    for (let i = cell * casters.length; i < end; i++) {
      const caster = casters[names[i]];
      if (caster === placed) continue; // a convex part never shades a side that faces the sun
      const { turn: own, centre: middle, sun: along } = caster;
      for (let j = 0; j < 3; j++) {
        ray[j] = own[j] * (a - middle[0]) + own[3 + j] * (b - middle[1]) + own[6 + j] * (c - middle[2]);
        ray[3 + j] = along[j];
      }
      caster.solid.hit(ray, 1);
      if (ray[6] < Number.POSITIVE_INFINITY) return true;
    }
    return false;
  }

  return {
    settle() {
      clear(whole, 0);
      for (let i = 0; i < casters.length; i++) {
        measure(casters[i], 4 * i);
        for (let j = 0; j < 4; j++)
          whole[j] = j % 2 ? Math.max(whole[j], spans[4 * i + j]) : Math.min(whole[j], spans[4 * i + j]);
      }
      scale[0] = cells / (whole[1] - whole[0]);
      scale[1] = cells / (whole[3] - whole[2]);
      counts.fill(0);
      for (let i = 0; i < casters.length; i++) {
        const left = cellOf((spans[4 * i] - whole[0]) * scale[0]);
        const rightmost = cellOf((spans[4 * i + 1] - whole[0]) * scale[0]);
        const high = cellOf((spans[4 * i + 3] - whole[2]) * scale[1]);
        for (let row = cellOf((spans[4 * i + 2] - whole[2]) * scale[1]); row <= high; row++)
          for (let cell = row * cells + left; cell <= row * cells + rightmost; cell++)
            names[cell * casters.length + counts[cell]++] = i;
      }
    },
    shine(placed, rays, count) {
      const { turn, centre, sun: toSun } = placed;
      for (let i = 0; i < 3; i++) {
        axes[i] = (turn[i] * right[0] + turn[3 + i] * right[1] + turn[6 + i] * right[2]) * scale[0];
        axes[3 + i] = (turn[i] * up[0] + turn[3 + i] * up[1] + turn[6 + i] * up[2]) * scale[1];
      }
      const sunX = toSun[0];
      const sunY = toSun[1];
      const sunZ = toSun[2];
      const uX = axes[0];
      const uY = axes[1];
      const uZ = axes[2];
      const vX = axes[3];
      const vY = axes[4];
      const vZ = axes[5];
      const u0 = (centre[0] * right[0] + centre[1] * right[1] + centre[2] * right[2] - whole[0]) * scale[0];
      const v0 = (centre[0] * up[0] + centre[1] * up[1] + centre[2] * up[2] - whole[2]) * scale[1];
      for (let at = 0; at < count * rayLength; at += rayLength) {
        const normalX = rays[at + 7];
        const normalY = rays[at + 8];
        const normalZ = rays[at + 9];
        const facing = normalX * sunX + normalY * sunY + normalZ * sunZ;
        rays[at + 10] = facing > 0 ? facing : 0;
        rays[at + 11] = 0;
        if (!(facing > 0)) continue;
        const depth = rays[at + 6];
        const x = rays[at] + depth * rays[at + 3];
        const y = rays[at + 1] + depth * rays[at + 4];
        const z = rays[at + 2] + depth * rays[at + 5];
        const u = u0 + x * uX + y * uY + z * uZ;
        const v = v0 + x * vX + y * vY + z * vZ;
        if (!(u >= 0 && u < cells && v >= 0 && v < cells)) continue;
        const cell = (v | 0) * cells + (u | 0);
        if (counts[cell] === 0 || !isCovered(placed, cell, rays, at)) continue;
        rays[at + 10] = 0;
        rays[at + 11] = 1;
      }
    },
  };
}

const cellOf = (value: number): number => Math.min(cells - 1, Math.max(0, value | 0));

/** Makes a span empty. */
function clear(spans: Float64Array, at: number): void {
  spans[at] = spans[at + 2] = Number.POSITIVE_INFINITY;
  spans[at + 1] = spans[at + 3] = Number.NEGATIVE_INFINITY;
}

/** Two axes at right angles to a direction of length 1 and to each other. */
function axesAcross([x, y, z]: Float64Array): [Float64Array, Float64Array] {
  const flat = Math.sqrt(x * x + y * y);
  const right = flat > 1e-6 ? Float64Array.of(-y / flat, x / flat, 0) : Float64Array.of(1, 0, 0);
  const up = Float64Array.of(y * right[2] - z * right[1], z * right[0] - x * right[2], x * right[1] - y * right[0]);
  return [right, up];
}
