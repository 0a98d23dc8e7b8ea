import { cosine, sine } from "../../../src/core/index.ts";
import { headingAt, place } from "./lane.ts";
import { type Network, nearestLane, pathTo } from "./network.ts";

export const carLength = 5; // [m]
export const carWidth = 2; // [m]

/** How a car is driven: by pedals and wheel, by a lane and a speed that it is told to hold, or by itself. */
export const drivers = { pedals: 0, targets: 1, itself: 2 } as const;

const measures = [
  "x", // [m]
  "y",
  "heading", // [rad], not wrapped
  "cos", // of the heading
  "sin",
  "speed", // [m/s]
  "targetSpeed",
  "steering", // tangent of the angle of the front wheels
  "acceleration", // [m/s^2]
  "timer", // since it last thought of changing lanes [s]
  "exponent", // how late it stops accelerating on its way to the target speed
  "pushX", // what a collision will move it by in the next frame [m]
  "pushY",
] as const;

const marks = [
  "driver",
  "lane", // the one it is nearest to
  "targetLane",
  "path", // number of its route, or -1
  "passed", // how many roads of its route it has left behind
  "firstLane", // where its route began
  "crashed",
  "pushed", // whether a push is waiting
  "yielding",
] as const;

type Measures = { readonly [name in (typeof measures)[number]]: Float64Array };
type Marks = { readonly [name in (typeof marks)[number]]: Int32Array };

/** Cars of one world, a column `[room]` for each thing known of them. The first ones are there. */
export interface Cars extends Measures, Marks {
  readonly room: number;
  /** How many there are, and which of them the agent drives. */
  readonly tally: Int32Array;
  /** Everything, to be saved. */
  readonly state: readonly (Float64Array | Int32Array)[];
}

/** Places in the tally. */
export const howMany = 0;
export const ego = 1;

export function makeCars(room: number): Cars {
  const numbers = new Float64Array(measures.length * room);
  const integers = new Int32Array(marks.length * room);
  const tally = new Int32Array(2);
  return {
    ...(Object.fromEntries(
      measures.map((name, i) => [name, numbers.subarray(i * room, (i + 1) * room)]),
    ) as unknown as Measures),
    ...(Object.fromEntries(
      marks.map((name, i) => [name, integers.subarray(i * room, (i + 1) * room)]),
    ) as unknown as Marks),
    room,
    tally,
    state: [numbers, integers, tally],
  };
}

/** How a car begins. */
export interface Start {
  readonly driver: (typeof drivers)[keyof typeof drivers];
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly speed: number;
}

/** Adds a car, which holds its lane and speed until told otherwise. Returns its number. */
export function addCar(cars: Cars, network: Network, { driver, x, y, heading, speed }: Start): number {
  const car = cars.tally[howMany]++;
  for (const name of measures) cars[name][car] = 0;
  for (const name of marks) cars[name][car] = 0;
  cars.driver[car] = driver;
  cars.x[car] = x;
  cars.y[car] = y;
  cars.heading[car] = heading;
  cars.cos[car] = cosine(heading);
  cars.sin[car] = sine(heading);
  cars.speed[car] = speed;
  cars.targetSpeed[car] = driver === drivers.pedals ? 0 : speed;
  cars.lane[car] = cars.targetLane[car] = nearestLane(network, x, y, heading, 0);
  const phase = ((x + y) * Math.PI) % 1;
  cars.timer[car] = phase < 0 ? phase + 1 : phase;
  cars.exponent[car] = 4;
  cars.path[car] = -1;
  return car;
}

const point = new Float64Array(2);

/** Adds a car in the middle of a lane, heading along it. */
export function addOnLane(
  cars: Cars,
  network: Network,
  { driver, lane, far, speed }: { driver: Start["driver"]; lane: number; far: number; speed: number },
): number {
  place(network.table, lane, far, 0, point);
  return addCar(cars, network, {
    driver,
    x: point[0],
    y: point[1],
    heading: headingAt(network.table, lane, far),
    speed,
  });
}

/** Gives a car the shortest route from the road that it is on. */
export function sendTo(cars: Cars, network: Network, car: number, destination: string): void {
  cars.firstLane[car] = cars.lane[car];
  cars.path[car] = pathTo(network, network.roadOf[cars.lane[car]], destination);
  cars.passed[car] = 0;
}

/** Takes a car away; those after it move up. */
export function removeCar(cars: Cars, car: number): void {
  const count = --cars.tally[howMany];
  for (const name of measures) cars[name].copyWithin(car, car + 1, count + 1);
  for (const name of marks) cars[name].copyWithin(car, car + 1, count + 1);
  if (cars.tally[ego] > car) cars.tally[ego]--;
}

/** The road of a car's route that it is to take next or is on, or -1 where it has no route or has driven all of it. */
export function roadAhead(cars: Cars, { paths }: Network, car: number): number {
  const path = cars.path[car];
  return path >= 0 && cars.passed[car] < paths[path].length ? paths[path][cars.passed[car]] : -1;
}
