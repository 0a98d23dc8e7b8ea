import { expect, test } from "vitest";
import { bridge } from "../../../../envs/driving/roads/approximate.ts";
import { curve, poseOn } from "../../../../envs/driving/roads/curve.ts";
import type { Piece, Pose } from "../../../../envs/driving/roads/map.ts";
import { parallel, reversed } from "../../../../envs/driving/roads/parallel.ts";

const origin: Pose = { x: 0, y: 0, heading: 0 };
const endOf = (...pieces: Piece[]) => curve(origin, pieces).end;
const near = ({ x, y, heading }: Pose, expected: readonly number[], digits = 9) =>
  expect(
    [x, y, heading].map((value, i) => Math.abs(value - expected[i]) < 10 ** -digits || `${value}, not ${expected[i]}`),
  ).toEqual([true, true, true]);

test("lines, arcs, clothoids and polynomials end where they must", () => {
  near(endOf({ kind: "line", length: 7 }), [7, 0, 0]);
  near(endOf({ kind: "arc", length: 5 * Math.PI, curvature: 0.1 }), [10, 10, Math.PI / 2]); // a quarter of a circle of 10 m
  near(endOf({ kind: "arc", length: 5 * Math.PI, curvature: -0.1 }), [10, -10, -Math.PI / 2]);
  // Heading t^2 / 2: x and y are integrals of its cosine and sine. To 1, by their series:
  // 1 - 1/40 + 1/3456 - 1/599040 + ... and 1/6 - 1/336 + 1/42240 - ...
  near(endOf({ kind: "clothoid", length: 1, curvature: [0, 1] }), [0.97528776, 0.16371404, 0.5], 7);
  near(endOf({ kind: "polynomial", u: [4, 0, 0], v: [0, 3, 0] }), [4, 3, Math.atan2(6, 4)]);
  near(
    endOf(
      { kind: "line", length: 10 },
      { kind: "arc", length: 5 * Math.PI, curvature: 0.1 },
      { kind: "line", length: 2 },
    ),
    [20, 12, Math.PI / 2],
  );
});

test("the distance along a polynomial is a length", () => {
  const parabola = curve(origin, [{ kind: "polynomial", u: [2, 0, 0], v: [0, 1, 0] }]); // y = x^2 / 4 for x up to 2
  const length = Math.SQRT2 + Math.asinh(1); // of that parabola
  expect(parabola.length).toBeCloseTo(length, 7);
  const half = poseOn(parabola, length / 2);
  let measured = 0;
  for (let i = 0, x = 0; i < 1000; i++, x += half.x / 1000)
    measured += Math.hypot(half.x / 1000, ((x + half.x / 1000) ** 2 - x ** 2) / 4);
  expect(measured).toBeCloseTo(length / 2, 5);
});

const s = (): Piece[] => [
  { kind: "line", length: 20 },
  { kind: "clothoid", length: 15, curvature: [0, 0.03] },
  { kind: "arc", length: 20, curvature: 0.03 },
  { kind: "clothoid", length: 30, curvature: [0.03, -0.03] },
  bridge(origin, { x: 30, y: 6, heading: 0.2 }),
];

test("a parallel line lies at its distance everywhere, and a line turned round goes back", () => {
  const line = { start: { x: 3, y: -2, heading: 1 }, pieces: s() };
  const middle = curve(line.start, line.pieces);
  for (const left of [-5, 3.5]) {
    const beside = parallel(line, left);
    const trace = curve(beside.start, beside.pieces);
    for (let i = 0; i <= 40; i++) {
      const { x, y } = poseOn(trace, (i / 40) * trace.length);
      let closest = Number.POSITIVE_INFINITY;
      for (let k = 0; k <= 1500; k++) {
        const at = poseOn(middle, (k / 1500) * middle.length);
        closest = Math.min(closest, Math.hypot(at.x - x, at.y - y));
      }
      expect(Math.abs(closest - Math.abs(left))).toBeLessThan(1e-3);
    }
  }
  const back = reversed(line);
  const there = curve(back.start, back.pieces);
  expect(there.length).toBeCloseTo(middle.length, 6);
  for (const share of [0, 0.2, 0.45, 0.7, 0.95, 1]) {
    const [a, b] = [poseOn(middle, share * middle.length), poseOn(there, (1 - share) * there.length)];
    expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(1e-6);
    expect(Math.cos(a.heading - b.heading)).toBeCloseTo(-1, 9);
  }
});
