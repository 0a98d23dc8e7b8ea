import { type Canvas, indexNamed, nameOf } from "./canvas.ts";
import { byteOf } from "./colour.ts";
import type { Placed } from "./placed.ts";
import { newRays, rayLength, sendFour } from "./rays.ts";
import type { Shadows } from "./shadows.ts";

const rays = newRays(4);
const depths = new Float64Array(4);
const met = new Uint16Array(4); // what each of a pixel's four rays meets first, by name
const near = new Uint16Array(5); // names at a pixel and the four beside it, each once
const places = new Int32Array(5); // and pixels where they are

/**
 * Paints pixels anew where the edge of a part or of a shadow passes: four rays tell how much of the pixel belongs to
 * which of the parts beside it, and the colours found beside it are mixed.
 */
export function smooth(parts: readonly Placed[], canvas: Canvas, shadows: Shadows, pixels: Uint8Array): void {
  const { width, height, names, tints } = canvas;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const name = names[at];
      const before = x > 0 ? at - 1 : at;
      const after = x < width - 1 ? at + 1 : at;
      const over = y > 0 ? at - width : at;
      const under = y < height - 1 ? at + width : at;
      if (names[before] === name && names[after] === name && names[over] === name && names[under] === name) continue;
      near[0] = name;
      places[0] = at;
      let count = note(names, before, 1);
      count = note(names, after, count);
      count = note(names, over, count);
      count = note(names, under, count);
      look(parts, shadows, x, y, count);
      mix(tints, count, pixels, 3 * at);
    }
}

/** Takes what a pixel shows into `near`, of which there are `count`, if it is not there. */
function note(names: Uint16Array, at: number, count: number): number {
  for (let i = 0; i < count; i++) if (near[i] === names[at]) return count;
  near[count] = names[at];
  places[count] = at;
  return count + 1;
}

/** Finds what the pixel's four rays meet first of the first `count` in `near`. */
function look(parts: readonly Placed[], shadows: Shadows, x: number, y: number, count: number): void {
  for (let j = 0; j < 4; j++) {
    depths[j] = Number.POSITIVE_INFINITY;
    met[j] = 0;
  }
  for (let i = 0; i < count; i++) {
    const index = indexNamed(near[i]);
    if (index < 0 || isDouble(index, i)) continue;
    const placed = parts[index];
    sendFour(placed, x, y, rays);
    placed.solid.hit(rays, 4);
    const splits = isDouble(index, count, i + 1); // both in the sun and in shadow here
    if (splits) {
      placed.solid.face(rays, 4);
      shadows.shine(placed, rays, 4);
    }
    for (let j = 0; j < 4; j++) {
      if (!(rays[j * rayLength + 6] < depths[j])) continue;
      depths[j] = rays[j * rayLength + 6];
      met[j] = splits ? nameOf(index, rays[j * rayLength + 11]) : near[i];
    }
  }
}

/** Whether the part with an index is in `near` between two places. */
function isDouble(index: number, to: number, from = 0): boolean {
  for (let i = from; i < to; i++) if (indexNamed(near[i]) === index) return true;
  return false;
}

/** Writes the mean of the colours of what the four rays met, each as it is at one of the pixels around. */
function mix(tints: Float32Array, count: number, pixels: Uint8Array, at: number): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let j = 0; j < 4; j++) {
    let place = places[0]; // of what is met but not near, such as sky in a gap: the pixel's own colour
    for (let i = 0; i < count; i++) if (near[i] === met[j]) place = places[i];
    red += tints[3 * place];
    green += tints[3 * place + 1];
    blue += tints[3 * place + 2];
  }
  pixels[at] = byteOf(red / 4);
  pixels[at + 1] = byteOf(green / 4);
  pixels[at + 2] = byteOf(blue / 4);
}
