import type { View } from "./camera.ts";

/** Pixels from `left` to `right` and `top` to `bottom`, both inclusive. */
export interface Window {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A ball in the camera's axes: right, up, forward and radius; and the slopes between which it is seen. */
const ball = new Float64Array(4);
const slopes = new Float64Array(2);

/**
 * Finds the slopes of the tangents to a ball, horizontally (axis 0) or vertically (axis 1); unbounded if the ball reaches
 * behind the eye.
 */
function findSlopes(axis: 0 | 1): void {
  const off = ball[axis];
  const ahead = ball[2];
  const radius = ball[3];
  const square = ahead * ahead - radius * radius;
  const isAhead = ahead > radius && square > 1e-9;
  const reach = radius * Math.sqrt(off * off + square);
  slopes[0] = isAhead ? (off * ahead - reach) / square : Number.NEGATIVE_INFINITY;
  slopes[1] = isAhead ? (off * ahead + reach) / square : Number.POSITIVE_INFINITY;
}

/**
 * Finds the pixels whose rays may hit the hull of a part's balls; the whole picture for an endless part.
 * @param balls `[count, 4]`: places relative to the eye, and radii
 */
export function frameBalls(view: View, balls: Float64Array, width: number, height: number, window: Window): void {
  const { forward, right, up, focus, middleX, middleY } = view;
  window.left = 0;
  window.right = width - 1;
  window.top = 0;
  window.bottom = height - 1;
  if (balls.length === 0) return;
  let left = Number.POSITIVE_INFINITY;
  let rightmost = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  let isAhead = false;
  for (let i = 0; i < balls.length; i += 4) {
    ball[0] = balls[i] * right[0] + balls[i + 1] * right[1] + balls[i + 2] * right[2];
    ball[1] = balls[i] * up[0] + balls[i + 1] * up[1] + balls[i + 2] * up[2];
    ball[2] = balls[i] * forward[0] + balls[i + 1] * forward[1] + balls[i + 2] * forward[2];
    ball[3] = balls[i + 3];
    if (ball[2] + ball[3] > 0) isAhead = true;
    findSlopes(0);
    left = Math.min(left, middleX + focus * slopes[0]);
    rightmost = Math.max(rightmost, middleX + focus * slopes[1]);
    findSlopes(1);
    top = Math.min(top, middleY - focus * slopes[1]);
    bottom = Math.max(bottom, middleY - focus * slopes[0]);
  }
  window.left = Math.ceil(Math.min(width, Math.max(0, left))) | 0;
  window.right = isAhead ? Math.floor(Math.max(-1, Math.min(width - 1, rightmost))) | 0 : -1;
  window.top = Math.ceil(Math.min(height, Math.max(0, top))) | 0;
  window.bottom = Math.floor(Math.max(-1, Math.min(height - 1, bottom))) | 0;
}
