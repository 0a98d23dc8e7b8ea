import { cosine, sine } from "../../../src/core/index.ts";

/** A car of common size, and what its driver can ask of it. */
export const car = {
  halfLength: 2.25, // [m]
  halfWidth: 0.95, // [m]
  wheelbase: 2.7, // [m]
  mostSteering: 0.6, // [rad] of the front wheels
  steeringRate: 1.2, // [rad/s]
  throttle: 3, // [m/s^2]
  brake: 7, // [m/s^2]
  pedalRate: 20, // [m/s^3]
  topSpeed: 30, // [m/s]
} as const;

/** Numbers of a driven car. */
export const drivenSize = 8;
export const driven = {
  x: 0,
  y: 1,
  heading: 2,
  speed: 3,
  steering: 4,
  acceleration: 5,
  yawRate: 6,
  sideways: 7,
} as const;

/**
 * Moves a car on for a while: a kinematic bicycle about its middle (Polack et al. 2017, equation 1) whose wheels and pedals
 * follow what is asked of them at limited rates. It does not reverse.
 * @param pedal from -1, full brake, to 1, full throttle
 * @param wheel from -1, right, to 1, left
 */
export function drive(state: Float64Array, pedal: number, wheel: number, seconds: number): void {
  const asked = pedal >= 0 ? pedal * car.throttle : pedal * car.brake;
  const steering = follow(state[driven.steering], wheel * car.mostSteering, car.steeringRate * seconds);
  const acceleration = follow(state[driven.acceleration], asked, car.pedalRate * seconds);
  const before = state[driven.speed];
  const speed = Math.min(car.topSpeed, Math.max(0, before + acceleration * seconds));
  const mean = (before + speed) / 2;
  const tangent = sine(steering) / cosine(steering) / 2;
  const sinSlip = tangent / Math.sqrt(1 + tangent * tangent);
  const cosSlip = 1 / Math.sqrt(1 + tangent * tangent);
  const yawRate = (mean * sinSlip) / (car.wheelbase / 2);
  const middle = state[driven.heading] + (yawRate * seconds) / 2;
  const [cos, sin] = [cosine(middle), sine(middle)];
  state[driven.x] += mean * seconds * (cos * cosSlip - sin * sinSlip);
  state[driven.y] += mean * seconds * (sin * cosSlip + cos * sinSlip);
  state[driven.heading] += yawRate * seconds;
  state[driven.speed] = speed;
  state[driven.steering] = steering;
  state[driven.acceleration] = (speed - before) / seconds;
  state[driven.yawRate] = yawRate;
  state[driven.sideways] = mean * yawRate; // [m/s^2]
}

const follow = (value: number, target: number, most: number): number =>
  value + Math.min(most, Math.max(-most, target - value));
