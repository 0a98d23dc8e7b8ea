import { colourAt } from "../roads/query.ts";
import { advance } from "../roads/route.ts";
import { car, driven } from "./bicycle.ts";
import { onRoute, type TownState } from "./state.ts";
import type { Town, TownRoute } from "./town.ts";

/** A car that is slower stands [m/s]. */
export const stands = 0.1;
const standsBefore = 4; // [m]: how close to its line a stop sign wants the car to stand

const green = 0;
const red = 2;
const stopSign = 1; // in the order of `stopKinds`

/** Whether a stop line of a route may not be crossed now. @param stood whether the car has stood before it */
export function isClosed(
  town: Pick<Town, "roads">,
  route: TownRoute,
  stop: number,
  time: number,
  stood: boolean,
): boolean {
  const light = route.stopLight[stop];
  if (light >= 0) return colourAt(town.roads, light, time) !== green;
  return route.stopKind[stop] === stopSign && !stood;
}

export type LineOffence = "redLight" | "stopSign";

/** The offence of crossing a stop line now, if it is one. */
function offenceAt(
  town: Pick<Town, "roads">,
  route: TownRoute,
  stop: number,
  time: number,
  stood: boolean,
): LineOffence | undefined {
  const light = route.stopLight[stop];
  if (light >= 0) return colourAt(town.roads, light, time) === red ? "redLight" : undefined;
  return route.stopKind[stop] === stopSign && !stood ? "stopSign" : undefined;
}

/** Tells the offences of a car at the stop lines that it has crossed in a step. @returns whether there was one */
export function crossLines(
  { driven: self, route: on }: Pick<TownState, "driven" | "route">,
  route: TownRoute,
  town: Pick<Town, "roads">,
  time: number,
  tell: (offence: LineOffence) => void,
): boolean {
  const from = on[onRoute.before] + car.halfLength;
  const to = on[onRoute.along] + car.halfLength;
  let isOffence = false;
  for (let stop = advance(route.stopAt, 0, from); stop < route.stopAt.length; stop++) {
    const line = route.stopAt[stop];
    if (line - to >= standsBefore) break;
    if (line >= to) {
      if (line > from && self[driven.speed] < stands) on[onRoute.stopped] = 1;
      continue;
    }
    const offence = offenceAt(town, route, stop, time, on[onRoute.stopped] === 1);
    if (offence) {
      tell(offence);
      isOffence = true;
    }
    on[onRoute.stopped] = 0;
  }
  return isOffence;
}
