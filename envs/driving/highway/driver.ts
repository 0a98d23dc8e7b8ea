import { exponential, logarithm } from "../../../src/core/index.ts";
import { drivers, howMany, roadAhead } from "./cars.ts";
import { along, isReachable, laneLimit } from "./lane.ts";
import { findNeighbours } from "./neighbours.ts";
import { followRoad, notZero, steer } from "./steering.ts";
import type { Traffic } from "./traffic.ts";

/** How a driver keeps distance: the intelligent driver model (Treiber, Hennecke and Helbing 2000). */
export interface Temper {
  /** Distance between the middles of cars that stand one behind the other [m]. */
  readonly jam: number;
  /** Comfortable acceleration and braking [m/s^2]. */
  readonly accelerate: number;
  readonly brake: number;
  /** Twice the geometric mean of both. */
  readonly firmness: number;
}

export const temperOf = (given: Omit<Temper, "firmness">): Temper => ({
  ...given,
  firmness: 2 * Math.sqrt(given.accelerate * given.brake),
});

export const customaryTemper: Temper = temperOf({ jam: 10, accelerate: 3, brake: 5 });

const timeGap = 1.5; // [s]
const mostAcceleration = 6; // [m/s^2]
// Changes of lanes: MOBIL (Kesting, Treiber and Helbing 2007), without politeness.
const worthwhile = 0.2; // [m/s^2] that a change has to gain
const imposed = 2; // [m/s^2], the hardest braking that it may cost others
const thinksEvery = 1; // [s]
const slowest = 1; // [m/s] at which one changes lanes

/** Decides how a car that drives itself steers and accelerates in this frame. */
export function driveItself(traffic: Traffic, car: number): void {
  const { cars, lookout } = traffic;
  if (cars.crashed[car]) return;
  followRoad(traffic, car);
  if (cars.lane[car] !== cars.targetLane[car]) reconsider(traffic, car);
  else if (cars.timer[car] > thinksEvery) {
    cars.timer[car] = 0;
    chooseLane(traffic, car);
  }
  steer(traffic, car);
  const free = freely(traffic, car, car);
  findNeighbours(traffic, car, cars.lane[car]);
  let acceleration = free - hindranceAhead(traffic, car);
  if (cars.lane[car] !== cars.targetLane[car]) {
    findNeighbours(traffic, car, cars.targetLane[car]);
    acceleration = Math.min(acceleration, free - hindrance(traffic, car, lookout.front));
  }
  cars.acceleration[car] = Math.min(mostAcceleration, Math.max(-mostAcceleration, acceleration));
}

/** How a car would accelerate with nobody in front, as `judge` thinks [m/s^2]. */
function freely({ network, cars, temper }: Traffic, car: number, judge: number): number {
  const limit = laneLimit(network.table, cars.lane[car]);
  const wanted = Math.min(limit, Math.max(0, cars.targetSpeed[car]));
  const share = Math.max(cars.speed[car], 0) / Math.abs(notZero(wanted));
  return temper.accelerate * (1 - power(share, cars.exponent[judge]));
}

/** What that is lessened by because of a car or an obstacle in front, -1 for nothing [m/s^2]. */
function hindrance(traffic: Traffic, car: number, front: number): number {
  if (front < 0) return 0;
  const share = wantedGap(traffic, car, front) / notZero(gapTo(traffic, car, front));
  return traffic.temper.accelerate * (share * share);
}

/** The same for the one in front on the car's own lane, who was looked for last. */
function hindranceAhead(traffic: Traffic, car: number): number {
  const { front, ahead } = traffic.lookout;
  const gap = ahead[0];
  if (front < 0 || Number.isNaN(gap)) return hindrance(traffic, car, front);
  const share = wantedGap(traffic, car, front) / notZero(gap);
  return traffic.temper.accelerate * (share * share);
}

/** How far something is ahead, along the car's own lane [m]. */
function gapTo({ network, cars, obstacles }: Traffic, car: number, other: number): number {
  const { table } = network;
  const lane = cars.lane[car];
  const isCar = other < cars.room;
  const x = isCar ? cars.x[other] : obstacles[other - cars.room].x;
  const y = isCar ? cars.y[other] : obstacles[other - cars.room].y;
  return along(table, lane, x, y) - along(table, lane, cars.x[car], cars.y[car]);
}

/** How far ahead it should be [m]. */
function wantedGap({ cars, temper }: Traffic, car: number, other: number): number {
  const speed = cars.speed[car];
  const cos = cars.cos[car];
  const sin = cars.sin[car];
  let vx = speed * cos;
  let vy = speed * sin;
  if (other < cars.room) {
    vx -= cars.speed[other] * cars.cos[other];
    vy -= cars.speed[other] * cars.sin[other];
  }
  const closing = vx * cos + vy * sin;
  return temper.jam + speed * timeGap + (speed * closing) / temper.firmness;
}

/** While changing lanes: back to its own where somebody in front is changing to the same one. */
function reconsider(traffic: Traffic, car: number): void {
  const { network, cars } = traffic;
  const { lane, targetLane, driver } = cars;
  const target = targetLane[car];
  if (network.roadOf[lane[car]] !== network.roadOf[target]) return;
  const count = cars.tally[howMany];
  for (let other = 0; other < count; other++) {
    if (other === car || targetLane[other] !== target || lane[other] === target) continue;
    if (driver[other] === drivers.pedals) continue;
    const gap = gapTo(traffic, car, other);
    if (gap > 0 && gap < wantedGap(traffic, car, other)) {
      targetLane[car] = lane[car];
      return;
    }
  }
}

/** Sets out for a lane beside its own where that is worthwhile. */
function chooseLane(traffic: Traffic, car: number): void {
  const { network, cars } = traffic;
  const { roads, roadOf, placeOf, table } = network;
  const lane = cars.lane[car];
  const { count } = roads[roadOf[lane]];
  for (let side = -1; side <= 1; side += 2) {
    const place = placeOf[lane] + side;
    if (place < 0 || place >= count || Math.abs(cars.speed[car]) < slowest) continue;
    const other = lane + side;
    if (isReachable(table, other, cars.x[car], cars.y[car]) && isWorthwhile(traffic, car, other))
      cars.targetLane[car] = other;
  }
}

function isWorthwhile(traffic: Traffic, car: number, lane: number): boolean {
  const { network, cars, lookout } = traffic;
  findNeighbours(traffic, car, lane);
  const { front, rear } = lookout;
  if (rear >= 0 && rear < cars.room && freely(traffic, rear, car) - hindrance(traffic, rear, car) < -imposed)
    return false;
  const free = freely(traffic, car, car);
  const then = free - hindrance(traffic, car, front);
  if (cars.passed[car] === 0 && roadAhead(cars, network, car) >= 0) {
    // the route says which lane to take: only towards it
    const target = network.placeOf[cars.targetLane[car]];
    const wanted = Math.sign(network.placeOf[cars.firstLane[car]] - target);
    return Math.sign(network.placeOf[lane] - target) === wanted && then >= -imposed;
  }
  findNeighbours(traffic, car, cars.lane[car]);
  const now = free - hindrance(traffic, car, lookout.front);
  return then - now >= worthwhile;
}

/** A number of at least 0 raised to a power, with the same bits everywhere. */
function power(base: number, exponent: number): number {
  if (exponent === 4) return base * base * (base * base);
  return base === 0 ? 0 : exponential(exponent * logarithm(base));
}
