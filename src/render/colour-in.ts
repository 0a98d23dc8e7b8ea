import type { View } from "./camera.ts";
import { type Canvas, indexNamed } from "./canvas.ts";
import { byteOf } from "./colour.ts";
import type { Placed } from "./placed.ts";
import { newRays, rayLength, sendRow } from "./rays.ts";
import type { Shader } from "./shade.ts";

const most = 64; // rays at a time, few enough for the first-level cache
const rays = newRays(most);
const found = new Float64Array(3 * most);

/** Writes the colours of the visible parts and marks shadows in their names, one run of equal pixels at a time. */
export function colourIn(
  parts: readonly Placed[],
  view: View,
  canvas: Canvas,
  shader: Shader,
  pixels: Uint8Array,
): void {
  const { width, height, depths, names, tints } = canvas;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; ) {
      const first = y * width + x;
      const name = names[first];
      const room = Math.min(most, width - x);
      let count = 1;
      while (count < room && names[first + count] === name) count++;
      const index = indexNamed(name);
      sendRow(index < 0 ? view : parts[index], x, y, count, rays);
      if (index < 0) shader.sky(rays, count, found);
      else {
        for (let i = 0; i < count; i++) rays[i * rayLength + 6] = depths[first + i];
        shader.surface(parts[index], rays, count, found);
        for (let i = 0; i < count; i++) if (rays[i * rayLength + 11]) names[first + i]++;
      }
      for (let i = 0, at = 3 * first; i < 3 * count; i++, at++) {
        tints[at] = found[i];
        pixels[at] = byteOf(found[i]);
      }
      x += count;
    }
}
