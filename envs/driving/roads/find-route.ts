import { fail } from "../../../src/core/index.ts";
import type { Roads } from "./compile.ts";
import { laneTypes } from "./map.ts";

/** A place on a lane: its number, and the distance along it [m]. */
export interface LanePlace {
  readonly lane: number;
  readonly distance: number;
}

/** A stretch of one lane. If the next stretch is not of a next lane, then of a neighbour, over the same stretch of road. */
export interface Leg {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
}

const changeCost = 30; // [m]: a change of lanes is worth this detour
const navigable = ["driving", "ramp", "aisle"].map((type) => laneTypes.indexOf(type as (typeof laneTypes)[number]));

/**
 * The shortest route over next lanes and, at a price, neighbours; Dijkstra (1959).
 * @throws `map/route` if there is none, naming both lanes
 */
export function findRoute(roads: Roads, from: LanePlace, to: LanePlace): Leg[] {
  return tryRoute(roads, from, to) ?? noRoute(roads, from, to);
}

function noRoute({ map }: Roads, from: LanePlace, to: LanePlace): never {
  const named = ({ lane, distance }: LanePlace) =>
    `${distance.toFixed(1)} m on lane ${JSON.stringify(map.lanes[lane]?.id ?? lane)}`;
  return fail("map/route", { given: `${named(from)} to ${named(to)}`, expected: "places that lanes lead between" });
}

/** Whether routes may take a lane. */
export const isNavigable = ({ lanes }: Pick<Roads, "lanes">, lane: number): boolean =>
  navigable.includes(lanes.type[lane]);

/** The shortest route, or nothing. */
export function tryRoute({ lanes }: Roads, from: LanePlace, to: LanePlace): Leg[] | undefined {
  const isOn = ({ lane, distance }: LanePlace) =>
    lane >= 0 && lane < lanes.count && distance >= 0 && distance <= lanes.length[lane] + 1e-6;
  if (!isOn(from) || !isOn(to)) return undefined;
  const share = (place: LanePlace) => place.distance / lanes.length[place.lane];
  // Node `lane` is its start; node `count + lane` is the starting lane's road, entered at the start's share of its length.
  const count = lanes.count;
  const cost = new Float64Array(2 * count).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(2 * count).fill(-1);
  const queue = new Queue(cost);
  const entry = (node: number) => (node >= count ? share(from) : 0);
  const reach = (node: number, at: number, by: number) => {
    if (at >= cost[node] || !navigable.includes(lanes.type[node % count])) return;
    cost[node] = at;
    before[node] = by;
    queue.push(node);
  };
  const isGoal = (node: number) => node % count === to.lane && entry(node) <= share(to);
  reach(count + from.lane, 0, -1);
  for (let node = queue.pop(); node >= 0; node = queue.pop()) {
    if (isGoal(node)) return legsTo(node, { before, count, lanes, entry, to });
    const lane = node % count;
    const at = cost[node];
    const after = at + (1 - entry(node)) * lanes.length[lane];
    for (let i = lanes.next.from[lane]; i < lanes.next.from[lane + 1]; i++) reach(lanes.next.values[i], after, node);
    const base = node - lane;
    for (const side of [lanes.left[lane], lanes.right[lane]]) if (side >= 0) reach(base + side, at + changeCost, node);
  }
  return undefined;
}

interface Found {
  readonly before: Int32Array;
  readonly count: number;
  readonly lanes: Roads["lanes"];
  entry(node: number): number;
  readonly to: LanePlace;
}

/** Walks back from the goal; a road on which lanes change is shared equally by the lanes that are used. */
function legsTo(goal: number, { before, count, lanes, entry, to }: Found): Leg[] {
  const nodes: number[] = [];
  for (let node = goal; node >= 0; node = before[node]) nodes.unshift(node);
  const legs: Leg[] = [];
  for (let i = 0; i < nodes.length; ) {
    let end = i;
    while (end + 1 < nodes.length && isBeside(lanes, nodes[end] % count, nodes[end + 1] % count)) end++;
    const used = nodes.slice(i, end + 1);
    const low = entry(nodes[i]);
    const high = end === nodes.length - 1 ? to.distance / lanes.length[to.lane] : 1;
    for (const [k, node] of used.entries()) {
      const lane = node % count;
      const at = (j: number) => (low + ((high - low) * j) / used.length) * lanes.length[lane];
      legs.push({ lane, from: at(k), to: at(k + 1) });
    }
    i = end + 1;
  }
  return legs;
}

/** Whether a lane is a neighbour of another, as opposed to its next. */
export const isBeside = ({ left, right }: Roads["lanes"], lane: number, other: number): boolean =>
  left[lane] === other || right[lane] === other;

/** Nodes by their cost, cheapest first: a binary heap. Nodes that became cheaper are in it twice, which does no harm. */
class Queue {
  readonly #cost: Float64Array;
  readonly #heap: { node: number; cost: number }[] = [];

  constructor(cost: Float64Array) {
    this.#cost = cost;
  }

  push(node: number): void {
    const heap = this.#heap;
    const entry = { node, cost: this.#cost[node] };
    let i = heap.push(entry) - 1;
    while (i > 0 && heap[(i - 1) >> 1].cost > entry.cost) {
      heap[i] = heap[(i - 1) >> 1];
      i = (i - 1) >> 1;
    }
    heap[i] = entry;
  }

  /** -1 once it is empty. */
  pop(): number {
    const heap = this.#heap;
    if (heap.length === 0) return -1;
    const { node } = heap[0];
    const last = heap.pop()!;
    if (heap.length > 0) {
      let i = 0;
      for (let child = 1; child < heap.length; child = 2 * i + 1) {
        if (child + 1 < heap.length && heap[child + 1].cost < heap[child].cost) child++;
        if (heap[child].cost >= last.cost) break;
        heap[i] = heap[child];
        i = child;
      }
      heap[i] = last;
    }
    return node;
  }
}
