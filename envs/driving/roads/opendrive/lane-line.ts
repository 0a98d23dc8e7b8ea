import { approximate } from "../approximate.ts";
import { beside, curve } from "../curve.ts";
import { knotsOf } from "../knots.ts";
import type { Knots, Piece, Pose } from "../map.ts";
import { type Line, offset, reversed } from "../parallel.ts";
import type { Cubics } from "./cubics.ts";
import type { ReferenceLine } from "./plan-view.ts";

/** What is measured to the left of a reference line, by s. */
export type Lateral = Pick<Cubics, "at" | "slopeAt">;

/** A lane's middle and width. */
export interface LaneLine extends Line {
  readonly width: number | Knots;
  /** The distance along the lane of an s [m]. */
  distanceOf(s: number): number;
}

/**
 * The line of a lane between two s.
 * @param breaks all s in between where something changes
 * @param isBackward whether traffic goes against s
 */
export function laneLine(
  reference: ReferenceLine,
  left: Lateral,
  width: Lateral,
  from: number,
  to: number,
  breaks: readonly number[],
  isBackward: boolean,
): LaneLine {
  const stops = [from, ...breaks.filter((s) => s > from + 1e-6 && s < to - 1e-6).sort((a, b) => a - b), to];
  const parts = stops.slice(1).map((high, i) => partOf(reference, left, stops[i], high));
  const start = startOf(reference, left, from);
  const lengths = parts.map((pieces) => curve({ x: 0, y: 0, heading: 0 }, pieces).length);
  const ahead = (s: number) => {
    let [i, sum] = [0, 0];
    for (; i < parts.length - 1 && stops[i + 1] < s; i++) sum += lengths[i];
    return sum + (lengths[i] * (s - stops[i])) / (stops[i + 1] - stops[i]);
  };
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const distanceOf = (s: number) => Math.min(total, Math.max(0, isBackward ? total - ahead(s) : ahead(s)));
  const line: Line = { start, pieces: joined(parts.flat()) };
  const knots = knotsOf((s) => Math.max(0, width.at(s)), stops);
  return {
    ...(isBackward ? reversed(line) : line),
    width: typeof knots === "number" ? knots : alongLane(knots, distanceOf),
    distanceOf,
  };
}

function startOf(reference: ReferenceLine, left: Lateral, s: number): Pose {
  const place = new Float64Array(4);
  offset(reference, left.at, left.slopeAt)(s, place);
  return { x: place[0], y: place[1], heading: place[2] };
}

/** Between two neighbouring breaks: exact where a line or arc is followed at one distance, else polynomials. */
function partOf(reference: ReferenceLine, { at, slopeAt }: Lateral, from: number, to: number): readonly Piece[] {
  const geometry = reference.breaks.findLastIndex((s) => s <= from + 1e-6);
  const piece = reference.pieceAt(Math.min(geometry, reference.breaks.length - 2));
  const left = at(from);
  const isConstant = [0, 0.3, 0.6, 0.99].every((p) => Math.abs(slopeAt(from + p * (to - from))) < 1e-12);
  if (piece?.kind === "line" && isConstant) return [{ kind: "line", length: to - from }];
  if (piece?.kind === "arc" && isConstant) {
    const scale = 1 - piece.curvature * left;
    if (scale > 0.01) return [{ kind: "arc", length: (to - from) * scale, curvature: piece.curvature / scale }];
  }
  if (piece?.kind === "clothoid" && isConstant && Math.abs(left) < 1e-9) {
    const base = reference.breaks[geometry];
    const at = (s: number) =>
      piece.curvature[0] + ((piece.curvature[1] - piece.curvature[0]) * (s - base)) / piece.length;
    return [{ kind: "clothoid", length: to - from, curvature: [at(from), at(to)] }];
  }
  const inside = 1e-9 * (to - from); // polynomials of the next part begin at its start
  return approximate(offset(reference, at, slopeAt), from, to - inside);
}

/** Lines and arcs that go on alike, as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last?.kind === "line" && piece.kind === "line")
      out[out.length - 1] = { ...last, length: last.length + piece.length };
    else out.push(piece);
  }
  return out;
}

function alongLane(knots: Knots, distanceOf: (s: number) => number): Knots {
  const along = knots.map(([s, width]) => [distanceOf(s), width] as const).sort((a, b) => a[0] - b[0]);
  return along.filter(([distance], i) => i === 0 || distance > along[i - 1][0]);
}

/** The pose at an s and t of a reference line, turned by a heading. */
export function poseAt(reference: ReferenceLine, s: number, t: number, heading = 0): Pose {
  const place = new Float64Array(4);
  reference.at(s, place);
  return beside({ x: place[0], y: place[1], heading: place[2] }, 0, t, heading);
}
