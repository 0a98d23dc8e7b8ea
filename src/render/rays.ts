/**
 * Rays `from + depth * along` with their hits, side by side in one array, because working on many at once costs a
 * fraction of working on each alone. Numbers of a ray: 0 to 2 from, 3 to 5 along, 6 depth (Infinity: no hit), 7 to 9
 * normal at the hit, 10 cosine of the angle to the sun [0, 1], 11 whether the hit is in shadow (1 or 0).
 */
export type Rays = Float64Array;
export const rayLength = 12;

export const newRays = (count: number): Rays => new Float64Array(count * rayLength);

/** Origin and directions of rays: the direction through the middle of pixel (x, y) is `corner + x * across + y * down`. */
export interface Outlook {
  readonly eye: Float64Array;
  readonly corner: Float64Array;
  readonly across: Float64Array;
  readonly down: Float64Array;
}

/** Sends rays through `count` neighbouring pixels of a row. */
export function sendRow({ eye, corner, across, down }: Outlook, x: number, y: number, count: number, rays: Rays): void {
  const eyeX = eye[0];
  const eyeY = eye[1];
  const eyeZ = eye[2];
  const firstX = corner[0] + y * down[0];
  const firstY = corner[1] + y * down[1];
  const firstZ = corner[2] + y * down[2];
  const stepX = across[0];
  const stepY = across[1];
  const stepZ = across[2];
  for (let i = 0, at = 0; i < count; i++, at += rayLength) {
    rays[at] = eyeX;
    rays[at + 1] = eyeY;
    rays[at + 2] = eyeZ;
    rays[at + 3] = firstX + (x + i) * stepX;
    rays[at + 4] = firstY + (x + i) * stepY;
    rays[at + 5] = firstZ + (x + i) * stepZ;
  }
}

/** Four sample points in a pixel, no two in one row or column. */
const samplesX = Float64Array.of(-0.375, 0.125, 0.375, -0.125);
const samplesY = Float64Array.of(-0.125, -0.375, 0.125, 0.375);

/** Sends four rays through a pixel. */
export function sendFour({ eye, corner, across, down }: Outlook, x: number, y: number, rays: Rays): void {
  for (let i = 0, at = 0; i < 4; i++, at += rayLength) {
    const sampleX = x + samplesX[i];
    const sampleY = y + samplesY[i];
    rays[at] = eye[0];
    rays[at + 1] = eye[1];
    rays[at + 2] = eye[2];
    rays[at + 3] = corner[0] + sampleX * across[0] + sampleY * down[0];
    rays[at + 4] = corner[1] + sampleX * across[1] + sampleY * down[1];
    rays[at + 5] = corner[2] + sampleX * across[2] + sampleY * down[2];
  }
}
