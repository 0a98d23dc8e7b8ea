import { expect, test } from "vitest";
import { makeBox, type Overlap, overlap, putBox } from "../../../envs/driving/highway/overlap.ts";

/** Two cars of 5 m and 2 m, the first at the origin along x; the first moves by `(dx, dy)`. */
function between(x: number, y: number, heading: number, dx = 0, dy = 0): Overlap {
  const [one, other] = [makeBox(), makeBox()];
  putBox(one, 0, 0, 1, 0, 5, 2);
  putBox(other, x, y, Math.cos(heading), Math.sin(heading), 5, 2);
  const out = { now: false, soon: false, x: 0, y: 0 };
  overlap(one, other, dx, dy, out);
  return out;
}

test("boxes overlap from bumper to bumper and side to side", () => {
  expect([between(4.9, 0, 0).now, between(5.1, 0, 0).now]).toEqual([true, false]);
  expect([between(0, 1.9, 0).now, between(0, 2.1, 0).now]).toEqual([true, false]);
});

test("a box across reaches as far as it is long", () => {
  // half of 2 m and half of 5 m
  expect([between(0, 3.4, Math.PI / 2).now, between(0, 3.6, Math.PI / 2).now]).toEqual([true, false]);
});

test("corners that pass each other do not overlap, though the shadows on both axes do", () => {
  // turned by 45 degrees, a corner is 2.47 m from the middle along each axis; the diagonal gap decides
  expect(between(4.2, 2.9, Math.PI / 4).now).toBe(false);
});

test("what will overlap is pushed back by the depth, the shortest way", () => {
  const { now, soon, x, y } = between(5.5, 0, 0, 1);
  expect([now, soon]).toEqual([false, true]);
  expect(x).toBeCloseTo(-0.5, 12);
  expect(y).toBeCloseTo(0, 12);
});
