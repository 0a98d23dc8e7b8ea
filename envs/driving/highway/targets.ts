import { type Cars, ego } from "./cars.ts";
import { isReachable } from "./lane.ts";
import { followRoad } from "./steering.ts";
import type { Traffic } from "./traffic.ts";

/** What the agent may tell its car, in the order of highway-env's actions. */
export const orders = ["left", "idle", "right", "faster", "slower"] as const;
export type Order = (typeof orders)[number];

/** The number of the target speed that is nearest to a speed. */
export function levelOf(speeds: readonly number[], speed: number): number {
  const last = speeds.length - 1;
  const level = ((speed - speeds[0]) / (speeds[last] - speeds[0])) * last;
  return Math.min(last, Math.max(0, roundHalfToEven(level)));
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

/** Gives a car the target speed that is nearest to its speed. */
export function holdNearest(cars: Cars, car: number, speeds: readonly number[]): void {
  cars.targetSpeed[car] = speeds[levelOf(speeds, cars.speed[car])];
}

/** Carries out an order of the agent. */
export function obey(traffic: Traffic, order: Order, speeds: readonly number[]): void {
  const { cars } = traffic;
  const car = cars.tally[ego];
  followRoad(traffic, car);
  if (order === "idle") return;
  if (order === "left" || order === "right") changeLane(traffic, car, order === "left" ? -1 : 1);
  else {
    const level = levelOf(speeds, cars.speed[car]) + (order === "faster" ? 1 : -1);
    cars.targetSpeed[car] = speeds[Math.min(speeds.length - 1, Math.max(0, level))];
  }
}

function changeLane({ network, cars }: Traffic, car: number, side: number): void {
  const lane = cars.targetLane[car];
  const { first, count } = network.roads[network.roadOf[lane]];
  const target = Math.min(first + count - 1, Math.max(first, lane + side));
  if (isReachable(network.table, target, cars.x[car], cars.y[car])) cars.targetLane[car] = target;
}

/** Keys for them. */
export const orderKeys = { ArrowLeft: 0, Enter: 1, ArrowRight: 2, ArrowUp: 3, ArrowDown: 4 } as const;
