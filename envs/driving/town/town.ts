import { fail, type Rng } from "../../../src/core/index.ts";
import type { Roads } from "../roads/compile.ts";
import { type Leg, tryRoute } from "../roads/find-route.ts";
import { compileRoute, type Route } from "../roads/route.ts";
import { bendSpeeds } from "./following.ts";
import { type Room, roomOf } from "./room.ts";
import { streetsOf } from "./streets-of.ts";

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
  /** Where a recorded drive begins; without it, drives begin at rest at a route's start. */
  readonly start?: Start;
}

export interface Start {
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  /** [m/s] */
  readonly speed: number;
}

const routesTried = 400;

/**
 * A town with routes that are drawn.
 * @param lengths shortest and longest route [m]
 * @throws `params/invalid` where none is as long as the shortest
 */
export function makeTown(roads: Roads, rng: Rng, many: number, lengths: readonly [number, number]): Town {
  const { length } = roads.lanes;
  const streets = streetsOf(roads);
  const routes: TownRoute[] = [];
  let farthest = 0;
  for (let tries = 0; tries < routesTried && routes.length < many; tries++) {
    const [from, to] = [streets[rng.integer(streets.length)], streets[rng.integer(streets.length)]];
    const start = { lane: from, distance: rng.uniform(0.1, 0.5) * length[from] };
    const legs = tryRoute(roads, start, { lane: to, distance: length[to] * 0.9 });
    const way = legs?.reduce((sum, leg) => sum + leg.to - leg.from, 0) ?? 0;
    farthest = Math.max(farthest, way);
    if (!legs || way < lengths[0]) continue;
    routes.push(townRoute(roads, legs, lengths[1]));
  }
  if (routes.length === 0)
    fail("params/invalid", {
      given: `shortest = ${lengths[0]} for map ${JSON.stringify(roads.map.name)}`,
      expected: `at most ${Math.floor(farthest)}, the longest of ${routesTried} routes tried`,
    });
  return { roads, bend: bendSpeeds(roads), streets, routes };
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
