import { type Cars, drivers, ego, howMany, makeCars } from "./cars.ts";
import { collide } from "./collisions.ts";
import { driveItself, type Temper } from "./driver.ts";
import { move } from "./motion.ts";
import { type Lookout, lookAround, makeLookout } from "./neighbours.ts";
import type { Network } from "./network.ts";
import type { Obstacle } from "./obstacle.ts";
import { followRoad, holdSpeed, steer } from "./steering.ts";

/** Everything that moves in a world, and what it moves on. */
export interface Traffic {
  readonly network: Network;
  readonly cars: Cars;
  readonly obstacles: readonly Obstacle[];
  /** How those that drive themselves drive. */
  readonly temper: Temper;
  /** Whether all cars can collide, or only the agent's with others. */
  readonly collisions: "all" | "ego";
  /** Length of a frame [s]. */
  readonly frameSeconds: number;
  readonly lookout: Lookout;
}

export const makeTraffic = (
  given: Omit<Traffic, "cars" | "lookout"> & {
    /** Room for cars. */
    readonly room: number;
  },
): Traffic => {
  const { room, network, obstacles } = given;
  return { ...given, cars: makeCars(room), lookout: makeLookout(network, room, obstacles) };
};

/** Lets every car decide what to do in this frame. Nothing moves meanwhile. */
export function decide(traffic: Traffic): void {
  const { cars } = traffic;
  lookAround(traffic);
  const count = cars.tally[howMany];
  for (let car = 0; car < count; car++) {
    const driver = cars.driver[car];
    if (driver === drivers.itself) driveItself(traffic, car);
    else if (driver === drivers.targets) {
      followRoad(traffic, car);
      steer(traffic, car);
      holdSpeed(cars, car);
    }
  }
}

/** Moves every car by a frame, then finds out who has collided. */
export function advance(traffic: Traffic): void {
  const count = traffic.cars.tally[howMany];
  for (let car = 0; car < count; car++) move(traffic, car);
  collide(traffic);
}

/** Whether the agent's car has crashed. */
export const hasCrashed = ({ cars }: Traffic): boolean => cars.crashed[cars.tally[ego]] === 1;
