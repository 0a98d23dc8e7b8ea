import { poseSize } from "../core/index.ts";

/** Whether the pose there is one that others can be told relative to. */
function isFrame(poses: Float64Array, at: number): boolean {
  let sum = 0;
  for (let i = 0; i < poseSize; i++) sum += poses[at + i];
  return Number.isFinite(sum);
}

/**
 * Writes a pose as its parent's frame sees it. Of the world (`parent` 0) and of parents that are nowhere it is the pose
 * itself.
 */
export function intoFrame(
  exact: Float64Array,
  at: number,
  read: Float64Array,
  parent: number,
  out: Float64Array,
): void {
  for (let i = 0; i < poseSize; i++) out[i] = exact[at + i];
  if (parent === 0 || !isFrame(read, parent)) return;
  const [w, a, b, c] = [read[parent + 3], -read[parent + 4], -read[parent + 5], -read[parent + 6]];
  turn(w, a, b, c, out[0] - read[parent], out[1] - read[parent + 1], out[2] - read[parent + 2], out, 0);
  multiply(w, a, b, c, out, 3);
}

/** Undoes `intoFrame`, in place. */
export function outOfFrame(poses: Float64Array, at: number, parent: number): void {
  if (!isFrame(poses, parent)) return;
  const [w, a, b, c] = [poses[parent + 3], poses[parent + 4], poses[parent + 5], poses[parent + 6]];
  turn(w, a, b, c, poses[at], poses[at + 1], poses[at + 2], poses, at);
  for (let i = 0; i < 3; i++) poses[at + i] += poses[parent + i];
  multiply(w, a, b, c, poses, at + 3);
}

/** Writes a vector turned by a unit quaternion. */
function turn(
  w: number,
  a: number,
  b: number,
  c: number,
  x: number,
  y: number,
  z: number,
  out: Float64Array,
  at: number,
): void {
  const [p, q, r] = [2 * (b * z - c * y), 2 * (c * x - a * z), 2 * (a * y - b * x)];
  out[at] = x + w * p + b * r - c * q;
  out[at + 1] = y + w * q + c * p - a * r;
  out[at + 2] = z + w * r + a * q - b * p;
}

/** Multiplies the quaternion at a place by another one from the left. */
function multiply(w: number, a: number, b: number, c: number, out: Float64Array, at: number): void {
  const [v, x, y, z] = [out[at], out[at + 1], out[at + 2], out[at + 3]];
  out[at] = w * v - a * x - b * y - c * z;
  out[at + 1] = w * x + a * v + b * z - c * y;
  out[at + 2] = w * y - a * z + b * v + c * x;
  out[at + 3] = w * z + a * y - b * x + c * v;
}
