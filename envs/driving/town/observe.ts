import { pointsAhead } from "../roads/route.ts";
import type { Around } from "./near.ts";
import { nearest } from "./nearest.ts";
import { counts, pointsApart, sight } from "./observation.ts";
import { writeCritic, writeOther, writeSelf, writeStops } from "./sight.ts";
import { onRoute, type TownState } from "./state.ts";
import type { Town, TownRoute } from "./town.ts";

/** Returns a function that writes what the driver of a world sees. */
export function observer(state: TownState, around: Around, policy: Float32Array, critic: Float32Array) {
  const { own, route: place, things, people } = state;
  const others = nearest(counts.neighbours, sight);
  const walkers = nearest(counts.people, sight);

  /** @param timeLeft share of the time limit */
  return (town: Town, route: TownRoute, time: number, limit: number, timeLeft: number): void => {
    const along = place[onRoute.along];
    const routeLeft = Math.max(0, 1 - place[onRoute.farthest] / route.length);
    policy.fill(0);
    writeSelf(policy, state, limit, routeLeft, timeLeft);
    let out = 8;
    pointsAhead(route, along, counts.points, pointsApart, own[0], own[1], own[2], own[3], policy, out);
    out += 2 * counts.points;
    const seen = others.find(things, around.things, own[0], own[1]);
    for (let i = 0; i < seen; i++) writeOther(policy, out + 7 * i, own, things, others.at[i], 7);
    out += 7 * counts.neighbours;
    writeStops(policy, out, place, town, route, time);
    out += 3 * counts.stops;
    const walking = walkers.find(people, around.people, own[0], own[1]);
    for (let i = 0; i < walking; i++) writeOther(policy, out + 5 * i, own, people, walkers.at[i], 5);
    writeCritic(critic, state, routeLeft, timeLeft);
  };
}
