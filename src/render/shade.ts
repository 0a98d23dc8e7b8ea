import type { SceneDescription } from "../core/index.ts";
import { linearOf } from "./colour.ts";
import type { Placed } from "./placed.ts";
import { type Rays, rayLength } from "./rays.ts";
import type { Shadows } from "./shadows.ts";

export interface Shader {
  /**
   * Writes the linear colours of a part at the hits of rays, which are in its frame, into `tints` `[count, 3]`; and the
   * shadows into the rays.
   */
  surface(placed: Placed, rays: Rays, count: number, tints: Float64Array): void;
  /** Writes the sky's colours along rays in the world's axes. */
  sky(rays: Rays, count: number, tints: Float64Array): void;
}

export function shaderOf({ light, sky }: SceneDescription, shadows: Shadows): Shader {
  const [horizonRed, horizonGreen, horizonBlue] = linearOf(sky.horizon);
  const [zenithRed, zenithGreen, zenithBlue] = linearOf(sky.zenith);
  const hazeSquared = sky.haze * sky.haze;
  return {
    surface(placed, rays, count, tints) {
      placed.solid.face(rays, count);
      shadows.shine(placed, rays, count);
      const { colour, squares, turn } = placed;
      if (squares > 0) checker(placed, rays, count, tints);
      for (let i = 0, at = 0; i < 3 * count; i += 3, at += rayLength) {
        const depth = rays[at + 6];
        const alongX = rays[at + 3];
        const alongY = rays[at + 4];
        const alongZ = rays[at + 5];
        // the upper half of the surroundings is brighter
        const upright = turn[6] * rays[at + 7] + turn[7] * rays[at + 8] + turn[8] * rays[at + 9];
        const strength = light.ambient * (0.75 + 0.25 * upright) + light.sun * rays[at + 10];
        const distance = depth * depth * (alongX * alongX + alongY * alongY + alongZ * alongZ);
        const haze = distance / (distance + hazeSquared);
        const clear = strength * (1 - haze);
        tints[i] = clear * (squares > 0 ? tints[i] : colour[0]) + haze * horizonRed;
        tints[i + 1] = clear * (squares > 0 ? tints[i + 1] : colour[1]) + haze * horizonGreen;
        tints[i + 2] = clear * (squares > 0 ? tints[i + 2] : colour[2]) + haze * horizonBlue;
      }
    },
    sky(rays, count, tints) {
      for (let i = 0, at = 0; i < 3 * count; i += 3, at += rayLength) {
        const alongX = rays[at + 3];
        const alongY = rays[at + 4];
        const alongZ = rays[at + 5];
        const height = alongZ / Math.sqrt(alongX * alongX + alongY * alongY + alongZ * alongZ);
        const high = height > 0 ? height * (2 - height) : 0;
        tints[i] = horizonRed + high * (zenithRed - horizonRed);
        tints[i + 1] = horizonGreen + high * (zenithGreen - horizonGreen);
        tints[i + 2] = horizonBlue + high * (zenithBlue - horizonBlue);
      }
    },
  };
}

/**
 * Writes the colours of a chequered part: the pattern's mean over each pixel's footprint, so that distant squares fade
 * instead of flickering (Quilez, "Box-filtering a checkerboard").
 */
function checker(placed: Placed, rays: Rays, count: number, tints: Float64Array): void {
  const { across, down, squares, colour, checkerColour } = placed;
  const acrossX = across[0];
  const acrossY = across[1];
  const acrossZ = across[2];
  const downX = down[0];
  const downY = down[1];
  const downZ = down[2];
  for (let i = 0, at = 0; i < 3 * count; i += 3, at += rayLength) {
    const alongX = rays[at + 3];
    const alongY = rays[at + 4];
    const normalX = rays[at + 7];
    const normalY = rays[at + 8];
    const normalZ = rays[at + 9];
    const size = rays[at + 6] * squares;
    const slope = 1 / (alongX * normalX + alongY * normalY + rays[at + 5] * normalZ);
    const acrossSlope = slope * (acrossX * normalX + acrossY * normalY + acrossZ * normalZ);
    const downSlope = slope * (downX * normalX + downY * normalY + downZ * normalZ);
    // half of the footprint, and its ends within a pattern of period 1
    const halfX = 0.25 * size * (Math.abs(acrossX - acrossSlope * alongX) + Math.abs(downX - downSlope * alongX));
    const halfY = 0.25 * size * (Math.abs(acrossY - acrossSlope * alongY) + Math.abs(downY - downSlope * alongY));
    const x = 0.5 * (rays[at] * squares + size * alongX);
    const y = 0.5 * (rays[at + 1] * squares + size * alongY);
    const fromX = x - halfX - Math.floor(x - halfX) - 0.5;
    const toX = x + halfX - Math.floor(x + halfX) - 0.5;
    const fromY = y - halfY - Math.floor(y - halfY) - 0.5;
    const toY = y + halfY - Math.floor(y + halfY) - 0.5;
    const both = (Math.abs(fromX) - Math.abs(toX)) * (Math.abs(fromY) - Math.abs(toY));
    const other = 0.5 - 0.125 * (both / (halfX * halfY));
    tints[i] = colour[0] + other * (checkerColour[0] - colour[0]);
    tints[i + 1] = colour[1] + other * (checkerColour[1] - colour[1]);
    tints[i + 2] = colour[2] + other * (checkerColour[2] - colour[2]);
  }
}
