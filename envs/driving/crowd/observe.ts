import { box, parts } from "../../../src/core/index.ts";
import { bodySize } from "../town/boxes.ts";
import { counts, observation, pointsApart, policySize } from "../town/observation.ts";
import { writeCritic, writeOther, writeSelf, writeStops } from "../town/sight.ts";
import { onRoute } from "../town/state.ts";
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
    const car = cars[seat];
    const { own, route: place, leanings } = car;
    const { policy, critic } = shown[seat];
    const routeLeft = Math.max(0, 1 - place[onRoute.farthest] / route.length);
    policy.fill(0);
    writeSelf(policy, car, limit, routeLeft, timeLeft);
    let out = 8;
    writeLine(policy, out, own, route, place[onRoute.along]);
    out += 2 * counts.points;
    const first = counts.neighbours * seat;
    for (let i = 0; i < seen[seat]; i++)
      writeOther(policy, out + 7 * i, own, bodies, bodySize * neighbours[first + i], 7);
    out += 7 * counts.neighbours;
    writeStops(policy, out, place, town, route, time);
    for (let i = 0; policySize + i < policy.length; i++) policy[policySize + i] = leanings[i]; // nobody is on foot
    writeCritic(critic, car, routeLeft, timeLeft);
  };
}

/** Writes points of the route ahead, from a line of it that holds little else. */
function writeLine(
  policy: Float32Array,
  out: number,
  own: Float64Array,
  { line, parts: last, spacing }: CrowdRoute,
  along: number,
): void {
  const x = own[0];
  const y = own[1];
  const cos = own[2];
  const sin = own[3];
  for (let i = 0; i < counts.points; i++) {
    const far = (along + (i + 1) * pointsApart) / spacing;
    const point = Math.min(last, Math.max(0, Math.round(far)));
    const beyond = (far - point) * spacing;
    const at = lineSize * point;
    const px = line[at] + beyond * line[at + 2] - x;
    const py = line[at + 1] + beyond * line[at + 3] - y;
    policy[out + 2 * i] = cos * px + sin * py;
    policy[out + 2 * i + 1] = cos * py - sin * px;
  }
}
