import { cosine, fail, sine } from "../../../src/core/index.ts";
import type { Roads } from "../roads/compile.ts";
import { type Trace, traceSeconds } from "../roads/map.ts";
import { matchLanes, type Passed } from "../roads/match.ts";
import { car } from "./bicycle.ts";
import { bendSpeeds } from "./following.ts";
import { stands } from "./stop-lines.ts";
import { streetsOf } from "./streets-of.ts";
import { type Start, type Town, townRoute } from "./town.ts";

const apart = 2; // [m] between the places that are compared with lanes
const shortest = 10; // [m]

/**
 * A town whose only route is the way of the map's recorded ego, along the lanes that it took; undefined without an ego.
 * @throws `map/invalid` where it leaves the lanes, or hardly moves
 */
export function followedTown(roads: Roads): Town | undefined {
  const { name, traces = [] } = roads.map;
  const ego = traces.find(({ ego }) => ego);
  if (!ego) return undefined;
  const named = `the ego's trace ${traces.indexOf(ego)} of map ${JSON.stringify(name)}`;
  const { places, poses } = placesOn(ego);
  const legs = matchLanes(roads, places);
  if (typeof legs === "number") {
    const pose = poses[legs];
    return fail("map/invalid", {
      given: `${named}, which leaves the lanes at pose ${pose}, [${ego.poses[pose].join(", ")}]`,
      expected: "a way along lanes of type driving, ramp or aisle",
    });
  }
  const length = legs.reduce((sum, { from, to }) => sum + to - from, 0);
  if (length < shortest)
    fail("map/invalid", { given: `${named}, ${length.toFixed(1)} m long`, expected: `at least ${shortest} m` });
  const [first, ...others] = legs;
  const behind = { ...first, from: Math.max(0, first.from - car.halfLength) };
  const route = townRoute(roads, [behind, ...others], Number.POSITIVE_INFINITY);
  return { roads, bend: bendSpeeds(roads), streets: streetsOf(roads), routes: [route], start: startOf(ego) };
}

/** Places of a trace that are some way apart, with its last one, and which poses they are. */
function placesOn({ poses }: Trace): { readonly places: readonly Passed[]; readonly poses: readonly number[] } {
  const chosen = [0];
  for (const [i, [x, y]] of poses.entries()) {
    const [lastX, lastY] = poses[chosen[chosen.length - 1]];
    const away = Math.sqrt((x - lastX) ** 2 + (y - lastY) ** 2);
    if (away >= apart || (i === poses.length - 1 && away > 0)) chosen.push(i);
  }
  const place = (i: number): Passed => {
    const [x, y, heading] = poses[i];
    return { x, y, cos: cosine(heading), sin: sine(heading) };
  };
  return { places: chosen.map(place), poses: chosen };
}

/** The first pose, and the speed there: of the parabola through the first three. */
function startOf({ poses }: Trace): Start {
  const [x, y, heading] = poses[0];
  const [second, third] = [poses[Math.min(1, poses.length - 1)], poses[Math.min(2, poses.length - 1)]];
  const [vx, vy] = [0, 1].map((i) => (4 * second[i] - 3 * poses[0][i] - third[i]) / (2 * traceSeconds));
  const speed = vx * cosine(heading) + vy * sine(heading);
  return { x, y, heading, speed: speed < stands ? 0 : Math.min(car.topSpeed, speed) };
}
