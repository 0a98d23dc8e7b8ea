import { angleOf } from "../../../src/core/index.ts";
import { closestFrom, placeAt, projectOn } from "./along.ts";
import type { Roads } from "./compile.ts";
import { isBeside, type Leg } from "./find-route.ts";
import { placeOnLane } from "./query.ts";
import { sampleSize } from "./sampled.ts";

/**
 * A route in typed arrays: the line to follow, and what lies along it, all in the order of the distance from its start. It is
 * never written to, so worlds may share it.
 */
export interface Route {
  /** [m] */
  readonly length: number;
  readonly parts: number;
  readonly spacing: number;
  /** `[parts + 1, sampleSize]`, as for lanes; where lanes change, the line crosses from one to the other. */
  readonly points: Float64Array;
  /** Of each point: the lane, the distance along it [m], and the limit there [m/s]. */
  readonly lane: Int32Array;
  readonly onLane: Float64Array;
  readonly limit: Float64Array;
  readonly legs: readonly Leg[];
  /** Of each leg: where it begins along the route [m]. */
  readonly legAt: Float64Array;
  /** Stop lines: where [m], the kind in the order of `stopKinds`, and the light or -1. */
  readonly stopAt: Float64Array;
  readonly stopKind: Uint8Array;
  readonly stopLight: Int32Array;
  /** Conflicts with lanes that the route does not take: `[conflicts, 4]`, from and to on the route, from and to on the other lane. */
  readonly conflictSpans: Float64Array;
  readonly conflictLane: Int32Array;
  readonly conflictYields: Int8Array;
  readonly conflictKind: Uint8Array;
  /** Crossings: `[crossings, 2]`, from and to on the route. */
  readonly crossingSpans: Float64Array;
  readonly crossing: Int32Array;
}

const changeLength = 40; // [m] that a change of lanes takes, if there is room

/** Compiles the legs that `findRoute` found. */
export function compileRoute(roads: Roads, legs: readonly Leg[]): Route {
  const legAt = new Float64Array(legs.length + 1);
  for (const [i, { from, to }] of legs.entries()) legAt[i + 1] = legAt[i] + to - from;
  const length = legAt[legs.length];
  const parts = Math.max(1, Math.ceil(length - 1e-9));
  const spacing = length / parts;
  const points = new Float64Array(sampleSize * (parts + 1));
  const lane = new Int32Array(parts + 1);
  const onLane = new Float64Array(parts + 1);
  const limit = new Float64Array(parts + 1);
  const place = new Float64Array(sampleSize);
  for (let i = 0, leg = 0; i <= parts; i++) {
    const at = Math.min(length, i * spacing);
    while (leg < legs.length - 1 && legAt[leg + 1] <= at) leg++;
    lane[i] = legs[leg].lane;
    onLane[i] = legs[leg].from + at - legAt[leg];
    limit[i] = roads.lanes.limit[lane[i]];
    placeOnLane(roads, lane[i], onLane[i], place);
    lean(roads, legs, legAt, leg, at, place);
    points.set(place, sampleSize * i);
  }
  settleHeadings(points, parts);
  return { length, parts, spacing, points, lane, onLane, limit, legs, legAt, ...listed(roads, legs, legAt) };
}

/** Near a change of lanes, shifts a place towards the other lane. */
function lean(roads: Roads, legs: readonly Leg[], legAt: Float64Array, leg: number, at: number, place: Float64Array) {
  for (const other of [leg - 1, leg + 1]) {
    if (other < 0 || other >= legs.length || !isBeside(roads.lanes, legs[leg].lane, legs[other].lane)) continue;
    const change = other < leg ? legAt[leg] : legAt[leg + 1];
    const [a, b] = [legs[leg], legs[other]];
    const room = Math.min(changeLength, a.to - a.from, b.to - b.from);
    const past = (at - change) / room; // from -1/2 to 1/2 while changing
    if (Math.abs(past) >= 0.5) continue;
    const share = 0.5 - Math.abs(past);
    const scale = roads.lanes.length[b.lane] / roads.lanes.length[a.lane];
    const there = new Float64Array(sampleSize);
    placeOnLane(roads, b.lane, (a.from + at - legAt[leg]) * scale, there);
    const weight = share * share * (3 - 2 * share); // smooth step: 1/2 where both halves meet
    for (const i of [0, 1]) place[i] += weight * (there[i] - place[i]);
    place[2] = Number.NaN; // its heading follows from its neighbours
  }
}

/** Headings of places that were shifted, from the points before and after; then no angle jumps by whole turns. */
function settleHeadings(points: Float64Array, parts: number): void {
  for (let i = 0; i <= parts; i++) {
    const at = sampleSize * i;
    if (Number.isNaN(points[at + 2])) {
      const [before, after] = [sampleSize * Math.max(0, i - 1), sampleSize * Math.min(parts, i + 1)];
      const [dx, dy] = [points[after] - points[before], points[after + 1] - points[before + 1]];
      const size = Math.sqrt(dx * dx + dy * dy);
      points[at + 2] = dx / size;
      points[at + 3] = dy / size;
      points[at + 4] = angleOf(dy, dx);
    }
    if (i > 0)
      points[at + 4] -= 2 * Math.PI * Math.round((points[at + 4] - points[at + 4 - sampleSize]) / (2 * Math.PI));
  }
}

/** What lies along the legs. */
function listed({ stops, conflicts, crossings }: Roads, legs: readonly Leg[], legAt: Float64Array) {
  const stopsFound: { at: number; i: number }[] = [];
  const conflictsFound: { span: number[]; i: number }[] = [];
  const crossingsFound: { span: number[]; i: number }[] = [];
  const taken = new Set(legs.map(({ lane }) => lane));
  for (const [k, { lane, from, to }] of legs.entries()) {
    const along = (distance: number) => legAt[k] + distance - from;
    for (let i = stops.from[lane]; i < stops.from[lane + 1]; i++)
      if (stops.at[i] >= from && stops.at[i] < to) stopsFound.push({ at: along(stops.at[i]), i });
    for (let i = conflicts.from[lane]; i < conflicts.from[lane + 1]; i++) {
      const [low, high, otherLow, otherHigh] = conflicts.spans.subarray(4 * i, 4 * i + 4);
      if (high >= from && low <= to && !taken.has(conflicts.lane[i]))
        conflictsFound.push({ span: [along(low), along(high), otherLow, otherHigh], i });
    }
    for (let i = crossings.from[lane]; i < crossings.from[lane + 1]; i++) {
      const [low, high] = crossings.spans.subarray(2 * i, 2 * i + 2);
      if (high >= from && low <= to) crossingsFound.push({ span: [along(low), along(high)], i });
    }
  }
  return {
    stopAt: Float64Array.from(stopsFound, ({ at }) => at),
    stopKind: Uint8Array.from(stopsFound, ({ i }) => stops.kind[i]),
    stopLight: Int32Array.from(stopsFound, ({ i }) => stops.light[i]),
    conflictSpans: Float64Array.from(conflictsFound.flatMap(({ span }) => span)),
    conflictLane: Int32Array.from(conflictsFound, ({ i }) => conflicts.lane[i]),
    conflictYields: Int8Array.from(conflictsFound, ({ i }) => conflicts.yields[i]),
    conflictKind: Uint8Array.from(conflictsFound, ({ i }) => conflicts.kind[i]),
    crossingSpans: Float64Array.from(crossingsFound.flatMap(({ span }) => span)),
    crossing: Int32Array.from(crossingsFound, ({ i }) => crossings.crossing[i]),
  };
}

/** Writes the place at a distance along a route, as `placeAt` does. */
export function placeOnRoute({ points, parts, spacing }: Route, distance: number, out: Float64Array): void {
  placeAt(points, 0, parts, spacing, distance, out);
}

/** Projects a point onto a route and returns the distance along it, as `projectOn` does. */
export function projectOnRoute(route: Route, x: number, y: number, near: number, out: Float64Array): number {
  return projectOn(route.points, 0, route.parts, route.spacing, x, y, near, out);
}

/** The number of the point of a route that is nearest, downhill from another. */
export function closestOnRoute({ points, parts }: Route, x: number, y: number, near: number): number {
  return closestFrom(points, 0, parts, x, y, near);
}

/**
 * Writes points ahead in a frame: ahead and left of it [m], two numbers each. Beyond the end it goes straight on.
 * @param x of the frame, with `y`, and the cosine and sine of its heading
 */
export function pointsAhead(
  { points, parts, spacing }: Route,
  distance: number,
  count: number,
  apart: number,
  x: number,
  y: number,
  cos: number,
  sin: number,
  out: Float64Array | Float32Array,
  at: number,
): void {
  for (let i = 0; i < count; i++) {
    const along = (distance + (i + 1) * apart) / spacing;
    const point = Math.min(parts, Math.max(0, Math.round(along)));
    const row = sampleSize * point;
    const beyond = (along - point) * spacing;
    const dx = points[row] + beyond * points[row + 2] - x;
    const dy = points[row + 1] + beyond * points[row + 3] - y;
    out[at + 2 * i] = cos * dx + sin * dy;
    out[at + 2 * i + 1] = cos * dy - sin * dx;
  }
}

/** The first element of ascending distances that lies beyond a distance, from one that did not: a cursor for each car. */
export function advance(distances: Float64Array, cursor: number, distance: number): number {
  let next = cursor;
  while (next < distances.length && distances[next] < distance) next++;
  while (next > 0 && distances[next - 1] >= distance) next--;
  return next;
}
