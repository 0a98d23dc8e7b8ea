import { cosine, sine } from "../../../../src/core/index.ts";
import { bridge } from "../approximate.ts";
import { wrapped } from "../curve.ts";
import type { Piece, Pose } from "../map.ts";

/** Pieces from one pose to another: a line, a line and an arc, or else one polynomial. */
export function connect(a: Pose, b: Pose): Piece[] {
  const turn = wrapped(b.heading - a.heading);
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const [cosA, sinA] = [cosine(a.heading), sine(a.heading)];
  const left = cosA * dy - sinA * dx;
  if (Math.abs(turn) < 1e-9 && Math.abs(left) < 1e-6) return [{ kind: "line", length: cosA * dx + sinA * dy }];
  const [cosB, sinB] = [cosine(b.heading), sine(b.heading)];
  const cross = cosA * sinB - sinA * cosB;
  const before = (dx * sinB - dy * cosB) / cross; // from a to where both directions meet, and from there to b
  const after = (cosA * dy - sinA * dx) / cross;
  const isTurn = Math.abs(turn) > 0.15 && Math.abs(turn) < 2.9 && before > 1 && after > 1;
  if (!isTurn) return [bridge(a, b)];
  const reach = Math.min(before, after);
  const half = Math.abs(turn) / 2;
  const radius = (reach * cosine(half)) / sine(half);
  const arc: Piece = { kind: "arc", length: radius * Math.abs(turn), curvature: Math.sign(turn) / radius };
  return [...straight(before - reach), arc, ...straight(after - reach)];
}

const straight = (length: number): Piece[] => (length > 1e-6 ? [{ kind: "line", length }] : []);
