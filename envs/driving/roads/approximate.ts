import { cosine, sine } from "../../../src/core/index.ts";
import type { Cubic, Piece, Pose } from "./map.ts";
import type { Place } from "./pieces.ts";

/** A curve by a parameter: `[x, y, heading, speed]`, speed being metres for each unit of the parameter. */
export type Drawn = (at: number, out: Place) => void;

const tolerance = 5e-5; // [m]
const deepest = 12; // halvings

/**
 * Polynomials that follow a smooth curve within 0.05 mm, in order; halved until they do.
 * @param frame heading that the first goes on from, where it is not the curve's
 */
export function approximate(drawn: Drawn, from: number, to: number, frame?: number, depth = 0): Piece[] {
  const [a, b] = [placeAt(drawn, from), placeAt(drawn, to)];
  const [x, y] = [
    hermite(a[0], b[0], along(a, from, to)[0], along(b, from, to)[0]),
    hermite(a[1], b[1], along(a, from, to)[1], along(b, from, to)[1]),
  ];
  const isNear = [0.25, 0.5, 0.75].every((p) => {
    const there = placeAt(drawn, from + p * (to - from));
    const [dx, dy] = [a[0] + cubicAt(x, p) - there[0], a[1] + cubicAt(y, p) - there[1]];
    return dx * dx + dy * dy < tolerance * tolerance;
  });
  if (isNear || depth === deepest) return [inFrameOf(frame ?? a[2], x, y, frame !== undefined)];
  const middle = (from + to) / 2;
  return [
    ...approximate(drawn, from, middle, frame, depth + 1),
    ...approximate(drawn, middle, to, undefined, depth + 1),
  ];
}

/** One polynomial from a pose to another, both headings kept; `reach` scales how far it goes straight. */
export function bridge(a: Pose, b: Pose, reach = 1): Piece {
  const distance = reach * Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2);
  const x = hermite(a.x, b.x, distance * cosine(a.heading), distance * cosine(b.heading));
  const y = hermite(a.y, b.y, distance * sine(a.heading), distance * sine(b.heading));
  return inFrameOf(a.heading, x, y);
}

function placeAt(drawn: Drawn, at: number): Place {
  const out = new Float64Array(4);
  drawn(at, out);
  return out;
}

/** The derivative by a parameter that goes from 0 to 1. */
const along = ([, , heading, speed]: Place, from: number, to: number) => [
  speed * (to - from) * cosine(heading),
  speed * (to - from) * sine(heading),
];

/** Factors of p, p^2 and p^3 of what grows from 0 by `b - a`, with these slopes at both ends. */
const hermite = (a: number, b: number, slopeA: number, slopeB: number): Cubic => [
  slopeA,
  3 * (b - a) - 2 * slopeA - slopeB,
  2 * (a - b) + slopeA + slopeB,
];

const cubicAt = ([a, b, c]: Cubic, p: number) => p * (a + p * (b + p * c));

function inFrameOf(heading: number, x: Cubic, y: Cubic, hasKink = false): Piece {
  const [cos, sin] = [cosine(heading), sine(heading)];
  const turned = (i: 0 | 1 | 2) => [cos * x[i] + sin * y[i], cos * y[i] - sin * x[i]];
  const [first, second, third] = [turned(0), turned(1), turned(2)];
  return { kind: "polynomial", u: [first[0], second[0], third[0]], v: [hasKink ? first[1] : 0, second[1], third[1]] };
}
