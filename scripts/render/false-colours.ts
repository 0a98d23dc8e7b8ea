const half = 5; // [m] away, where a pixel is half as bright as right before the camera
const turnOfHue = 0.381966; // of a circle, from a part to the next: no two near ones are alike

/** Paints what is near bright and what is far dark; the sky is black. */
export function paintDepths(depths: Float32Array, pixels: Uint8Array): void {
  for (let i = 0; i < depths.length; i++)
    pixels.fill(Math.round(255 / (1 + Math.max(0, depths[i]) / half)), 3 * i, 3 * i + 3);
}

/** Paints every part of a scene in a colour of its own; the sky is black. */
export function paintSegments(segments: Uint16Array, pixels: Uint8Array): void {
  for (let i = 0; i < segments.length; i++) {
    const part = segments[i];
    for (let channel = 0; channel < 3; channel++)
      pixels[3 * i + channel] = part === 0 ? 0 : Math.round(255 * shareOf(part * turnOfHue + channel / 3));
  }
}

/** Of a channel at a hue in turns: from 0.15 to 1 and back. */
function shareOf(hue: number): number {
  const within = hue - Math.floor(hue);
  return 0.15 + 0.85 * Math.abs(1 - 2 * within);
}
