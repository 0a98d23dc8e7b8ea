import { advance, closestOnRoute, projectOnRoute } from "../roads/route.ts";
import { sampleSize } from "../roads/sampled.ts";
import { car } from "./bicycle.ts";
import { bodySize } from "./boxes.ts";
import type { Around } from "./near.ts";
import { onRoute, type TownState } from "./state.ts";
import { isClosed } from "./stop-lines.ts";
import type { Town, TownRoute } from "./town.ts";

/** The gap where nothing is ahead within it [m]. */
export const farthestGap = 50;
const sideways = 0.3; // [m] that a car wants free beside it

/** Finds what is ahead on the route. `found` is rewritten: the gap to who is ahead, and to whatever to stop for [m]. */
export function gaps({ own, things, people, route: place, lane, at }: TownState, around: Around) {
  const found = { lead: farthestGap, hazard: farthestGap };
  const projected = new Float64Array(sampleSize);

  /** From bumper to bumper if the body is in the way, else the farthest. */
  function gapTo(route: TownRoute, bodies: Float64Array, i: number, aside: number): number {
    const dx = bodies[i] - own[0];
    const dy = bodies[i + 1] - own[1];
    const ahead = dx * own[2] + dy * own[3];
    if (ahead < 0 || dx * dx + dy * dy > farthestGap * farthestGap) return farthestGap;
    const guess = Math.min(route.parts, Math.round(place[onRoute.point] + ahead / route.spacing));
    const free = car.halfWidth + bodies[i + 7] + aside;
    const point = closestOnRoute(route, bodies[i], bodies[i + 1], guess);
    const px = bodies[i] - route.points[sampleSize * point];
    const py = bodies[i + 1] - route.points[sampleSize * point + 1];
    if (px * px + py * py > (free + route.spacing) ** 2) return farthestGap; // most are, and need no more
    const along = projectOnRoute(route, bodies[i], bodies[i + 1], point, projected);
    if (Math.abs(projected[1]) > free) return farthestGap;
    return along - place[onRoute.along] - car.halfLength - bodies[i + 6];
  }

  return {
    found,
    find(town: Town, route: TownRoute, time: number): void {
      const here = place[onRoute.along];
      let lead = farthestGap;
      for (let k = 0; k < around.things.count; k++) {
        const i = around.things.at[k];
        const vehicle = i / bodySize;
        const isOnLane = vehicle < lane.length && lane[vehicle] >= 0; // recorded cars are not
        const start = isOnLane ? route.startOf[lane[vehicle]] : Number.NaN;
        const gap = Number.isNaN(start)
          ? gapTo(route, things, i, sideways)
          : start + at[vehicle] - here - car.halfLength - things[i + 6];
        if (gap < lead && gap > -2 * car.halfLength) lead = gap;
      }
      let hazard = lead;
      for (let k = 0; k < around.people.count; k++)
        hazard = Math.min(hazard, gapTo(route, people, around.people.at[k], 1.5));
      const front = here + car.halfLength;
      const stop = advance(route.stopAt, 0, front);
      if (stop < route.stopAt.length && isClosed(town, route, stop, time, place[onRoute.stopped] === 1))
        hazard = Math.min(hazard, route.stopAt[stop] - front);
      found.lead = Math.max(0, lead);
      found.hazard = Math.max(0, hazard);
    },
  };
}
