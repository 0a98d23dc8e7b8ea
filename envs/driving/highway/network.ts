import { groupBy } from "../../../src/core/index.ts";
import {
  along,
  aside,
  atLeastOff,
  type Lane,
  type LaneTable,
  laneTable,
  offLane,
  offLaneTurned,
  place,
} from "./lane.ts";

/** Lanes side by side from one node to another. */
interface Road {
  readonly from: string;
  readonly to: string;
  /** Number of its first lane; the others follow, from left to right. */
  readonly first: number;
  readonly count: number;
}

/** Lanes that lead on from, or up to, a lane, with what their `along` has to be shifted by to continue the lane's. */
interface Continued {
  readonly lane: number;
  readonly shift: number;
}

/** Lanes and how they hang together. Lanes are numbers, in the order in which their roads were laid. */
export interface Network {
  readonly lanes: readonly Lane[];
  readonly table: LaneTable;
  readonly roads: readonly Road[];
  /** Of each lane, its road and its place in it. */
  readonly roadOf: Int32Array;
  readonly placeOf: Int32Array;
  /** Of each road, those that begin where it ends. */
  readonly next: readonly (readonly number[])[];
  /** Of each lane, where else its neighbours may be. */
  readonly continued: readonly (readonly Continued[])[];
  /** Roads from the end of one road to a destination, in order; `pathTo` finds them. */
  readonly paths: readonly Int32Array[];
  readonly destinations: readonly string[];
  /** How far from its middle a lane is surely the nearest; 0 where there is more than one road of parallel lanes [m]. */
  readonly clear: number;
}

/** A lane by its road and its place there. */
export const laneOf = ({ roads }: Network, from: string, to: string, place = 0): number =>
  roads[roads.findIndex((road) => road.from === from && road.to === to)].first + place;

/** Lays lanes in the given order. `connected` lets cars see neighbours on the roads before and after their own. */
export function layNetwork(
  given: readonly (readonly [from: string, to: string, lane: Lane])[],
  { connected, destinations = [] }: { readonly connected: boolean; readonly destinations?: readonly string[] },
): Network {
  const byNode = groupBy(given, ([from]) => from);
  const byRoad = [...byNode.values()].flatMap((ways) => [...groupBy(ways, ([, to]) => to).values()]);
  const lanes = byRoad.flatMap((ways) => ways.map(([, , lane]) => lane));
  const roads: Road[] = [];
  for (const ways of byRoad) {
    const before = roads.at(-1);
    roads.push({
      from: ways[0][0],
      to: ways[0][1],
      first: before ? before.first + before.count : 0,
      count: ways.length,
    });
  }
  const roadOf = Int32Array.from(roads.flatMap(({ count }, road) => Array<number>(count).fill(road)));
  const placeOf = Int32Array.from(roads.flatMap(({ count }) => Array.from({ length: count }, (_, i) => i)));
  const numbers = roads.map((_, road) => road);
  const next = roads.map(({ to }) => numbers.filter((road) => roads[road].from === to));
  const before = roads.map(({ from }) => numbers.filter((road) => roads[road].to === from));
  const continued = lanes.map((lane, number): Continued[] => {
    if (!connected) return [];
    const at = ({ first, count }: Road) => first + (placeOf[number] < count ? placeOf[number] : 0);
    return [
      ...next[roadOf[number]].map((road) => ({ lane: at(roads[road]), shift: lane.length })),
      ...before[roadOf[number]].map((road) => ({ lane: at(roads[road]), shift: -lanes[at(roads[road])].length })),
    ];
  });
  const paths = roads.flatMap((_, road) => destinations.map((to) => shortest(roads, next, road, to)));
  return {
    lanes,
    table: laneTable(lanes),
    roads,
    roadOf,
    placeOf,
    next,
    continued,
    paths,
    destinations,
    clear: clearOf(roads, lanes),
  };
}

function clearOf(roads: readonly Road[], [first, ...others]: readonly Lane[]): number {
  const parallel = others.every(
    ({ kind, x, dx, dy, length }) => kind === 0 && x === first.x && dx === 1 && dy === 0 && length === first.length,
  );
  if (roads.length > 1 || first.kind !== 0 || !parallel) return 0;
  const ys = [first, ...others].map(({ y }) => y).sort((a, b) => a - b);
  return Math.min(...ys.slice(1).map((y, i) => y - ys[i])) / 2 - 1e-9;
}

/** The fewest roads that lead from the end of a road to a node, itself included; only itself where none do. */
function shortest(roads: readonly Road[], next: Network["next"], road: number, destination: string): Int32Array {
  const queue = [{ nodes: [roads[road].to], path: [road] }];
  for (let head = queue.shift(); head; head = queue.shift()) {
    const { nodes, path } = head;
    const ways = [...next[path[path.length - 1]]].sort((a, b) => (roads[a].to < roads[b].to ? -1 : 1));
    for (const way of ways) {
      const { to } = roads[way];
      if (nodes.includes(to)) continue;
      if (to === destination) return Int32Array.from([...path, way]);
      queue.push({ nodes: [...nodes, to], path: [...path, way] });
    }
  }
  return Int32Array.of(road);
}

/** The number of the path from a road to a destination. */
export const pathTo = ({ destinations }: Network, road: number, destination: string): number =>
  road * destinations.length + destinations.indexOf(destination);

/** The lane that a point with a heading is nearest to: a radian of heading counts as a metre. Ties go to the first. */
export function nearestLane(network: Network, x: number, y: number, heading: number, guess: number): number {
  const { table, lanes, clear } = network;
  if (clear > 0 && Math.abs(aside(table, guess, x, y, 0)) < clear) return guess;
  const count = lanes.length;
  let best = guess;
  let least = offLaneTurned(table, guess, x, y, heading);
  for (let lane = 0; lane < count; lane++) {
    if (lane === guess || atLeastOff(table, lane, x, y) > least + 1e-9) continue;
    const off = offLaneTurned(table, lane, x, y, heading);
    if (off < least || (off === least && lane < best)) {
      best = lane;
      least = off;
    }
  }
  return best;
}

const point = new Float64Array(2);

/**
 * The lane to follow after a lane that ends. `road` is the next road of a car's route, or -1 where it has none: then it
 * is the one whose lane begins nearest.
 */
export function laneAfter(network: Network, lane: number, road: number, x: number, y: number): number {
  const { table, roadOf, next } = network;
  place(table, lane, along(table, lane, x, y), 0, point);
  if (road >= 0) return laneOn(network, lane, road, point[0], point[1]);
  let best = lane;
  let least = Number.POSITIVE_INFINITY;
  for (const way of next[roadOf[lane]]) {
    const candidate = laneOn(network, lane, way, point[0], point[1]);
    const off = offLane(table, candidate, point[0], point[1]);
    if (off < least) {
      best = candidate;
      least = off;
    }
  }
  return best;
}

/** The lane of a road to go on in: the same place where there are as many lanes, else the nearest. */
function laneOn({ table, roads, roadOf, placeOf }: Network, lane: number, road: number, x: number, y: number): number {
  const { first, count } = roads[road];
  if (count === roads[roadOf[lane]].count) return first + placeOf[lane];
  let best = first;
  for (let other = first + 1; other < first + count; other++)
    if (offLane(table, other, x, y) < offLane(table, best, x, y)) best = other;
  return best;
}
