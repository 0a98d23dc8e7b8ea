import { cosine, type Light, poseSize, type Sky, sine } from "../../src/core/index.ts";

/** What the scenes of these envs share: they are seen from the side, x to the right and z upwards. */
export const colours = {
  paper: [0.93, 0.94, 0.95],
  ink: [0.16, 0.17, 0.2],
  body: [0.23, 0.43, 0.65],
  limb: [0.79, 0.54, 0.24],
  goal: [0.24, 0.58, 0.36],
  ground: [0.72, 0.77, 0.72],
} as const;
export const light: Light = { towards: [-0.4, -0.8, 1.2], sun: 0.6, ambient: 0.45 };
export const sky: Sky = { horizon: [0.97, 0.98, 0.99], zenith: [0.86, 0.9, 0.95], haze: 40 };

/** Stands the world's row still; the others are written one by one. */
export function beginPoses(out: Float64Array): void {
  out.fill(0);
  out[3] = 1;
}

/** Puts a row at a place [m], leaning to the right by an angle [rad]. */
export function leaning(out: Float64Array, row: number, x: number, z: number, lean: number): void {
  turnedRow(out, row, x, z, cosine(lean / 2), sine(lean / 2));
}

/** Puts a row at a place [m], turned by the cosine and sine of half an angle. */
export function turnedRow(out: Float64Array, row: number, x: number, z: number, cos: number, sin: number): void {
  const at = row * poseSize;
  out[at] = x;
  out[at + 2] = z;
  out[at + 3] = cos;
  out[at + 5] = sin;
}

/** Turns an axis along z so that it points at who looks on. */
export const across = [Math.SQRT1_2, Math.SQRT1_2, 0, 0] as const;
