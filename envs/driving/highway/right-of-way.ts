import { cosine, sine } from "../../../src/core/index.ts";
import { carLength, carWidth, drivers, howMany, roadAhead } from "./cars.ts";
import { along, headingAt, laneLength, place } from "./lane.ts";
import type { Traffic } from "./traffic.ts";

const looks = 11; // at a quarter of a second from now, at two quarters, and so on
const lookSeconds = 0.25;
// cars count as longer and narrower than they are
const halfLength = (1.5 * carLength) / 2; // [m]
const halfWidth = (0.9 * carWidth) / 2; // [m]

/** Where cars will be, `[room, looks]` each. */
interface Foresight {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

export function makeForesight(room: number): Foresight {
  const column = () => new Float64Array(room * looks);
  return { x: column(), y: column(), cos: column(), sin: column() };
}

/**
 * Lets those yield who would otherwise meet somebody with the right of way within three seconds, everybody following
 * their routes at the speeds that they have. They stop until it is enforced again.
 */
export function enforceRightOfWay(traffic: Traffic, foresight: Foresight): void {
  const { cars, network } = traffic;
  const count = cars.tally[howMany];
  for (let car = 0; car < count; car++) {
    if (cars.yielding[car]) {
      cars.targetSpeed[car] = network.lanes[cars.lane[car]].limit;
      cars.yielding[car] = 0;
    }
    foresee(traffic, car, foresight);
  }
  for (let car = 0; car < count - 1; car++)
    for (let other = car + 1; other < count; other++) {
      if (!willMeet(foresight, car, other)) continue;
      const gives = whoYields(traffic, car, other);
      if (cars.driver[gives] !== drivers.itself) continue;
      cars.targetSpeed[gives] = 0;
      cars.yielding[gives] = 1;
    }
}

const point = new Float64Array(2);

/** Follows a car's route for as long as is looked ahead. */
function foresee({ cars, network }: Traffic, car: number, { x, y, cos, sin }: Foresight): void {
  const { table, roads, placeOf, paths } = network;
  const own = cars.lane[car];
  const here = along(table, own, cars.x[car], cars.y[car]);
  const hasRoute = roadAhead(cars, network, car) >= 0;
  const path = paths[hasRoute ? cars.path[car] : 0];
  for (let look = 0; look < looks; look++) {
    let far = here + cars.speed[car] * (lookSeconds * (look + 1));
    let at = cars.passed[car];
    let lane = own;
    for (let on = hasRoute; on; at++) {
      const { first, count } = roads[path[at]];
      lane = at === 0 ? cars.firstLane[car] : first + Math.min(placeOf[own], count - 1);
      on = at + 1 < path.length && far > laneLength(table, lane);
      if (on) far -= laneLength(table, lane);
    }
    place(table, lane, far, 0, point);
    const i = car * looks + look;
    x[i] = point[0];
    y[i] = point[1];
    const heading = headingAt(table, lane, far);
    cos[i] = cosine(heading);
    sin[i] = sine(heading);
  }
}

function willMeet(foresight: Foresight, car: number, other: number): boolean {
  const { x, y } = foresight;
  for (let look = 0; look < looks; look++) {
    const i = car * looks + look;
    const j = other * looks + look;
    const dx = x[j] - x[i];
    const dy = y[j] - y[i];
    if (Math.sqrt(dx * dx + dy * dy) > carLength) continue;
    if (pokesInto(foresight, i, j) || pokesInto(foresight, j, i)) return true;
  }
  return false;
}

/**
 * Whether the middle, a corner or the middle of a side of one car is in the other. As in highway-env, whose cars yield
 * by it, the other is turned the wrong way round.
 */
function pokesInto({ x, y, cos, sin }: Foresight, i: number, j: number): boolean {
  for (let far = -halfLength; far <= halfLength; far += halfLength)
    for (let off = -halfWidth; off <= halfWidth; off += halfWidth) {
      const dx = x[i] + cos[i] * far - sin[i] * off - x[j];
      const dy = y[i] + sin[i] * far + cos[i] * off - y[j];
      if (Math.abs(cos[j] * dx - sin[j] * dy) <= halfLength && Math.abs(sin[j] * dx + cos[j] * dy) <= halfWidth)
        return true;
    }
  return false;
}

/** The one on the lane of less priority; of equals, the one that has the other in front. */
function whoYields({ cars, network }: Traffic, car: number, other: number): number {
  const mine = network.lanes[cars.lane[car]].priority;
  const theirs = network.lanes[cars.lane[other]].priority;
  if (mine !== theirs) return mine > theirs ? other : car;
  const dx = cars.x[other] - cars.x[car];
  const dy = cars.y[other] - cars.y[car];
  const seen = cars.cos[car] * dx + cars.sin[car] * dy;
  const seesBack = -(cars.cos[other] * dx + cars.sin[other] * dy);
  return seen > seesBack ? car : other;
}
