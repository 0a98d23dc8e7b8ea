import { arcSine } from "../../../src/core/index.ts";
import { type Cars, carLength, roadAhead } from "./cars.ts";
import { along, aside, headingAt, laneLength, wrapped } from "./lane.ts";
import { laneAfter } from "./network.ts";
import type { Traffic } from "./traffic.ts";

// A cascade of proportional controllers: place aside, then heading, then turning rate (as in highway-env).
const pursuit = 0.1; // [s] that the heading to take lies ahead
const perAside = 1 / 0.6; // [1/s]
const perHeading = 1 / 0.2; // [1/s]
const perSpeed = 1 / 0.6; // [1/s]
const mostSteering = Math.sqrt(3); // tangent of 60 degrees
const steepest = Math.PI / 4; // [rad] to the lane
const steepestSine = Math.SQRT1_2;

const beyond = 2.5; // [m] before its end, where a lane is left for the next

/** Where a car comes to the end of the lane that it follows, it goes on to the next, by its route if it has one. */
export function followRoad({ network, cars }: Traffic, car: number): void {
  const target = cars.targetLane[car];
  const { table } = network;
  if (along(table, target, cars.x[car], cars.y[car]) <= laneLength(table, target) - beyond) return;
  const road = network.roadOf[target];
  if (roadAhead(cars, network, car) === road) cars.passed[car]++;
  const ahead = roadAhead(cars, network, car);
  const follows = ahead >= 0 && network.roads[ahead].from === network.roads[road].to;
  cars.targetLane[car] = laneAfter(network, target, follows ? ahead : -1, cars.x[car], cars.y[car]);
}

/** A speed to divide by. */
export const notZero = (speed: number): number => (Math.abs(speed) > 0.01 ? speed : speed >= 0 ? 0.01 : -0.01);

const within = (value: number, most: number): number => (value > most ? most : value < -most ? -most : value);

/** Steers to the middle of the lane that a car is to follow, and along it. */
export function steer({ network: { table }, cars }: Traffic, car: number): void {
  const lane = cars.targetLane[car];
  const x = cars.x[car];
  const y = cars.y[car];
  const speed = cars.speed[car];
  const far = along(table, lane, x, y);
  const off = aside(table, lane, x, y, far);
  const turning = notZero(speed);
  const approach = within((-perAside * off) / turning, 1);
  const angle = Math.abs(approach) > steepestSine ? Math.sign(approach) * steepest : arcSine(approach);
  const wanted = headingAt(table, lane, far + speed * pursuit) + within(angle, steepest);
  const rate = perHeading * wrapped(wanted - cars.heading[car]);
  const slip = within((carLength / 2 / turning) * rate, 1); // sine of the slip angle
  cars.steering[car] = within((2 * slip) / Math.sqrt(1 - slip * slip), mostSteering);
}

/** Accelerates towards the speed that a car is to hold. */
export function holdSpeed(cars: Cars, car: number): void {
  cars.acceleration[car] = perSpeed * (cars.targetSpeed[car] - cars.speed[car]);
}
