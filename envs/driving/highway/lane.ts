import { angleOf, cosine, sine } from "../../../src/core/index.ts";

/**
 * A lane by its middle line: straight, a sine wave about a straight line, or an arc. Positions on it are `along` [m] from
 * its start and `aside` [m] from the middle; headings grow as x turns to y. In these worlds y points right of x, so
 * `aside` grows to the right.
 */
export interface Lane {
  readonly kind: 0 | 1 | 2;
  /** Where it starts; of an arc, its centre. */
  readonly x: number;
  readonly y: number;
  /** Unit vector along the straight line; of an arc, from its centre to its middle. */
  readonly dx: number;
  readonly dy: number;
  /** Of the straight line [rad]; of an arc, the cosine of half its angle. */
  readonly heading: number;
  readonly length: number;
  readonly width: number;
  /** Of the wave: size [m], turns along it [rad/m], and phase at the start [rad]. */
  readonly amplitude: number;
  readonly pulsation: number;
  readonly phase: number;
  /** Of the arc [m]. */
  readonly radius: number;
  /** Angle of the arc's start as seen from its centre [rad]. */
  readonly start: number;
  /** 1 for an arc on which angles grow, else -1. */
  readonly turn: number;
  /** [m/s] */
  readonly limit: number;
  /** Of two lanes that cross, the one with more goes first. */
  readonly priority: number;
  /** Whether nobody may change to it. */
  readonly forbidden: boolean;
}

/** Traffic rules of a lane. */
export interface LaneRules {
  readonly width?: number;
  readonly limit?: number;
  readonly priority?: number;
  readonly forbidden?: boolean;
}

export type Point = readonly [x: number, y: number];

const straight = 0;
const wave = 1;
const arc = 2;

const turned = 2 * Math.PI;

/** An angle, wrapped to at least -pi and less than pi. */
export function wrapped(angle: number): number {
  const from = angle + Math.PI;
  if (from >= 0 && from < turned) return from - Math.PI;
  const rest = from % turned;
  return (rest < 0 ? rest + turned : rest) - Math.PI;
}

export const radians = (degrees: number): number => degrees * (Math.PI / 180);

export const straightLane = (from: Point, to: Point, rules: LaneRules = {}): Lane =>
  waveLane(from, to, [0, 0, 0], rules);

/** A lane that swings about the line between two points. */
export function waveLane(
  [x, y]: Point,
  [endX, endY]: Point,
  [amplitude, pulsation, phase]: readonly [amplitude: number, pulsation: number, phase: number],
  rules: LaneRules = {},
): Lane {
  const length = Math.sqrt((endX - x) ** 2 + (endY - y) ** 2);
  return {
    kind: amplitude === 0 ? straight : wave,
    x,
    y,
    dx: (endX - x) / length,
    dy: (endY - y) / length,
    heading: angleOf(endY - y, endX - x),
    length,
    width: rules.width ?? 4,
    amplitude,
    pulsation,
    phase,
    radius: 0,
    start: 0,
    turn: 0,
    limit: rules.limit ?? 20,
    priority: rules.priority ?? 0,
    forbidden: rules.forbidden ?? false,
  };
}

/** An arc about a centre, from one angle to another [rad]. */
export function arcLane([x, y]: Point, radius: number, start: number, end: number, rules: LaneRules = {}): Lane {
  const turn = end >= start ? 1 : -1;
  const middle = (start + end) / 2;
  return {
    kind: arc,
    x,
    y,
    dx: cosine(middle),
    dy: sine(middle),
    heading: cosine((end - start) / 2),
    length: radius * (end - start) * turn,
    width: rules.width ?? 4,
    amplitude: 0,
    pulsation: 0,
    phase: 0,
    radius,
    start,
    turn,
    limit: rules.limit ?? 20,
    priority: rules.priority ?? 0,
    forbidden: rules.forbidden ?? false,
  };
}

/** Lanes in one array, from which they are read faster than from objects: `[lanes, rowSize]`. */
export type LaneTable = Float64Array;

const rowSize = 16;
const xAt = 1;
const yAt = 2;
const dxAt = 3;
const dyAt = 4;
const headingOf = 5;
const lengthOf = 6;
const widthOf = 7;
const amplitudeOf = 8;
const pulsationOf = 9;
const phaseOf = 10;
const radiusOf = 11;
const startOf = 12;
const turnOf = 13;
const limitOf = 14;
const forbiddenOf = 15;

export const laneTable = (lanes: readonly Lane[]): LaneTable =>
  Float64Array.from(
    lanes.flatMap((lane) => [
      ...[lane.kind, lane.x, lane.y, lane.dx, lane.dy, lane.heading, lane.length, lane.width],
      ...[lane.amplitude, lane.pulsation, lane.phase, lane.radius, lane.start, lane.turn, lane.limit],
      Number(lane.forbidden),
    ]),
  );

/** Length of a lane [m]. */
export const laneLength = (lanes: LaneTable, lane: number): number => lanes[rowSize * lane + lengthOf];

/** Speed limit of a lane [m/s]. */
export const laneLimit = (lanes: LaneTable, lane: number): number => lanes[rowSize * lane + limitOf];

/** How far along a lane a point lies; before the start it is negative. */
export function along(lanes: LaneTable, lane: number, x: number, y: number): number {
  const row = rowSize * lane;
  const dx = x - lanes[row + xAt];
  const dy = y - lanes[row + yAt];
  return lanes[row] === arc ? alongArc(lanes, row, dx, dy) : dx * lanes[row + dxAt] + dy * lanes[row + dyAt];
}

function alongArc(lanes: LaneTable, row: number, dx: number, dy: number): number {
  const start = lanes[row + startOf];
  const angle = start + wrapped(angleOf(dy, dx) - start);
  return lanes[row + turnOf] * (angle - start) * lanes[row + radiusOf];
}

/** How far aside of the middle a point lies that is `far` along. */
export function aside(lanes: LaneTable, lane: number, x: number, y: number, far: number): number {
  const row = rowSize * lane;
  const dx = x - lanes[row + xAt];
  const dy = y - lanes[row + yAt];
  if (lanes[row] === arc) return lanes[row + turnOf] * (lanes[row + radiusOf] - Math.sqrt(dx * dx + dy * dy));
  const off = dy * lanes[row + dxAt] - dx * lanes[row + dyAt];
  return lanes[row] === straight ? off : off - swing(lanes, row, far);
}

/** How far a wave is aside of its straight line. */
const swing = (lanes: LaneTable, row: number, far: number): number =>
  lanes[row + amplitudeOf] * sine(lanes[row + pulsationOf] * far + lanes[row + phaseOf]);

/** Direction of the lane [rad], not wrapped. */
export function headingAt(lanes: LaneTable, lane: number, far: number): number {
  const row = rowSize * lane;
  if (lanes[row] === straight) return lanes[row + headingOf];
  const turn = lanes[row + turnOf];
  if (lanes[row] === arc) return (turn * far) / lanes[row + radiusOf] + lanes[row + startOf] + (Math.PI / 2) * turn;
  const pulsation = lanes[row + pulsationOf];
  const slope = lanes[row + amplitudeOf] * pulsation * cosine(pulsation * far + lanes[row + phaseOf]);
  return lanes[row + headingOf] + angleOf(slope, 1);
}

/** Writes the point `far` along and `off` aside into `out`. */
export function place(lanes: LaneTable, lane: number, far: number, off: number, out: Float64Array): void {
  const row = rowSize * lane;
  const x = lanes[row + xAt];
  const y = lanes[row + yAt];
  if (lanes[row] === arc) {
    const turn = lanes[row + turnOf];
    const angle = (turn * far) / lanes[row + radiusOf] + lanes[row + startOf];
    const radius = lanes[row + radiusOf] - off * turn;
    out[0] = x + radius * cosine(angle);
    out[1] = y + radius * sine(angle);
    return;
  }
  const side = lanes[row] === straight ? off : off + swing(lanes, row, far);
  out[0] = x + far * lanes[row + dxAt] - side * lanes[row + dyAt];
  out[1] = y + far * lanes[row + dyAt] + side * lanes[row + dxAt];
}

const slack = 5; // [m] that a lane goes on before its start and after its end

/** How far along a point lies that is on the lane, or at most `margin` [m] beside it; NaN where it is not on it. */
export function alongIfOn(lanes: LaneTable, lane: number, x: number, y: number, margin: number): number {
  const row = rowSize * lane;
  const half = lanes[row + widthOf] / 2 + margin;
  if (lanes[row] !== wave && Math.abs(aside(lanes, lane, x, y, 0)) > half) return Number.NaN;
  if (lanes[row] === arc) {
    const dx = x - lanes[row + xAt];
    const dy = y - lanes[row + yAt];
    if (atLeastBeyond(lanes, row, dx, dy, Math.sqrt(dx * dx + dy * dy)) > slack + 1e-9) return Number.NaN;
  }
  const far = along(lanes, lane, x, y);
  if (!(far >= -slack && far < lanes[row + lengthOf] + slack)) return Number.NaN;
  return lanes[row] !== wave || Math.abs(aside(lanes, lane, x, y, far)) <= half ? far : Number.NaN;
}

/**
 * Writes how far along a lane each of `count` points is, from `first` on in `out`, as `alongIfOn` does. A lane's numbers are
 * read once for all points.
 */
export function alongIfOnAll(
  lanes: LaneTable,
  lane: number,
  x: Float64Array,
  y: Float64Array,
  count: number,
  margin: number,
  out: Float64Array,
  first: number,
): void {
  const row = rowSize * lane;
  if (lanes[row] !== straight) {
    for (let i = 0; i < count; i++) out[first + i] = alongIfOn(lanes, lane, x[i], y[i], margin);
    return;
  }
  const atX = lanes[row + xAt];
  const atY = lanes[row + yAt];
  const dx = lanes[row + dxAt];
  const dy = lanes[row + dyAt];
  const half = lanes[row + widthOf] / 2 + margin;
  const end = lanes[row + lengthOf] + slack;
  for (let i = 0; i < count; i++) {
    const relativeX = x[i] - atX;
    const relativeY = y[i] - atY;
    const far = relativeX * dx + relativeY * dy;
    const off = relativeY * dx - relativeX * dy;
    out[first + i] = off <= half && off >= -half && far >= -slack && far < end ? far : Number.NaN;
  }
}

/** Whether one may change to the lane from a point. */
export function isReachable(lanes: LaneTable, lane: number, x: number, y: number): boolean {
  const row = rowSize * lane;
  if (lanes[row + forbiddenOf]) return false;
  const far = along(lanes, lane, x, y);
  const off = Math.abs(aside(lanes, lane, x, y, far));
  return far >= 0 && far < lanes[row + lengthOf] + slack && off <= 2 * lanes[row + widthOf];
}

/** How far a point is from a lane: aside, and before its start or beyond its end [m]. */
export function offLane(lanes: LaneTable, lane: number, x: number, y: number): number {
  const far = along(lanes, lane, x, y);
  return Math.abs(aside(lanes, lane, x, y, far)) + beyond(far, lanes[rowSize * lane + lengthOf]);
}

/** The same, and the angle between a heading and the lane [rad], as if it were metres. */
export function offLaneTurned(lanes: LaneTable, lane: number, x: number, y: number, heading: number): number {
  const far = along(lanes, lane, x, y);
  const angle = Math.abs(wrapped(heading - headingAt(lanes, lane, far)));
  return Math.abs(aside(lanes, lane, x, y, far)) + beyond(far, lanes[rowSize * lane + lengthOf]) + angle;
}

/** What is quickly known of how far a point is from a lane: it is no nearer than that. */
export function atLeastOff(lanes: LaneTable, lane: number, x: number, y: number): number {
  const row = rowSize * lane;
  const dx = x - lanes[row + xAt];
  const dy = y - lanes[row + yAt];
  if (lanes[row] === arc) {
    const size = Math.sqrt(dx * dx + dy * dy);
    return Math.abs(lanes[row + radiusOf] - size) + atLeastBeyond(lanes, row, dx, dy, size);
  }
  const far = dx * lanes[row + dxAt] + dy * lanes[row + dyAt];
  const off = Math.abs(dy * lanes[row + dxAt] - dx * lanes[row + dyAt]) - Math.abs(lanes[row + amplitudeOf]);
  return (off > 0 ? off : 0) + beyond(far, lanes[row + lengthOf]);
}

/** At least how far a point lies beyond the ends of an arc: an angle is no less than its cosine falls short. */
function atLeastBeyond(lanes: LaneTable, row: number, dx: number, dy: number, size: number): number {
  const cos = (dx * lanes[row + dxAt] + dy * lanes[row + dyAt]) / size;
  return cos < lanes[row + headingOf] ? lanes[row + radiusOf] * (lanes[row + headingOf] - cos) : 0;
}

const beyond = (far: number, length: number): number => (far < 0 ? -far : far > length ? far - length : 0);
