import { box, parts } from "../../../src/core/index.ts";
import { advance } from "../roads/route.ts";
import { driven, car as size } from "../town/bicycle.ts";
import { bodySize } from "../town/boxes.ts";
import { counts, observation, pointsApart, policySize, sight } from "../town/observation.ts";
import { onRoute } from "../town/state.ts";
import { isClosed } from "../town/stop-lines.ts";
import type { Pairs } from "./pairs.ts";
import { type CrowdRoute, type CrowdTown, lineSize } from "./places.ts";
import type { CrowdState } from "./state.ts";
import { weightNames } from "./weights.ts";

/** As in the other towns, and the powers of two of the seat's weights behind the rest. */
const conditioned = parts({
  policy: box({
    dtype: "float32",
    shape: [policySize + weightNames.length],
    labels: [...observation.fields.policy.labels!, ...weightNames.map((name) => `weight of ${name} [power of 2]`)],
  }),
  critic: observation.fields.critic,
});

export const observationOf = (isConditioned: boolean) => (isConditioned ? conditioned : observation);

/** Where a seat's observation is written. */
export interface Shown {
  readonly policy: Float32Array;
  readonly critic: Float32Array;
}

/** Returns a function that writes what a seat sees. */
export function observer({ cars, bodies }: CrowdState, shown: readonly Shown[], { seen, neighbours }: Pairs) {
  /** @param timeLeft share of the time limit */
  return (seat: number, town: CrowdTown, route: CrowdRoute, time: number, limit: number, timeLeft: number): void => {
    const { driven: self, own, asked, route: place, since, leanings } = cars[seat];
    const { policy, critic } = shown[seat];
    const along = place[onRoute.along];
    const routeLeft = Math.max(0, 1 - place[onRoute.farthest] / route.length);
    const x = own[0];
    const y = own[1];
    const cos = own[2];
    const sin = own[3];
    policy[0] = self[driven.speed];
    policy[1] = limit;
    policy[2] = place[onRoute.left];
    policy[3] = place[onRoute.askew];
    policy[4] = asked[0];
    policy[5] = self[driven.steering] / size.mostSteering;
    policy[6] = routeLeft;
    policy[7] = timeLeft;
    let out = 8;
    const { line, parts: last, spacing } = route;
    for (let i = 1; i <= counts.points; i++, out += 2) {
      const far = (along + i * pointsApart) / spacing;
      const point = Math.min(last, Math.max(0, Math.round(far)));
      const beyond = (far - point) * spacing;
      const at = lineSize * point;
      const px = line[at] + beyond * line[at + 2] - x;
      const py = line[at + 1] + beyond * line[at + 3] - y;
      policy[out] = cos * px + sin * py;
      policy[out + 1] = cos * py - sin * px;
    }

    const many = seen[seat];
    for (let i = 0; i < many; i++, out += 7) {
      const at = bodySize * neighbours[counts.neighbours * seat + i];
      const dx = bodies[at] - x;
      const dy = bodies[at + 1] - y;
      const vx = bodies[at + 4] - own[4];
      const vy = bodies[at + 5] - own[5];
      policy[out] = cos * dx + sin * dy;
      policy[out + 1] = cos * dy - sin * dx;
      policy[out + 2] = cos * vx + sin * vy;
      policy[out + 3] = cos * vy - sin * vx;
      policy[out + 4] = cos * bodies[at + 2] + sin * bodies[at + 3];
      policy[out + 5] = cos * bodies[at + 3] - sin * bodies[at + 2];
      policy[out + 6] = 1;
    }
    const stopsAt = 8 + 2 * counts.points + 7 * counts.neighbours;
    while (out < stopsAt) policy[out++] = 0;

    const front = along + size.halfLength;
    const first = advance(route.stopAt, 0, front);
    for (let i = 0; i < counts.stops; i++, out += 3) {
      const stop = first + i;
      const isThere = stop < route.stopAt.length && route.stopAt[stop] - front < sight;
      const isShut = isThere && isClosed(town, route, stop, time, i === 0 && place[onRoute.stopped] === 1);
      policy[out] = isThere ? route.stopAt[stop] - front : sight;
      policy[out + 1] = isShut ? 1 : 0;
      policy[out + 2] = isThere && route.stopKind[stop] === 1 ? 1 : 0;
    }
    while (out < policySize) policy[out++] = 0; // nobody is on foot
    for (let i = 0; out < policy.length; i++) policy[out++] = leanings[i];

    critic[0] = timeLeft;
    critic[1] = routeLeft;
    for (let i = 0; i < 8; i++) critic[2 + i] = since[i];
    critic[10] = place[onRoute.standing];
  };
}
