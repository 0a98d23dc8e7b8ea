import { howMany } from "./cars.ts";
import { along, alongIfOn, alongIfOnAll } from "./lane.ts";
import type { Network } from "./network.ts";
import type { Obstacle } from "./obstacle.ts";
import type { Traffic } from "./traffic.ts";

/**
 * Who is on which lane in this frame. Cars are numbers, obstacles those from the room for cars on. It is looked up once
 * a frame, because nothing moves while cars decide.
 */
export interface Lookout {
  /** Of each lane `[lanes, things]`: who is on it or nearly so, how far along, and how many they are. */
  readonly on: Int32Array;
  readonly at: Float64Array;
  readonly counts: Int32Array;
  /** Of each lane `[lanes, things]`: how far along everything is on it, NaN for what is not on it. */
  readonly far: Float64Array;
  /** Nearest in front and behind, by the last `findNeighbours`; -1 where nobody is. */
  front: number;
  rear: number;
  /** `[1]`, how far ahead the one in front is; NaN where it is on a lane that continues this one, or nobody is. */
  readonly ahead: Float64Array;
}

const margin = 1; // [m] beside a lane, where cars still count as on it

export function makeLookout({ table, lanes }: Network, room: number, obstacles: readonly Obstacle[]): Lookout {
  const things = room + obstacles.length;
  const far = new Float64Array(lanes.length * things);
  for (const [i, { x, y }] of obstacles.entries())
    for (const lane of lanes.keys()) far[lane * things + room + i] = alongIfOn(table, lane, x, y, margin);
  return {
    on: new Int32Array(lanes.length * things),
    at: new Float64Array(lanes.length * things),
    counts: new Int32Array(lanes.length),
    far,
    front: -1,
    rear: -1,
    ahead: new Float64Array(1),
  };
}

/** Notes who is on which lane. */
export function lookAround({ network: { table }, cars, obstacles, lookout }: Traffic): void {
  const { on, at, counts, far } = lookout;
  const { x, y, room } = cars;
  const count = cars.tally[howMany];
  const things = room + obstacles.length;
  for (let lane = 0; lane < counts.length; lane++) {
    const first = lane * things;
    let next = first;
    alongIfOnAll(table, lane, x, y, count, margin, far, first);
    for (let car = 0; car < count; car++) {
      const place = far[first + car];
      if (Number.isNaN(place)) continue;
      on[next] = car;
      at[next++] = place;
    }
    for (let thing = room; thing < things; thing++) {
      const place = far[first + thing];
      if (Number.isNaN(place)) continue;
      on[next] = thing;
      at[next++] = place;
    }
    counts[lane] = next - first;
  }
}

/** Finds a car's neighbours on a lane, its own or another: `lookout.front` and `lookout.rear`. */
export function findNeighbours({ network, cars, obstacles, lookout }: Traffic, car: number, lane: number): void {
  const { on, at, counts, far } = lookout;
  const things = cars.room + obstacles.length;
  const known = far[lane * things + car];
  const here = Number.isNaN(known) ? along(network.table, lane, cars.x[car], cars.y[car]) : known;
  let front = -1;
  let rear = -1;
  let before = Number.POSITIVE_INFINITY;
  let behind = Number.NEGATIVE_INFINITY;
  for (let i = lane * things, end = i + counts[lane]; i < end; i++) {
    const place = at[i];
    if (place >= here) {
      if (place <= before && on[i] !== car) {
        before = place;
        front = on[i];
      }
    } else if (place > behind) {
      behind = place;
      rear = on[i];
    }
  }
  lookout.ahead[0] = front < 0 ? Number.NaN : before - here;
  const ways = network.continued[lane];
  for (let way = 0; way < ways.length; way++) {
    const { lane: further, shift } = ways[way];
    for (let i = further * things, end = i + counts[further]; i < end; i++) {
      const other = on[i];
      if (other === car || isOnEarlier(far, things, other, lane, ways, way)) continue;
      const place = at[i] + shift;
      if (place >= here) {
        if (place <= before) {
          before = place;
          front = other;
          lookout.ahead[0] = Number.NaN;
        }
      } else if (place > behind) {
        behind = place;
        rear = other;
      }
    }
  }
  lookout.front = front;
  lookout.rear = rear;
}

/** Whether a thing counts as being on the lane itself or on an earlier one of those that continue it. */
function isOnEarlier(
  far: Float64Array,
  things: number,
  thing: number,
  lane: number,
  ways: Network["continued"][number],
  before: number,
): boolean {
  if (!Number.isNaN(far[lane * things + thing])) return true;
  for (let way = 0; way < before; way++) if (!Number.isNaN(far[ways[way].lane * things + thing])) return true;
  return false;
}
