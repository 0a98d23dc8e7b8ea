import { assert, type Rng } from "../../../src/core/index.ts";
import { compileRoads, type Roads } from "../roads/compile.ts";
import { type Leg, tryRoute } from "../roads/find-route.ts";
import { laneTypes } from "../roads/map.ts";
import { compileRoute, type Route } from "../roads/route.ts";
import { bendSpeeds } from "./following.ts";
import { type Room, roomOf } from "./room.ts";

/** A route with what its driver may use of the road. */
export interface TownRoute extends Route, Room {
  /** Where each lane's start lies along the route [m]; NaN for lanes that it does not take. */
  readonly startOf: Float64Array;
}

/** A map that worlds share, with routes through it. */
export interface Town {
  readonly roads: Roads;
  /** Of each lane [m/s]. */
  readonly bend: Float64Array;
  /** Lanes where traffic may appear. */
  readonly streets: Int32Array;
  readonly routes: readonly TownRoute[];
}

const streetTypes = ["driving", "ramp"].map((type) => laneTypes.indexOf(type as (typeof laneTypes)[number]));
const routesTried = 400;

/** @param lengths shortest and longest route [m] */
export function makeTown(
  map: Parameters<typeof compileRoads>[0],
  rng: Rng,
  many: number,
  lengths: readonly [number, number],
): Town {
  const roads = compileRoads(map);
  const { length } = roads.lanes;
  const streets = streetsOf(roads);
  const routes: TownRoute[] = [];
  for (let tries = 0; tries < routesTried && routes.length < many; tries++) {
    const [from, to] = [streets[rng.integer(streets.length)], streets[rng.integer(streets.length)]];
    const start = { lane: from, distance: rng.uniform(0.1, 0.5) * length[from] };
    const legs = tryRoute(roads, start, { lane: to, distance: length[to] * 0.9 });
    const way = legs?.reduce((sum, leg) => sum + leg.to - leg.from, 0) ?? 0;
    if (!legs || way < lengths[0]) continue;
    routes.push(townRoute(roads, legs, lengths[1]));
  }
  assert(routes.length > 0, `no route of ${lengths[0]} m in ${map.name}`);
  return { roads, bend: bendSpeeds(roads), streets, routes };
}

/** Lanes outside of junctions that are long enough to begin on. */
export function streetsOf({ lanes: { count, length, junction, type } }: Roads): Int32Array {
  const all = Array.from({ length: count }, (_, lane) => lane);
  return Int32Array.from(
    all.filter((lane) => junction[lane] < 0 && streetTypes.includes(type[lane]) && length[lane] >= 20),
  );
}

/** The route over legs, up to a length [m]. */
export function townRoute(roads: Roads, legs: readonly Leg[], longest: number): TownRoute {
  const route = compileRoute(roads, shortened(legs, longest));
  return { ...route, ...roomOf(roads, route), startOf: startsOf(route, roads.lanes.count) };
}

/** Legs until a length is reached; the last one that is left has to be long enough to stop on. */
function shortened(legs: readonly Leg[], most: number) {
  const kept: Leg[] = [];
  let way = 0;
  for (const leg of legs) {
    if (way >= most) break;
    const to = Math.min(leg.to, leg.from + most - way);
    kept.push({ ...leg, to });
    way += to - leg.from;
  }
  return kept;
}

function startsOf({ legs, legAt }: Route, lanes: number): Float64Array {
  const starts = new Float64Array(lanes).fill(Number.NaN);
  for (const [i, { lane, from }] of legs.entries()) if (Number.isNaN(starts[lane])) starts[lane] = legAt[i] - from;
  return starts;
}
