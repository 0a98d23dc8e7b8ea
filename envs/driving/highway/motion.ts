import { cosine, sine } from "../../../src/core/index.ts";
import { carLength, drivers } from "./cars.ts";
import { nearestLane } from "./network.ts";
import type { Traffic } from "./traffic.ts";

const fastest = 40; // [m/s], forward and backward

/**
 * Moves a car by a frame: a bicycle whose middle slips by half of what the front wheels are turned (kinematic bicycle
 * model, Polack et al. 2017), explicit Euler. What has crashed brakes, wheels straight.
 */
export function move({ cars, network, frameSeconds }: Traffic, car: number): void {
  const speed = cars.speed[car];
  if (cars.crashed[car]) {
    cars.steering[car] = 0;
    cars.acceleration[car] = -speed;
  }
  if (speed > fastest) cars.acceleration[car] = Math.min(cars.acceleration[car], fastest - speed);
  else if (speed < -fastest) cars.acceleration[car] = Math.max(cars.acceleration[car], -fastest - speed);
  const slip = cars.steering[car] / 2; // tangent of the slip angle
  const slipCos = 1 / Math.sqrt(1 + slip * slip);
  const slipSin = slip * slipCos;
  const cos = cars.cos[car];
  const sin = cars.sin[car];
  cars.x[car] += speed * (cos * slipCos - sin * slipSin) * frameSeconds;
  cars.y[car] += speed * (sin * slipCos + cos * slipSin) * frameSeconds;
  if (cars.pushed[car]) {
    cars.x[car] += cars.pushX[car];
    cars.y[car] += cars.pushY[car];
    cars.pushed[car] = 0;
    cars.crashed[car] = 1;
  }
  const heading = cars.heading[car] + ((speed * slipSin) / (carLength / 2)) * frameSeconds;
  cars.heading[car] = heading;
  cars.cos[car] = cosine(heading);
  cars.sin[car] = sine(heading);
  cars.speed[car] = speed + cars.acceleration[car] * frameSeconds;
  if (cars.driver[car] === drivers.itself) cars.timer[car] += frameSeconds;
  cars.lane[car] = nearestLane(network, cars.x[car], cars.y[car], heading, cars.lane[car]);
}
