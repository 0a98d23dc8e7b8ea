import { sampleSize } from "../roads/sampled.ts";
import { car } from "./bicycle.ts";
import { bodySize } from "./boxes.ts";
import { collisions, isAtFault } from "./collisions.ts";
import type { Dynamics } from "./dynamics.ts";
import type { Event } from "./features.ts";
import type { Around } from "./near.ts";
import { hazardous, onRoute, type TownState } from "./state.ts";
import { crossLines } from "./stop-lines.ts";
import type { Town, TownRoute } from "./town.ts";
import type { Walkers } from "./walkers.ts";

/** Returns a function that counts the offences of a step, stops a car that has crashed, and says whether there was any. */
export function offences(
  state: TownState,
  around: Around,
  dynamics: Dynamics,
  people: Walkers,
  { count, atFault, row }: { count(event: Event): void; readonly atFault: Float64Array; readonly row: number },
) {
  const { own, things, route: on, hazard, lane } = state;
  const { felt } = dynamics;
  const many = things.length / bodySize;
  const firstStill = bodySize * (lane.length + 1);
  const touched = [state.touched.subarray(0, many), state.touched.subarray(many)];
  const hitsThing = collisions(own, things, around.things, touched[0], felt?.subarray(0, many));
  const hitsPerson = collisions(own, state.people, around.people, touched[1], felt?.subarray(many));

  /** Counts a crash and stops the car. */
  function crash(route: TownRoute, event: Event, bodies: Float64Array, at: number): void {
    count(event);
    const isInLane = Math.abs(on[onRoute.left]) < route.points[sampleSize * on[onRoute.point] + 6];
    if (isAtFault(own, bodies, at, dynamics.impact(), isInLane)) atFault[row] = 1;
    dynamics.stop();
  }

  return (town: Town, route: TownRoute, time: number): boolean => {
    let isOffence = false;
    atFault[row] = 0;
    for (let k = hitsThing(0); k >= 0; k = hitsThing(k + 1)) {
      const at = around.things.at[k];
      crash(route, at < firstStill ? "vehicleCollision" : "staticCollision", things, at);
      isOffence = true;
    }
    for (let k = hitsPerson(0); k >= 0; k = hitsPerson(k + 1)) {
      crash(route, "pedestrianCollision", state.people, around.people.at[k]);
      isOffence = true;
    }
    if (crossLines(state, route, town, time, count)) isOffence = true;
    const from = on[onRoute.before] + car.halfLength;
    const to = on[onRoute.along] + car.halfLength;
    for (let i = 0; i < route.crossing.length; i++) {
      const line = route.crossingSpans[2 * i];
      if (line >= from && line < to && people.isNear(route.crossing[i], own[0], own[1])) count("yieldMissed");
    }
    if (isOffence && hazard[hazardous.kind] > 0 && hazard[hazardous.failed] === 0) {
      hazard[hazardous.failed] = 1;
      count("hazardFailed");
    }
    return isOffence;
  };
}
