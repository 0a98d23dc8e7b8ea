import { fail, generator, type Rng } from "../../../src/core/index.ts";
import { compileRoads, type Roads } from "../roads/compile.ts";
import { type Leg, tryRoute } from "../roads/find-route.ts";
import { mapSeed, type Split } from "../roads/generate/seeds.ts";
import { generateTown } from "../roads/generate/town.ts";
import { sampleSize } from "../roads/sampled.ts";
import { car } from "../town/bicycle.ts";
import type { ImportedMap } from "../town/imported.ts";
import { keptTowns } from "../town/kept-towns.ts";
import { streetsOf } from "../town/streets-of.ts";
import { type TownRoute, townRoute } from "../town/town.ts";

/** Which towns there are, and what is driven in them. */
export interface CrowdTowns {
  readonly split: Split;
  /** The first town's number. */
  readonly first: number;
  readonly blocks: number;
  /** [m] */
  readonly shortest: number;
  readonly longest: number;
  /** The map of the only town, instead of generated ones. */
  readonly map?: ImportedMap;
}

/** Numbers of a point of a `line`. */
export const lineSize = 4;

/** A route that is seen by many. */
export interface CrowdRoute extends TownRoute {
  /** `[parts + 1, lineSize]`: x, y, cosine and sine of the heading; a fraction of `points`, so that all routes fit into a cache. */
  readonly line: Float32Array;
  /** A bit for each lane of the town: whether the route takes it. */
  readonly takes: Int32Array;
}

/** A town that worlds share, with places to start from. Two cars never touch at their places. */
export interface CrowdTown {
  readonly roads: Roads;
  readonly routes: readonly CrowdRoute[];
  /** Routes from place i are elements `firstRoute[i]` to before `firstRoute[i + 1]`. */
  readonly firstRoute: Int32Array;
  readonly places: number;
}

const apart = 12; // [m] between places on a lane, at least
const goals = 3; // routes from a place, at most
const triesForEach = 4;

const kept = keptTowns<CrowdTown>(256);

/**
 * The nth town of a set, with twice as many places as seats if it has room for them.
 * @throws `params/invalid` where fewer than `seats` cars have room
 */
export function crowdTown(set: CrowdTowns, number: number, seats: number): CrowdTown {
  const { split, first, blocks, shortest, longest, map } = set;
  const name = [split, first + number, blocks, shortest, longest, seats].join("/");
  return kept(map, name, () => {
    const town = makeCrowdTown(set, mapSeed(split, first + number), 2 * seats);
    if (town.places < seats) {
      const where = map ? `map ${JSON.stringify(map.roads.map.name)}` : `town ${first + number} of ${blocks} blocks`;
      fail("params/invalid", {
        given: `seats = ${seats} in ${where}, with room for ${town.places} to start`,
        expected: `at most ${town.places}`,
        fix: `Ask for fewer seats${map ? "" : ", more blocks"} or shorter routes.`,
      });
    }
    return town;
  });
}

function makeCrowdTown({ blocks, shortest, longest, map }: CrowdTowns, seed: number, most: number): CrowdTown {
  const roads = map?.roads ?? compileRoads(generateTown(seed, { blocks }));
  const { junction, length } = roads.lanes;
  const rng = generator(seed, "places");
  const streets = streetsOf(roads);
  const starts = startsOn(roads, streets);
  const order = Int32Array.from(starts.keys());
  rng.shuffle(order);
  const routes: CrowdRoute[] = [];
  const firstRoute = [0];
  for (const i of order) {
    if (firstRoute.length > most) break;
    const { lane, at } = starts[i];
    for (let tries = 0; tries < triesForEach && routes.length - firstRoute[firstRoute.length - 1] < goals; tries++) {
      const to = streets[rng.integer(streets.length)];
      const from = { lane, distance: at - car.halfLength };
      const legs = tryRoute(roads, from, { lane: to, distance: 0.9 * length[to] });
      if (!legs || wayOf(legs) < shortest) continue;
      const route = townRoute(roads, legs, longest);
      if (route.lane.some((on) => junction[on] >= 0))
        routes.push({ ...route, line: lineOf(route), takes: bitsOf(route) });
    }
    if (routes.length > firstRoute[firstRoute.length - 1]) firstRoute.push(routes.length);
  }
  return { roads, routes, firstRoute: Int32Array.from(firstRoute), places: firstRoute.length - 1 };
}

const lineOf = ({ points, parts }: TownRoute) =>
  Float32Array.from({ length: lineSize * (parts + 1) }, (_, i) => points[sampleSize * (i >> 2) + (i & 3)]);

function bitsOf({ startOf }: TownRoute): Int32Array {
  const bits = new Int32Array(Math.ceil(startOf.length / 32));
  for (const [lane, start] of startOf.entries()) if (!Number.isNaN(start)) bits[lane >> 5] |= 1 << (lane & 31);
  return bits;
}

const wayOf = (legs: readonly Leg[]): number => legs.reduce((sum, { from, to }) => sum + to - from, 0);

/** Places on streets, by the middle of a car. */
function startsOn({ lanes: { length } }: Roads, streets: Int32Array): { lane: number; at: number }[] {
  return [...streets].flatMap((lane) => {
    const many = Math.floor(length[lane] / apart);
    return Array.from({ length: many }, (_, i) => ({ lane, at: ((i + 0.5) * length[lane]) / many }));
  });
}

/** Draws a route for every seat, each from another place of the town. */
export function drawRoutes(rng: Rng, { places, firstRoute }: CrowdTown, routes: Int32Array): void {
  if (order.length < places) order = new Int32Array(places);
  for (let i = 0; i < places; i++) order[i] = i;
  for (let seat = 0; seat < routes.length; seat++) {
    const drawn = seat + rng.integer(places - seat);
    const start = order[drawn];
    order[drawn] = order[seat];
    routes[seat] = firstRoute[start] + rng.integer(firstRoute[start + 1] - firstRoute[start]);
  }
}

let order = new Int32Array(0); // for the time of a draw
