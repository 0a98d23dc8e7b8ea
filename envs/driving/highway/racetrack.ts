import { box, defineEnv, type Rng } from "../../../src/core/index.ts";
import { addOnLane, type Cars, drivers, removeCar } from "./cars.ts";
import { customaryTemper } from "./driver.ts";
import { checkFrequencies, framesOf, frequencyLimits, stepSeconds } from "./frequencies.ts";
import { arcLane, type Point, radians, straightLane } from "./lane.ts";
import { carFeatures, measureCar } from "./measures.ts";
import { laneOf, layNetwork, type Network } from "./network.ts";
import { turnWheels } from "./pedals.ts";
import { roadGrid, roadGridSpace } from "./road-grid.ts";
import { hasCrashed, makeTraffic } from "./traffic.ts";
import { drivingWorld } from "./world.ts";

const limit = 10; // [m/s], at which the agent's car drives all the time
const rules = { width: 5, limit };

/**
 * Racetrack: steer a car that drives 10 m/s around a track of two lanes, past a slower one. Ends by a crash, or off the
 * road. Track, drivers, cars and numbers as in highway-env 1.12's racetrack-v1.
 */
export const racetrack = defineEnv({
  id: "driving/racetrack-v1",
  goal: "Stay on the track, in the middle of a lane, and pass whoever is slower.",
  observation: roadGridSpace,
  action: box({ dtype: "float32", shape: [1], low: -1, high: 1, labels: ["steering [pi/4 rad]"] }),
  features: {
    ...carFeatures,
    effort: "1", // size of the action
    success: "1", // 1 while it drives forward on the road, unhurt
  },
  params: {
    vehicles: 1, // others, at most
    endOffRoad: true,
    simulationFrequency: 15, // [Hz]
    policyFrequency: 5, // [Hz]
  },
  limits: { vehicles: { whole: [0, 50] }, ...frequencyLimits },
  maxSteps: 1501, // 300 s; highway-env's sum of steps of 0.2 s falls short of that after 1,500
  stepSeconds,
  score: ({ steps, maxSteps, features }) =>
    (steps / maxSteps) * Math.min(1, Math.max(0, features.forwardSpeed.mean / limit)),
  keys: { ArrowLeft: [-0.4], ArrowUp: [0], ArrowRight: [0.4] },
  validate: checkFrequencies,
  create(params, { action, observation, features, row }) {
    const traffic = makeTraffic({
      network,
      obstacles: [],
      temper: customaryTemper,
      collisions: "all",
      frameSeconds: 1 / params.simulationFrequency,
      room: params.vehicles + 2,
    });
    const { cars } = traffic;
    const observe = roadGrid(traffic);
    return drivingWorld({
      traffic,
      frames: framesOf(params),
      start(rng) {
        const place = rng.integer(2);
        const { pedals: driver, itself } = drivers;
        addOnLane(cars, network, { driver, lane: straight + place, far: rng.uniform(20, 50), speed: limit });
        if (params.vehicles === 0) return;
        const far = rng.uniform(0, network.lanes[firstBend].length);
        addOnLane(cars, network, { driver: itself, lane: firstBend + place, far, speed: slowly(rng) });
        const more = params.vehicles > 1 ? rng.integer(params.vehicles) : 0;
        for (let i = 0; i < more; i++) addAnywhere(cars, rng);
      },
      act: () => turnWheels(cars, action[0]),
      measure(moved) {
        observe(observation);
        measureCar(traffic, features, row);
        features.effort[row] = moved ? Math.abs(action[0]) : 0;
        features.success[row] =
          features.onRoad[row] === 1 && features.forwardSpeed[row] > 0 && !hasCrashed(traffic) ? 1 : 0;
      },
      terminated: () => hasCrashed(traffic) || (params.endOffRoad && features.onRoad[row] === 0),
    });
  },
});

const slowly = (rng: Rng): number => 6 + rng.uniform(0, 3); // [m/s]

/** Adds a car on some lane, unless another is near. */
function addAnywhere(cars: Cars, rng: Rng): void {
  const { roads, lanes } = network;
  const lane = roads[rng.integer(roads.length)].first + rng.integer(2);
  const far = rng.uniform(0, lanes[lane].length);
  const car = addOnLane(cars, network, { driver: drivers.itself, lane, far, speed: slowly(rng) });
  for (let other = 0; other < car; other++)
    if (Math.hypot(cars.x[other] - cars.x[car], cars.y[other] - cars.y[car]) < 20) {
      removeCar(cars, car);
      return;
    }
}

const line = (from: Point, to: Point) => straightLane(from, to, rules);
const bend = (centre: Point, radius: number, from: number, to: number) =>
  arcLane(centre, radius, radians(from), radians(to), rules);

const network: Network = layNetwork(
  [
    ["a", "b", line([42, 0], [100, 0])],
    ["a", "b", line([42, 5], [100, 5])],
    ["b", "c", bend([100, -20], 20, 90, -1)],
    ["b", "c", bend([100, -20], 25, 90, -1)],
    ["c", "d", line([120, -20], [120, -30])],
    ["c", "d", line([125, -20], [125, -30])],
    ["d", "e", bend([105, -30], 15, 0, -181)],
    ["d", "e", bend([105, -30], 20, 0, -181)],
    ["e", "f", bend([70, -30], 20, 0, 136)],
    ["e", "f", bend([70, -30], 15, 0, 137)],
    ["f", "g", line([55.7, -15.7], [35.7, -35.7])],
    ["f", "g", line([59.3934, -19.2], [39.3934, -39.2])],
    ["g", "h", bend([18.1, -18.1], 25, 315, 170)],
    ["g", "h", bend([18.1, -18.1], 30, 315, 165)],
    ["h", "i", bend([18.1, -18.1], 25, 170, 56)],
    ["h", "i", bend([18.1, -18.1], 30, 170, 58)],
    ["i", "a", bend([43.2, 23.4], 23.5, 240, 270)],
    ["i", "a", bend([43.2, 23.4], 18.5, 238, 268)],
  ],
  { connected: true },
);
const straight = laneOf(network, "a", "b");
const firstBend = laneOf(network, "b", "c");
