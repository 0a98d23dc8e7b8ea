import { approximate, type Drawn } from "../approximate.ts";
import { beside, curve, wrapped } from "../curve.ts";
import { knotsOf } from "../knots.ts";
import type { Knots, Piece, Pose } from "../map.ts";
import { type Line, offset } from "../parallel.ts";
import type { Cubics } from "./cubics.ts";
import type { ReferenceLine } from "./plan-view.ts";

const shortest = 1e-6; // [m] between breaks

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
  const inside = breaks.filter((s) => s > from + shortest && s < to - shortest).sort((a, b) => a - b);
  const stops = [from, ...inside.filter((s, i) => i === 0 || s - inside[i - 1] > shortest), to];
  const parts = piecesBetween(reference, left, stops, isBackward);
  const lengths = parts.map((pieces) => curve({ x: 0, y: 0, heading: 0 }, pieces).length);
  const ahead = (s: number) => {
    let [i, sum] = [0, 0];
    for (; i < parts.length - 1 && stops[i + 1] < s; i++) sum += lengths[i];
    return sum + (lengths[i] * (s - stops[i])) / (stops[i + 1] - stops[i]);
  };
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const distanceOf = (s: number) => Math.min(total, Math.max(0, isBackward ? total - ahead(s) : ahead(s)));
  const knots = knotsOf((s) => Math.max(0, width.at(s)), stops);
  return {
    start: startOf(drawnIn(reference, left, from, to, isBackward), from),
    pieces: joined((isBackward ? [...parts].reverse() : parts).flat()),
    width: typeof knots === "number" ? knots : alongLane(knots, distanceOf),
    distanceOf,
  };
}

/** A lane's middle by s, or by how far s has gone down from `to` if traffic goes against it. */
function drawnIn(reference: ReferenceLine, left: Lateral, from: number, to: number, isBackward: boolean): Drawn {
  const forward = offset(reference, left.at, left.slopeAt);
  if (!isBackward) return forward;
  return (s, out) => {
    forward(from + to - s, out);
    out[2] += Math.PI;
  };
}

function startOf(drawn: Drawn, s: number): Pose {
  const place = new Float64Array(4);
  drawn(s, place);
  return { x: place[0], y: place[1], heading: place[2] };
}

/** The pieces between neighbouring breaks, in the order of s, each in the direction of traffic. */
function piecesBetween(reference: ReferenceLine, left: Lateral, stops: readonly number[], isBackward: boolean) {
  const parts: (readonly Piece[])[] = [];
  let heading: number | undefined; // at the end of the part before, in the direction of traffic
  for (let k = 1; k < stops.length; k++) {
    const i = isBackward ? stops.length - k : k;
    const [low, high] = [stops[i - 1], stops[i]];
    const inside = 1e-9 * (high - low); // what is valid at a break belongs to the part after it
    const drawn = drawnIn(reference, left, low, high - inside, isBackward);
    const start = startOf(drawn, low);
    const frame =
      heading !== undefined && Math.abs(wrapped(start.heading - heading)) > smallestKink ? heading : undefined;
    const exact = frame === undefined ? exactPiece(reference, left, low, high, isBackward) : undefined;
    const pieces = exact ? [exact] : approximate(drawn, low, high - inside, frame);
    heading = curve(frame === undefined ? start : { ...start, heading: frame }, pieces).end.heading;
    if (isBackward) parts.unshift(pieces);
    else parts.push(pieces);
  }
  return parts;
}

const smallestKink = 1e-7; // [rad]

/** The piece between two neighbouring breaks, where a line, arc or clothoid is followed at a distance that allows it. */
function exactPiece(
  reference: ReferenceLine,
  { at, slopeAt }: Lateral,
  from: number,
  to: number,
  isBackward: boolean,
): Piece | undefined {
  const geometry = Math.min(
    reference.breaks.findLastIndex((s) => s <= from + shortest),
    reference.breaks.length - 2,
  );
  const piece = reference.pieceAt(geometry);
  const left = at(from);
  const isConstant = [0, 0.3, 0.6, 0.99].every((p) => Math.abs(slopeAt(from + p * (to - from))) < 1e-12);
  if (!piece || !isConstant) return undefined;
  const sign = isBackward ? -1 : 1;
  if (piece.kind === "line") return { kind: "line", length: to - from };
  if (piece.kind === "arc") {
    const scale = 1 - piece.curvature * left;
    if (scale < 0.01) return undefined;
    return { kind: "arc", length: (to - from) * scale, curvature: (sign * piece.curvature) / scale };
  }
  if (piece.kind === "clothoid" && Math.abs(left) < 1e-9) {
    const base = reference.breaks[geometry];
    const rate = (piece.curvature[1] - piece.curvature[0]) / piece.length;
    const bend = (s: number) => sign * (piece.curvature[0] + rate * (s - base));
    return {
      kind: "clothoid",
      length: to - from,
      curvature: isBackward ? [bend(to), bend(from)] : [bend(from), bend(to)],
    };
  }
  return undefined;
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
