import { angleOf, cosine, sine } from "../../../src/core/index.ts";
import { integral } from "./gauss.ts";
import type { Cubic, Piece } from "./map.ts";

/** Where a distance along something leads: `[x, y, heading, curvature]`. */
export type Place = Float64Array;

/** A curve by distance [m], written into a place of four numbers. */
export interface Traced {
  readonly length: number;
  at(distance: number, out: Place): void;
}

/** A piece in the frame of its start: it begins at (0, 0), the frame's x ahead. */
export function tracePiece(piece: Piece): Traced {
  switch (piece.kind) {
    case "line":
      return { length: piece.length, at: (distance, out) => set(out, distance, 0, 0, 0) };
    case "arc":
      return { length: piece.length, at: (distance, out) => arc(distance, piece.curvature, out) };
    case "clothoid":
      return traceClothoid(piece.length, ...piece.curvature);
    case "polynomial":
      return tracePolynomial(piece.u, piece.v);
  }
}

function set(out: Place, x: number, y: number, heading: number, curvature: number): void {
  out[0] = x;
  out[1] = y;
  out[2] = heading;
  out[3] = curvature;
}

function arc(distance: number, curvature: number, out: Place): void {
  const turn = curvature * distance;
  const half = sine(turn / 2); // chord and its direction, which stay exact where the curvature is next to none
  const chord = Math.abs(turn) < 1e-8 ? distance : (2 * half) / curvature;
  set(out, chord * cosine(turn / 2), chord * half, turn, curvature);
}

function traceClothoid(length: number, from: number, to: number): Traced {
  const rate = (to - from) / length;
  const headingAt = (distance: number) => distance * (from + (rate * distance) / 2);
  return {
    length,
    at(distance, out) {
      const parts = 1 + Math.ceil(2 * Math.abs(distance) * Math.max(Math.abs(from), Math.abs(to)));
      const x = integral(0, distance, parts, (s) => cosine(headingAt(s)));
      const y = integral(0, distance, parts, (s) => sine(headingAt(s)));
      set(out, x, y, headingAt(distance), from + rate * distance);
    },
  };
}

const value = ([a, b, c]: Cubic, p: number) => p * (a + p * (b + p * c));
const slope = ([a, b, c]: Cubic, p: number) => a + p * (2 * b + p * 3 * c);
const bend = ([, b, c]: Cubic, p: number) => 2 * b + 6 * c * p;

const tableParts = 32;

function tracePolynomial(u: Cubic, v: Cubic): Traced {
  const speed = (p: number) => Math.sqrt(slope(u, p) ** 2 + slope(v, p) ** 2); // [m] for each unit of p
  const lengths = new Float64Array(tableParts + 1);
  for (let i = 0; i < tableParts; i++)
    lengths[i + 1] = lengths[i] + integral(i / tableParts, (i + 1) / tableParts, 1, speed);
  const length = lengths[tableParts];
  /** The p of a distance: the table's part that it lies in, then Newton's method. */
  const parameterAt = (distance: number) => {
    let part = 0;
    while (part < tableParts - 1 && lengths[part + 1] < distance) part++;
    const low = part / tableParts;
    let p = low;
    for (let i = 0; i < 8; i++) {
      const missing = distance - lengths[part] - integral(low, p, 1, speed);
      const rate = speed(p);
      if (Math.abs(missing) < 1e-12 * length || rate === 0) break;
      p += missing / rate;
    }
    return p;
  };
  return {
    length,
    at(distance, out) {
      const p = parameterAt(distance);
      const [du, dv] = [slope(u, p), slope(v, p)];
      const curvature = (du * bend(v, p) - dv * bend(u, p)) / speed(p) ** 3;
      set(out, value(u, p), value(v, p), angleOf(dv, du), curvature);
    },
  };
}
