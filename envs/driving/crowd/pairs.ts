import { bodySize, touch } from "../town/boxes.ts";
import { noCollision } from "../town/collision-time.ts";
import { farthestGap } from "../town/gaps.ts";
import { counts, sight } from "../town/observation.ts";
import { gapAhead, type Whereabouts } from "./gap-ahead.ts";
import { timeToTouch } from "./time-to-touch.ts";

const foreseen = 100; // [m] within which cars may come to touch
const around = 50; // [m] of the traffic whose speed is compared with
const most = counts.neighbours;

/** What cars are to each other, of all seats. It is rewritten by every `look`. */
export interface Pairs {
  /** How many neighbours each sees, and which: `[seats, counts.neighbours]`, the nearest first. */
  readonly seen: Uint8Array;
  readonly neighbours: Uint8Array;
  /** To who is ahead on the route [m]. */
  readonly lead: Float64Array;
  /** [s] */
  readonly timeToCollision: Float64Array;
  /** Sum of the speeds of cars around, and how many there are. */
  readonly speeds: Float64Array;
  readonly around: Uint8Array;
  /** Pairs of cars that touch, one after another. */
  readonly touching: Uint8Array;
  touches: number;
}

/** Returns a function that compares each pair of cars once, for both; most are ruled out by their squared distance. */
export function pairs(bodies: Float64Array, where: Whereabouts) {
  const seats = bodies.length / bodySize;
  const found: Pairs = {
    seen: new Uint8Array(seats),
    neighbours: new Uint8Array(most * seats),
    lead: new Float64Array(seats),
    timeToCollision: new Float64Array(seats),
    speeds: new Float64Array(seats),
    around: new Uint8Array(seats),
    touching: new Uint8Array(seats * (seats - 1)),
    touches: 0,
  };
  const distance = new Float64Array(most * seats); // squared, of the neighbours
  const driving = new Uint8Array(seats); // seats on the road, and where their cars are
  const xs = new Float64Array(seats);
  const ys = new Float64Array(seats);
  const { seen, neighbours, lead, timeToCollision, speeds, touching } = found;

  function note(seat: number, other: number, d: number): void {
    const first = most * seat;
    let i = seen[seat];
    if (i === most) {
      if (d >= distance[first + most - 1]) return;
      i--;
    } else seen[seat]++;
    for (; i > 0 && distance[first + i - 1] > d; i--) {
      distance[first + i] = distance[first + i - 1];
      neighbours[first + i] = neighbours[first + i - 1];
    }
    distance[first + i] = d;
    neighbours[first + i] = other;
  }

  function look(): Pairs {
    let count = 0;
    for (let seat = 0, at = 0; seat < seats; seat++, at += bodySize) {
      if (bodies[at + 6] === 0) continue;
      xs[count] = bodies[at];
      ys[count] = bodies[at + 1];
      driving[count++] = seat;
    }
    seen.fill(0);
    speeds.fill(0);
    found.around.fill(0);
    timeToCollision.fill(noCollision);
    lead.fill(farthestGap);
    found.touches = 0;
    for (let i = 0; i < count; i++) {
      const x = xs[i];
      const y = ys[i];
      for (let j = i + 1; j < count; j++) {
        const dx = xs[j] - x;
        const dy = ys[j] - y;
        const d = dx * dx + dy * dy;
        if (d < foreseen * foreseen) meet(driving[i], driving[j], d);
      }
    }
    return found;
  }

  function meet(seat: number, other: number, d: number): void {
    const a = bodySize * seat;
    const b = bodySize * other;
    if (d <= sight * sight) {
      note(seat, other, d);
      note(other, seat, d);
    }
    if (d <= around * around) {
      speeds[seat] += speedOf(b);
      speeds[other] += speedOf(a);
      found.around[seat]++;
      found.around[other]++;
      lead[seat] = Math.min(lead[seat], gapAhead(where, bodies, seat, other));
      lead[other] = Math.min(lead[other], gapAhead(where, bodies, other, seat));
    }
    const time = timeToTouch(bodies, a, b);
    if (time < timeToCollision[seat]) timeToCollision[seat] = time;
    if (time < timeToCollision[other]) timeToCollision[other] = time;
    if (time === 0 && touch(bodies, a, bodies, b, 0)) {
      touching[2 * found.touches] = seat;
      touching[2 * found.touches++ + 1] = other;
    }
  }

  const speedOf = (at: number): number => bodies[at + 4] * bodies[at + 2] + bodies[at + 5] * bodies[at + 3];

  return look;
}
