import { colourAt } from "../roads/query.ts";
import type { Town, TownRoute } from "./town.ts";

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

/** The offence of crossing a stop line now, if it is one. */
export function offenceAt(
  town: Pick<Town, "roads">,
  route: TownRoute,
  stop: number,
  time: number,
  stood: boolean,
): "redLight" | "stopSign" | undefined {
  const light = route.stopLight[stop];
  if (light >= 0) return colourAt(town.roads, light, time) === red ? "redLight" : undefined;
  return route.stopKind[stop] === stopSign && !stood ? "stopSign" : undefined;
}
