import type { Camera } from "../core/index.ts";
import type { Outlook } from "./rays.ts";
import { matrix } from "./turn-matrix.ts";

/** The projection of the world onto a picture; all vectors are in the world's axes. */
export interface View extends Outlook {
  readonly forward: Float64Array;
  readonly right: Float64Array;
  readonly up: Float64Array;
  /** Focal length [pixels]. */
  focus: number;
  /** Pixel straight ahead. */
  middleX: number;
  middleY: number;
}

const point = () => new Float64Array(3);

export const newView = (): View => ({
  eye: point(),
  forward: point(),
  right: point(),
  up: point(),
  corner: point(),
  across: point(),
  down: point(),
  focus: Number.NaN,
  middleX: Number.NaN,
  middleY: Number.NaN,
});

/** Points a view as a camera does. `places` is `[rows, 3]`, `turns` `[rows, 4]`. */
export function aim(
  view: View,
  camera: Camera,
  places: Float64Array,
  turns: Float64Array,
  width: number,
  height: number,
): void {
  if (camera.rides) ride(view, camera, places, turns);
  else follow(view, camera, places);
  const { forward, right, up, corner, across, down } = view;
  view.focus = height / (2 * Math.tan(camera.view / 2));
  view.middleX = (width - 1) / 2;
  view.middleY = (height - 1) / 2;
  for (let i = 0; i < 3; i++) {
    across[i] = right[i] / view.focus;
    down[i] = -up[i] / view.focus;
    corner[i] = forward[i] - view.middleX * across[i] - view.middleY * down[i];
  }
}

function follow({ eye, forward, right, up }: View, camera: Camera, places: Float64Array): void {
  const row = 3 * (camera.row ?? 0);
  eye[0] = camera.eye[0] + (row ? places[row] : 0);
  eye[1] = camera.eye[1] + (row ? places[row + 1] : 0);
  eye[2] = camera.eye[2];
  for (let i = 0; i < 3; i++) forward[i] = camera.target[i] - camera.eye[i];
  scale(forward);
  const steep = forward[2] * forward[2] > 0.9999; // straight down, north is up
  right[0] = steep ? 1 : forward[1];
  right[1] = steep ? 0 : -forward[0];
  right[2] = 0;
  scale(right);
  up[0] = right[1] * forward[2] - right[2] * forward[1];
  up[1] = right[2] * forward[0] - right[0] * forward[2];
  up[2] = right[0] * forward[1] - right[1] * forward[0];
  if (steep) scale(up);
}

const turn = new Float64Array(9);

/** Looks out of a row, with its top up. */
function ride({ eye, forward, right, up }: View, camera: Camera, places: Float64Array, turns: Float64Array): void {
  const row = camera.row ?? 0;
  matrix(turn, turns[4 * row], turns[4 * row + 1], turns[4 * row + 2], turns[4 * row + 3]);
  for (let i = 0; i < 3; i++) {
    const [a, b, c] = [turn[3 * i], turn[3 * i + 1], turn[3 * i + 2]];
    eye[i] = places[3 * row + i] + a * camera.eye[0] + b * camera.eye[1] + c * camera.eye[2];
    const target = places[3 * row + i] + a * camera.target[0] + b * camera.target[1] + c * camera.target[2];
    forward[i] = target - eye[i];
    up[i] = c;
  }
  scale(forward);
  cross(forward, up, right);
  scale(right);
  cross(right, forward, up);
}

function cross(a: Float64Array, b: Float64Array, out: Float64Array): void {
  for (let i = 0; i < 3; i++) {
    const j = (i + 1) % 3;
    const k = (i + 2) % 3;
    out[i] = a[j] * b[k] - a[k] * b[j];
  }
}

function scale(vector: Float64Array): void {
  const length = Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
  for (let i = 0; i < 3; i++) vector[i] /= length;
}
