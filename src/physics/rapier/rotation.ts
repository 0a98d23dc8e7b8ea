import type { Turn, Vector } from "../body.ts";

/**
 * Arithmetic of turns (unit quaternions w, x, y, z): on tuples while building and posing, on flat arrays while stepping.
 * Tuples are read by index, because destructuring creates an iterator until the code is compiled.
 */
export const noTurn: Turn = [1, 0, 0, 0];

export const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const times = (a: Vector, factor: number): Vector => [a[0] * factor, a[1] * factor, a[2] * factor];
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const unit = (v: Vector): Vector => times(v, 1 / Math.hypot(...v));

/** First `b`, then `a`. */
export const product = (a: Turn, b: Turn): Turn => [
  a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
  a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
  a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
  a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0],
];

export function unitTurn([w, x, y, z]: Turn): Turn {
  const length = Math.hypot(w, x, y, z);
  return length > 0 ? [w / length, x / length, y / length, z / length] : noTurn;
}

export function rotated([w, x, y, z]: Turn, v: Vector): Vector {
  const twice = times(cross([x, y, z], v), 2);
  return plus(plus(v, times(twice, w)), cross([x, y, z], twice));
}

/** The turn that takes x, y and z to these three perpendicular unit vectors, right-handed. */
export function turnTo(x: Vector, y: Vector, z: Vector): Turn {
  const trace = x[0] + y[1] + z[2];
  if (trace > 0) return unitTurn([1 + trace, y[2] - z[1], z[0] - x[2], x[1] - y[0]]);
  if (x[0] >= y[1] && x[0] >= z[2]) return unitTurn([y[2] - z[1], 1 + x[0] - y[1] - z[2], x[1] + y[0], x[2] + z[0]]);
  if (y[1] >= z[2]) return unitTurn([z[0] - x[2], x[1] + y[0], 1 - x[0] + y[1] - z[2], y[2] + z[1]]);
  return unitTurn([x[1] - y[0], x[2] + z[0], y[2] + z[1], 1 - x[0] - y[1] + z[2]]);
}

/** A unit vector at right angles to another. */
export const across = (v: Vector): Vector => unit(cross(v, Math.abs(v[0]) < 0.7 ? [1, 0, 0] : [0, 1, 0]));

/** Writes a vector, turned by the turn at `from`, to `out` at `to`. */
export function rotateInto(turns: Float64Array, from: number, v: Vector, out: Float64Array, to: number): void {
  const w = turns[from];
  const x = turns[from + 1];
  const y = turns[from + 2];
  const z = turns[from + 3];
  const a = 2 * (y * v[2] - z * v[1]);
  const b = 2 * (z * v[0] - x * v[2]);
  const c = 2 * (x * v[1] - y * v[0]);
  out[to] = v[0] + w * a + y * c - z * b;
  out[to + 1] = v[1] + w * b + z * a - x * c;
  out[to + 2] = v[2] + w * c + x * b - y * a;
}

/** Writes a fixed turn followed by the turn at `from` to `out` at `to`. */
export function multiplyInto(turns: Float64Array, from: number, after: Turn, out: Float64Array, to: number): void {
  const p = turns[from];
  const q = turns[from + 1];
  const r = turns[from + 2];
  const s = turns[from + 3];
  out[to] = p * after[0] - q * after[1] - r * after[2] - s * after[3];
  out[to + 1] = p * after[1] + q * after[0] + r * after[3] - s * after[2];
  out[to + 2] = p * after[2] - q * after[3] + r * after[0] + s * after[1];
  out[to + 3] = p * after[3] + q * after[2] - r * after[1] + s * after[0];
}
