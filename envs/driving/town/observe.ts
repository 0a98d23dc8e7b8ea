import { advance, pointsAhead } from "../roads/route.ts";
import { car, driven } from "./bicycle.ts";
import type { Around } from "./near.ts";
import { nearest } from "./nearest.ts";
import { counts, pointsApart, sight } from "./observation.ts";
import { onRoute, type TownState } from "./state.ts";
import { isClosed } from "./stop-lines.ts";
import type { Town, TownRoute } from "./town.ts";

/** Returns a function that writes what the driver of a world sees. */
export function observer(state: TownState, around: Around, policy: Float32Array, critic: Float32Array) {
  const { driven: self, own, route: place, things, people, asked, since } = state;
  const others = nearest(counts.neighbours, sight);
  const walkers = nearest(counts.people, sight);

  function write(bodies: Float64Array, at: number, out: number, size: 5 | 7): void {
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

  /** @param timeLeft share of the time limit */
  return (town: Town, route: TownRoute, time: number, limit: number, timeLeft: number): void => {
    const along = place[onRoute.along];
    const routeLeft = Math.max(0, 1 - place[onRoute.farthest] / route.length);
    policy.fill(0);
    policy[0] = self[driven.speed];
    policy[1] = limit;
    policy[2] = place[onRoute.left];
    policy[3] = place[onRoute.askew];
    policy[4] = asked[0];
    policy[5] = self[driven.steering] / car.mostSteering;
    policy[6] = routeLeft;
    policy[7] = timeLeft;
    let out = 8;
    pointsAhead(route, along, counts.points, pointsApart, own[0], own[1], own[2], own[3], policy, out);
    out += 2 * counts.points;
    const seen = others.find(things, around.things, own[0], own[1]);
    for (let i = 0; i < seen; i++) write(things, others.at[i], out + 7 * i, 7);
    out += 7 * counts.neighbours;
    const front = along + car.halfLength;
    const first = advance(route.stopAt, 0, front);
    for (let i = 0; i < counts.stops; i++) {
      const stop = first + i;
      const isThere = stop < route.stopAt.length && route.stopAt[stop] - front < sight;
      policy[out + 3 * i] = isThere ? route.stopAt[stop] - front : sight;
      if (!isThere) continue;
      policy[out + 3 * i + 1] = Number(isClosed(town, route, stop, time, i === 0 && place[onRoute.stopped] === 1));
      policy[out + 3 * i + 2] = Number(route.stopKind[stop] === 1);
    }
    out += 3 * counts.stops;
    const walking = walkers.find(people, around.people, own[0], own[1]);
    for (let i = 0; i < walking; i++) write(people, walkers.at[i], out + 5 * i, 5);

    critic[0] = timeLeft;
    critic[1] = routeLeft;
    for (let i = 0; i < 8; i++) critic[2 + i] = since[i];
    critic[10] = place[onRoute.standing];
  };
}
