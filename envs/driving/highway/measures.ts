import { cosine } from "../../../src/core/index.ts";
import { carLength, ego } from "./cars.ts";
import { along, alongIfOn, aside, headingAt, wrapped } from "./lane.ts";
import { findNeighbours, lookAround } from "./neighbours.ts";
import { hasCrashed, type Traffic } from "./traffic.ts";

/** What is measured of the agent's car everywhere. */
export const carFeatures = {
  speed: "m/s",
  forwardSpeed: "m/s", // along its lane
  acceleration: "m/s^2",
  lateral: "m", // right of the middle of its lane
  headingError: "rad", // from the lane's direction
  gap: "m", // to whoever is in front on its lane; at most 200
  onRoad: "1", // 1 while it is on its lane
  crashed: "1",
} as const;

export type CarFeatures = { readonly [name in keyof typeof carFeatures]: Float64Array };

const farthest = 200; // [m]

/** Whether a car's middle is on the lane that it is nearest to. */
export function isOnRoad({ network, cars }: Traffic, car: number): boolean {
  return !Number.isNaN(alongIfOn(network.table, cars.lane[car], cars.x[car], cars.y[car], 0));
}

/** Writes what is measured of the agent's car. */
export function measureCar(traffic: Traffic, features: CarFeatures, row: number): void {
  const { network, cars } = traffic;
  const car = cars.tally[ego];
  const { table } = network;
  const lane = cars.lane[car];
  const far = along(table, lane, cars.x[car], cars.y[car]);
  const error = wrapped(cars.heading[car] - headingAt(table, lane, far));
  features.speed[row] = cars.speed[car];
  features.forwardSpeed[row] = cars.speed[car] * cosine(error);
  features.acceleration[row] = cars.acceleration[car];
  features.lateral[row] = aside(table, lane, cars.x[car], cars.y[car], far);
  features.headingError[row] = error;
  features.gap[row] = gapInFront(traffic, car);
  features.onRoad[row] = isOnRoad(traffic, car) ? 1 : 0;
  features.crashed[row] = hasCrashed(traffic) ? 1 : 0;
}

/** From bumper to bumper, at least 0 [m]. */
function gapInFront(traffic: Traffic, car: number): number {
  const { network, cars, obstacles, lookout } = traffic;
  lookAround(traffic);
  findNeighbours(traffic, car, cars.lane[car]);
  const { front } = lookout;
  if (front < 0) return farthest;
  const isCar = front < cars.room;
  const x = isCar ? cars.x[front] : obstacles[front - cars.room].x;
  const y = isCar ? cars.y[front] : obstacles[front - cars.room].y;
  const length = isCar ? carLength : obstacles[front - cars.room].length;
  const { table } = network;
  const lane = cars.lane[car];
  const apart = along(table, lane, x, y) - along(table, lane, cars.x[car], cars.y[car]);
  return Math.min(farthest, Math.max(0, apart - (carLength + length) / 2));
}
