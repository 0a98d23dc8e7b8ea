import type { Roads } from "./compile.ts";
import { isBeside, isNavigable, type Leg } from "./find-route.ts";
import { projectOnLane } from "./query.ts";
import { sampleSize } from "./sampled.ts";

/** A place on a way that somebody drove. */
export interface Passed {
  readonly x: number;
  readonly y: number;
  readonly cos: number;
  readonly sin: number;
}

const reach = 4; // [m] from a lane's middle
const changeCost = 20; // [m^2]: what a change of lanes costs beside squared distances from lanes
const backwards = 3; // [m] along a lane that a place may lie behind the one before it
const skipped = 30; // [m] of short lanes that may lie between two places
const mostNear = 16; // lanes that are considered at a place
const mostSeen = 64; // lanes that are looked at from one place to the next

/** A lane that may have been driven on at a place, and the cheapest way to it. */
interface Candidate {
  readonly lane: number;
  /** Distance along the lane [m]. */
  readonly along: number;
  readonly cost: number;
  readonly before?: Candidate;
  /** Lanes between that of `before` and this one; undefined if it is the same, or beside it. */
  readonly through?: readonly number[];
}

/**
 * The stretches of lanes that somebody took, by the cheapest sequence of lanes near the places (Viterbi): lanes must follow
 * each other or lie side by side.
 * @param places some metres apart
 * @returns legs as `findRoute` finds them, or the number of the first place that no lane leads to
 */
export function matchLanes(roads: Roads, places: readonly Passed[]): readonly Leg[] | number {
  let candidates: readonly Candidate[] = lanesNear(roads, places[0]).map(({ away, ...rest }) => ({
    ...rest,
    cost: away,
  }));
  if (candidates.length === 0) return 0;
  for (const [i, place] of places.entries()) {
    if (i === 0) continue;
    const here = lanesNear(roads, place).flatMap(({ away, ...rest }): Candidate[] => {
      let best: Candidate | undefined;
      for (const before of candidates) {
        const step = stepTo(roads, before, rest.lane, rest.along);
        if (step === undefined) continue;
        const cost = before.cost + step.cost + away;
        if (!best || cost < best.cost) best = { ...rest, cost, before, through: step.through };
      }
      return best ? [best] : [];
    });
    if (here.length === 0) return i;
    candidates = here;
  }
  return legsTo(
    roads,
    candidates.reduce((a, b) => (b.cost < a.cost ? b : a)),
  );
}

/** Lanes of about the same heading near a place, and how far away each is, squared. */
function lanesNear(roads: Roads, { x, y, cos, sin }: Passed) {
  const { lanes, grid } = roads;
  const nearest = new Map<number, { point: number; away: number }>();
  const [column, row] = [x - grid.x, y - grid.y].map((from) => from / grid.side);
  const most = reach / grid.side;
  for (let r = Math.max(0, Math.floor(row - most)); r <= Math.min(grid.rows - 1, row + most); r++)
    for (let c = Math.max(0, Math.floor(column - most)); c <= Math.min(grid.columns - 1, column + most); c++) {
      const square = r * grid.columns + c;
      for (let i = grid.from[square]; i < grid.from[square + 1]; i++) {
        const point = grid.points[i];
        const lane = lanes.laneOf[point];
        const at = sampleSize * point;
        const away = (x - lanes.points[at]) ** 2 + (y - lanes.points[at + 1]) ** 2;
        const agrees = cos * lanes.points[at + 2] + sin * lanes.points[at + 3] > 0.5;
        if (agrees && away < reach * reach && away < (nearest.get(lane)?.away ?? Number.POSITIVE_INFINITY))
          nearest.set(lane, { point, away });
      }
    }
  const projected = new Float64Array(sampleSize);
  return [...nearest]
    .filter(([lane]) => isNavigable(roads, lane))
    .map(([lane, { point }]) => {
      const along = projectOnLane(roads, lane, x, y, point - lanes.firstPoint[lane], projected);
      const inside = Math.min(lanes.length[lane], Math.max(0, along));
      return { lane, along: inside, away: projected[1] ** 2 + (along - inside) ** 2 };
    })
    .sort((a, b) => a.away - b.away)
    .slice(0, mostNear);
}

/** What it costs to go from one place to the next by their lanes, and the lanes between; undefined if they do not meet. */
function stepTo({ lanes }: Roads, before: Candidate, lane: number, along: number) {
  if (lane === before.lane && along >= before.along - backwards) return { cost: 0 };
  if (isBeside(lanes, before.lane, lane)) return { cost: changeCost };
  const seen = new Set<number>();
  let ways: readonly Way[] = [{ end: before.lane, through: [], length: 0 }];
  while (ways.length > 0) {
    const longer: Way[] = [];
    for (const { end, through, length } of ways)
      for (const next of lanes.next.values.subarray(lanes.next.from[end], lanes.next.from[end + 1])) {
        if (next === lane) return { cost: 0, through };
        const total = length + lanes.length[next];
        if (total > skipped || seen.size >= mostSeen || seen.has(next)) continue;
        seen.add(next);
        longer.push({ end: next, through: [...through, next], length: total });
      }
    ways = longer;
  }
  return undefined;
}

/** Lanes that follow a lane one after another. */
interface Way {
  readonly end: number;
  readonly through: readonly number[];
  /** [m] */
  readonly length: number;
}

function legsTo({ lanes }: Roads, last: Candidate): readonly Leg[] {
  const chain: Candidate[] = [];
  for (let one: Candidate | undefined = last; one; one = one.before) chain.push(one);
  chain.reverse();
  const legs: { lane: number; from: number; to: number }[] = [
    { lane: chain[0].lane, from: chain[0].along, to: chain[0].along },
  ];
  for (const { lane, along, through } of chain.slice(1)) {
    const leg = legs[legs.length - 1];
    if (through) {
      leg.to = lanes.length[leg.lane];
      for (const passed of through) legs.push({ lane: passed, from: 0, to: lanes.length[passed] });
      legs.push({ lane, from: 0, to: along });
    } else if (lane === leg.lane) leg.to = Math.max(leg.to, along);
    else {
      const share = along / lanes.length[lane];
      leg.to = Math.max(leg.from, share * lanes.length[leg.lane]);
      legs.push({ lane, from: along, to: along });
    }
  }
  return legs.filter(({ from, to }) => to > from);
}
