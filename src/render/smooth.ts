import { type Canvas, indexNamed, nameOf } from "./canvas.ts";
import { byteOf } from "./colour.ts";
import type { Placed } from "./placed.ts";
import { newRays, rayLength, sendFour } from "./rays.ts";
import type { Shadows } from "./shadows.ts";

const rays = newRays(4);
const depths = new Float64Array(4);
const met = new Uint16Array(4); // name of the part that each of a pixel's four rays hits
const near = new Uint16Array(5); // names at a pixel and its four neighbours, without duplicates
const places = new Int32Array(5); // a pixel for each of these names

/**
 * Smooths the edges of parts and shadows: for a pixel on an edge, four rays find each part's share of the pixel, and the
 * colours of the neighbouring pixels are mixed in these proportions.
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

/** Adds a pixel's name to the `count` names in `near`, unless it is there already; returns the new count. */
function note(names: Uint16Array, at: number, count: number): number {
  for (let i = 0; i < count; i++) if (near[i] === names[at]) return count;
  near[count] = names[at];
  places[count] = at;
  return count + 1;
}

/** Finds which of the first `count` names in `near` each of the pixel's four rays hits first. */
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
    const splits = isDouble(index, count, i + 1); // the part is partly in shadow here
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

/** Whether the part with this index is in `near` between two positions. */
function isDouble(index: number, to: number, from = 0): boolean {
  for (let i = from; i < to; i++) if (indexNamed(near[i]) === index) return true;
  return false;
}

/** Writes the mean colour of the four hits, each taken from a neighbouring pixel with the same name. */
function mix(tints: Float32Array, count: number, pixels: Uint8Array, at: number): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let j = 0; j < 4; j++) {
    let place = places[0]; // for a name that is not in `near`, such as sky in a gap, the pixel's own colour
    for (let i = 0; i < count; i++) if (near[i] === met[j]) place = places[i];
    red += tints[3 * place];
    green += tints[3 * place + 1];
    blue += tints[3 * place + 2];
  }
  pixels[at] = byteOf(red / 4);
  pixels[at + 1] = byteOf(green / 4);
  pixels[at + 2] = byteOf(blue / 4);
}
