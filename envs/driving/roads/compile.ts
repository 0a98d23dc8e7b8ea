import { compileGrid, type Grid } from "./grid.ts";
import { laneTypes, lightColours, type RoadMap, stopKinds } from "./map.ts";
import { sampled, sampleSize } from "./sampled.ts";

/**
 * A road map in typed arrays, for worlds that step. Lanes, lights and crossings are numbered in the map's order; -1 is none.
 * Lists of something for each lane are flat: those of lane i are elements `from[i]` to before `from[i + 1]`.
 * It is never written to after it was made, so worlds may share it.
 */
export interface Roads {
  readonly map: RoadMap;
  readonly lanes: LaneTable;
  readonly conflicts: ConflictTable;
  readonly stops: StopTable;
  readonly crossings: CrossingTable;
  readonly lights: LightTable;
  readonly grid: Grid;
}

export interface LaneTable {
  readonly count: number;
  readonly indexOf: ReadonlyMap<string, number>;
  /** [m] */
  readonly length: Float64Array;
  /** Stretches of equal length between points, and that length [m]. */
  readonly parts: Int32Array;
  readonly spacing: Float64Array;
  /** `[all points, sampleSize]`: x, y, cosine and sine of the heading, heading, curvature, half of the width. */
  readonly points: Float64Array;
  /** Of each lane. */
  readonly firstPoint: Int32Array;
  /** Of each point. */
  readonly laneOf: Int32Array;
  /** [m/s] */
  readonly limit: Float64Array;
  /** In the order of `laneTypes`. */
  readonly type: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly opposite: Int32Array;
  readonly junction: Int32Array;
  readonly next: Listed;
  readonly previous: Listed;
}

/** Whole numbers for each lane. */
export interface Listed {
  readonly from: Int32Array;
  readonly values: Int32Array;
}

/** Each conflict is there twice, once for each lane, and a lane's are in the order of its distance. */
export interface ConflictTable {
  readonly from: Int32Array;
  readonly lane: Int32Array;
  /** `[conflicts, 4]`: from and to on this lane, from and to on the other [m]. */
  readonly spans: Float64Array;
  /** In the order cross, merge, fork. */
  readonly kind: Uint8Array;
  /** 1 where this lane gives way, -1 where the other does. */
  readonly yields: Int8Array;
}

/** A lane's are in the order of its distance. */
export interface StopTable {
  readonly from: Int32Array;
  readonly at: Float64Array;
  /** In the order of `stopKinds`. */
  readonly kind: Uint8Array;
  readonly light: Int32Array;
}

/** A lane's are in the order of its distance. */
export interface CrossingTable {
  readonly from: Int32Array;
  readonly crossing: Int32Array;
  /** `[of all lanes, 2]`: from and to [m]. */
  readonly spans: Float64Array;
  /** `[crossings, 5]`: x and y of one end and of the other, width [m]. */
  readonly places: Float64Array;
}

export interface LightTable {
  readonly count: number;
  readonly from: Int32Array;
  /** When each phase ends, from the cycle's start [s]. */
  readonly ends: Float64Array;
  /** In the order of `lightColours`. */
  readonly colour: Uint8Array;
  readonly cycle: Float64Array;
  readonly offset: Float64Array;
}

/** Compiles a map that `checkRoads` has checked. */
export function compileRoads(map: RoadMap): Roads {
  const lanes = compileLanes(map);
  return {
    map,
    lanes,
    conflicts: compileConflicts(map, lanes),
    stops: compileStops(map, lanes),
    crossings: compileCrossings(map, lanes),
    lights: compileLights(map),
    grid: compileGrid(lanes.points, lanes.laneOf),
  };
}

function compileLanes({ lanes, junctions }: RoadMap): LaneTable {
  const indexOf = new Map(lanes.map(({ id }, i) => [id, i]));
  const index = (id: string | undefined) => (id === undefined ? -1 : indexOf.get(id)!);
  const traces = lanes.map((lane) => sampled(lane));
  const firstPoint = Int32Array.from(sums(traces.map(({ parts }) => parts + 1)));
  const points = new Float64Array(sampleSize * firstPoint[lanes.length]);
  const laneOf = new Int32Array(firstPoint[lanes.length]);
  for (const [i, trace] of traces.entries()) {
    points.set(trace.points, sampleSize * firstPoint[i]);
    laneOf.fill(i, firstPoint[i], firstPoint[i + 1]);
  }
  const previous = lanes.map((): number[] => []);
  for (const [i, { next }] of lanes.entries()) for (const id of next) previous[index(id)].push(i);
  const junction = new Int32Array(lanes.length).fill(-1);
  for (const [i, { lanes: within }] of junctions.entries()) for (const id of within) junction[index(id)] = i;
  return {
    count: lanes.length,
    indexOf,
    length: Float64Array.from(traces, ({ length }) => length),
    parts: Int32Array.from(traces, ({ parts }) => parts),
    spacing: Float64Array.from(traces, ({ length, parts }) => length / parts),
    points,
    firstPoint,
    laneOf,
    limit: Float64Array.from(lanes, ({ limit }) => limit),
    type: Uint8Array.from(lanes, ({ type }) => laneTypes.indexOf(type)),
    left: Int32Array.from(lanes, ({ left }) => index(left)),
    right: Int32Array.from(lanes, ({ right }) => index(right)),
    opposite: Int32Array.from(lanes, ({ opposite }) => index(opposite)),
    junction,
    next: listed(lanes.map(({ next }) => next.map(index))),
    previous: listed(previous),
  };
}

const conflictKinds = ["cross", "merge", "fork"] as const;

function compileConflicts({ junctions }: RoadMap, { count, indexOf }: LaneTable): ConflictTable {
  const sides = junctions.flatMap(({ conflicts }) =>
    conflicts.flatMap(({ lanes: [a, b], spans: [spanA, spanB], kind, yields }) => [
      { on: indexOf.get(a)!, lane: indexOf.get(b)!, span: [...spanA, ...spanB], kind, yields: gives(a, yields) },
      { on: indexOf.get(b)!, lane: indexOf.get(a)!, span: [...spanB, ...spanA], kind, yields: gives(b, yields) },
    ]),
  );
  const { from, rows } = byLane(count, sides, ({ span }) => span[0]);
  return {
    from,
    lane: Int32Array.from(rows, ({ lane }) => lane),
    spans: Float64Array.from(rows.flatMap(({ span }) => span)),
    kind: Uint8Array.from(rows, ({ kind }) => conflictKinds.indexOf(kind)),
    yields: Int8Array.from(rows, ({ yields }) => yields),
  };
}

const gives = (lane: string, yields: string | undefined) => (yields === undefined ? 0 : yields === lane ? 1 : -1);

function compileStops({ stopLines, lights }: RoadMap, { count, indexOf }: LaneTable): StopTable {
  const light = new Map(lights.map(({ id }, i) => [id, i]));
  const { from, rows } = byLane(
    count,
    stopLines.map((line) => ({ ...line, on: indexOf.get(line.lane)! })),
    ({ at }) => at,
  );
  return {
    from,
    at: Float64Array.from(rows, ({ at }) => at),
    kind: Uint8Array.from(rows, ({ kind }) => stopKinds.indexOf(kind)),
    light: Int32Array.from(rows, (row) => (row.light === undefined ? -1 : light.get(row.light)!)),
  };
}

function compileCrossings({ crossings }: RoadMap, { count, indexOf }: LaneTable): CrossingTable {
  const parts = crossings.flatMap(({ lanes }, crossing) =>
    lanes.map(({ lane, span }) => ({ on: indexOf.get(lane)!, span, crossing })),
  );
  const { from, rows } = byLane(count, parts, ({ span }) => span[0]);
  return {
    from,
    crossing: Int32Array.from(rows, ({ crossing }) => crossing),
    spans: Float64Array.from(rows.flatMap(({ span }) => [...span])),
    places: Float64Array.from(crossings.flatMap(({ from, to, width }) => [...from, ...to, width])),
  };
}

function compileLights({ lights }: RoadMap): LightTable {
  const ends = lights.map(({ phases }) => sums(phases.map(({ seconds }) => seconds)).slice(1));
  return {
    count: lights.length,
    from: Int32Array.from(sums(ends.map(({ length }) => length))),
    ends: Float64Array.from(ends.flat()),
    colour: Uint8Array.from(lights.flatMap(({ phases }) => phases.map(({ colour }) => lightColours.indexOf(colour)))),
    cycle: Float64Array.from(ends, (times) => times.at(-1)!),
    offset: Float64Array.from(lights, ({ offset }) => offset),
  };
}

/** 0, and the sums of the first, the first two, and so on. */
function sums(values: readonly number[]): number[] {
  const out = [0];
  for (const value of values) out.push(out.at(-1)! + value);
  return out;
}

const listed = (lists: readonly (readonly number[])[]): Listed => ({
  from: Int32Array.from(sums(lists.map(({ length }) => length))),
  values: Int32Array.from(lists.flat()),
});

/** Rows lane by lane, each lane's in the order of a distance. */
function byLane<T extends { readonly on: number }>(count: number, rows: readonly T[], distance: (row: T) => number) {
  const sorted = [...rows].sort((a, b) => a.on - b.on || distance(a) - distance(b));
  const counts = new Array<number>(count).fill(0);
  for (const { on } of sorted) counts[on]++;
  return { from: Int32Array.from(sums(counts)), rows: sorted };
}
