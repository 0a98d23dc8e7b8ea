import { advance } from "../roads/route.ts";
import { car, driven } from "./bicycle.ts";
import { counts, sight } from "./observation.ts";
import { onRoute, type TownState } from "./state.ts";
import { isClosed } from "./stop-lines.ts";
import type { Town, TownRoute } from "./town.ts";

type Numbers = Float32Array;

/** Writes what a driver knows of its own car, 8 numbers. @param timeLeft share of the time limit */
export function writeSelf(
  policy: Numbers,
  { driven: self, route: place, asked }: Pick<TownState, "driven" | "route" | "asked">,
  limit: number,
  routeLeft: number,
  timeLeft: number,
): void {
  policy[0] = self[driven.speed];
  policy[1] = limit;
  policy[2] = place[onRoute.left];
  policy[3] = place[onRoute.askew];
  policy[4] = asked[0];
  policy[5] = self[driven.steering] / car.mostSteering;
  policy[6] = routeLeft;
  policy[7] = timeLeft;
}

/** Writes how somebody stands and moves in the own car's frame: 7 numbers of a car, 5 of a person. */
export function writeOther(
  policy: Numbers,
  out: number,
  own: Float64Array,
  bodies: Float64Array,
  at: number,
  size: 5 | 7,
): void {
  const cos = own[2];
  const sin = own[3];
  const dx = bodies[at] - own[0];
  const dy = bodies[at + 1] - own[1];
  const vx = bodies[at + 4] - own[4];
  const vy = bodies[at + 5] - own[5];
  policy[out] = cos * dx + sin * dy;
  policy[out + 1] = cos * dy - sin * dx;
  policy[out + 2] = cos * vx + sin * vy;
  policy[out + 3] = cos * vy - sin * vx;
  if (size === 7) {
    policy[out + 4] = cos * bodies[at + 2] + sin * bodies[at + 3];
    policy[out + 5] = cos * bodies[at + 3] - sin * bodies[at + 2];
  }
  policy[out + size - 1] = 1;
}

/** Writes the next lights and stop signs of the route, 3 numbers each. */
export function writeStops(
  policy: Numbers,
  out: number,
  place: Float64Array,
  town: Pick<Town, "roads">,
  route: TownRoute,
  time: number,
): void {
  const front = place[onRoute.along] + car.halfLength;
  const first = advance(route.stopAt, 0, front);
  for (let i = 0; i < counts.stops; i++) {
    const at = out + 3 * i;
    const stop = first + i;
    const isThere = stop < route.stopAt.length && route.stopAt[stop] - front < sight;
    const hasStopped = i === 0 && place[onRoute.stopped] === 1;
    policy[at] = isThere ? route.stopAt[stop] - front : sight;
    policy[at + 1] = isThere && isClosed(town, route, stop, time, hasStopped) ? 1 : 0;
    policy[at + 2] = isThere && route.stopKind[stop] === 1 ? 1 : 0;
  }
}

/** Writes what is for values alone. */
export function writeCritic(
  critic: Numbers,
  { route: place, since }: Pick<TownState, "route" | "since">,
  routeLeft: number,
  timeLeft: number,
): void {
  critic[0] = timeLeft;
  critic[1] = routeLeft;
  for (let i = 0; i < 8; i++) critic[2 + i] = since[i];
  critic[10] = place[onRoute.standing];
}
