import { advance } from "../roads/route.ts";
import { car } from "../town/bicycle.ts";
import { bodySize } from "../town/boxes.ts";
import { farthestGap } from "../town/gaps.ts";
import { onRoute } from "../town/state.ts";
import { isClosed } from "../town/stop-lines.ts";
import { type CrowdRoute, type CrowdTown, lineSize } from "./places.ts";
import type { Car } from "./state.ts";

const aside = 0.3; // [m] that a car wants free beside it

/** Where cars are on the road, of all seats. */
export interface Whereabouts {
  readonly routes: CrowdRoute[];
  /** Along the own route [m]. */
  readonly along: Float64Array;
  /** The lane that a car is on, or -1, and how far along it [m]. */
  readonly lane: Int32Array;
  readonly onLane: Float64Array;
}

/** The gap from a seat's car to another along the seat's route, from bumper to bumper, at most the farthest. */
export function gapAhead(
  { routes, along, lane, onLane }: Whereabouts,
  bodies: Float64Array,
  seat: number,
  other: number,
): number {
  const route = routes[seat];
  const on = lane[other];
  if (on >= 0 && (route.takes[on >> 5] >> (on & 31)) & 1) {
    const gap = route.startOf[on] + onLane[other] - along[seat] - 2 * car.halfLength;
    return gap > -2 * car.halfLength ? Math.max(0, Math.min(farthestGap, gap)) : farthestGap;
  }
  const a = bodySize * seat;
  const b = bodySize * other;
  const ahead = (bodies[b] - bodies[a]) * bodies[a + 2] + (bodies[b + 1] - bodies[a + 1]) * bodies[a + 3];
  if (ahead < 0) return farthestGap;
  return Math.max(0, gapBeside(route, along[seat], ahead, bodies[b], bodies[b + 1]));
}

/**
 * The gap to a car that is on none of the route's lanes, or the farthest if it is not in the way; from the nearest of the
 * route's points, which are a metre apart.
 */
function gapBeside({ line, parts, spacing }: CrowdRoute, along: number, ahead: number, x: number, y: number): number {
  let at = lineSize * Math.min(parts, Math.round((along + ahead) / spacing));
  let best = squared(line, at, x, y);
  for (let way = lineSize; way >= -lineSize; way -= 2 * lineSize)
    for (let next = at + way; next >= 0 && next <= lineSize * parts; next += way) {
      const d = squared(line, next, x, y);
      if (d >= best) break;
      best = d;
      at = next;
    }
  const dx = x - line[at];
  const dy = y - line[at + 1];
  const left = dy * line[at + 2] - dx * line[at + 3];
  if (Math.abs(left) > 2 * car.halfWidth + aside) return farthestGap;
  return (at / lineSize) * spacing + dx * line[at + 2] + dy * line[at + 3] - along - 2 * car.halfLength;
}

function squared(line: Float32Array, at: number, x: number, y: number): number {
  const dx = x - line[at];
  const dy = y - line[at + 1];
  return dx * dx + dy * dy;
}

/** The gap to whatever to stop for, who is ahead or a closed stop line [m]. @param lead the gap to who is ahead */
export function hazardGap(
  { route: on }: Pick<Car, "route">,
  route: CrowdRoute,
  town: CrowdTown,
  time: number,
  lead: number,
): number {
  const front = on[onRoute.along] + car.halfLength;
  const stop = advance(route.stopAt, 0, front);
  const gap = stop < route.stopAt.length ? route.stopAt[stop] - front : farthestGap;
  return gap < lead && isClosed(town, route, stop, time, on[onRoute.stopped] === 1) ? gap : lead;
}
