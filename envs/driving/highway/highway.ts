import { choice, defineEnv, exponential, type Rng } from "../../../src/core/index.ts";
import { addOnLane, type Cars, drivers, ego, howMany } from "./cars.ts";
import { customaryTemper } from "./driver.ts";
import { checkFrequencies, framesOf, frequencyLimits, stepSeconds } from "./frequencies.ts";
import { along, straightLane } from "./lane.ts";
import { carFeatures, measureCar } from "./measures.ts";
import { layNetwork, type Network } from "./network.ts";
import { carSpotter, type Sight, seenCarsSpace } from "./seen-cars.ts";
import { holdNearest, obey, orderKeys, orders } from "./targets.ts";
import { hasCrashed, makeTraffic } from "./traffic.ts";
import { drivingWorld } from "./world.ts";

const limit = 30; // [m/s]
const length = 10_000; // [m]
const laneWidth = 4; // [m]
const targetSpeeds = [20, 25, 30]; // [m/s]
const fast = 28; // [m/s], of success

const sightOf = (lanes: number): Sight => ({
  cars: 5,
  absolute: false,
  range: { x: 200, y: laneWidth * lanes, vx: 80, vy: 80 },
  headings: false,
});

/** The params that make it highway-env's highway-fast-v0. */
export const highwayFast = {
  lanes: 3,
  vehicles: 20,
  simulationFrequency: 5,
  egoSpacing: 1.5,
  collisions: "ego",
  maxSteps: 30,
} as const;

/**
 * Highway: overtake on a straight road among cars that keep their distance and change lanes. Ends by a crash.
 * Roads, drivers, cars and numbers as in highway-env 1.12's highway-v0.
 */
export const highway = defineEnv({
  id: "driving/highway-v1",
  goal: "Drive fast among other cars without touching any.",
  observation: ({ lanes }) => seenCarsSpace(sightOf(lanes)),
  action: choice(...orders),
  features: {
    ...carFeatures,
    rightness: "1", // of the lane that it is to follow: 0 on the left, 1 on the right
    changing: "1", // 1 where the action asked for another lane
    success: "1", // 1 while it drives at 28 m/s or more, unhurt
  },
  params: {
    lanes: 4,
    vehicles: 50,
    density: 1, // of the others
    egoSpacing: 2, // distances before the agent's car at the start
    collisions: "all" as "all" | "ego", // between all cars, or only of the agent's with others
    endOffRoad: false,
    simulationFrequency: 15, // [Hz]
    policyFrequency: 1, // [Hz]
  },
  limits: {
    lanes: { whole: [1, 20] },
    vehicles: { whole: [0, 500] },
    density: [0.1, 10],
    egoSpacing: [0, 100],
    collisions: ["all", "ego"],
    ...frequencyLimits,
  },
  maxSteps: 40,
  stepSeconds,
  score: ({ steps, maxSteps, features }) =>
    (steps / maxSteps) * Math.min(1, Math.max(0, features.forwardSpeed.mean / limit)),
  keys: orderKeys,
  validate: checkFrequencies,
  create(params, { action, observation, features, row }) {
    const network = straightRoad(params.lanes);
    const traffic = makeTraffic({
      network,
      obstacles: [],
      temper: customaryTemper,
      collisions: params.collisions,
      frameSeconds: 1 / params.simulationFrequency,
      room: params.vehicles + 1,
    });
    const { cars } = traffic;
    const observe = carSpotter(sightOf(params.lanes), traffic);
    return drivingWorld({
      traffic,
      frames: framesOf(params),
      start(rng) {
        addAhead(cars, network, rng, { spacing: params.egoSpacing, driver: drivers.targets, speed: 25 });
        holdNearest(cars, 0, targetSpeeds);
        for (let i = 0; i < params.vehicles; i++) {
          const car = addAhead(cars, network, rng, { spacing: 1 / params.density, driver: drivers.itself });
          cars.exponent[car] = rng.uniform(3.5, 4.5);
        }
      },
      act: () => obey(traffic, orders[action[0]], targetSpeeds),
      measure(moved) {
        observe(observation);
        measureCar(traffic, features, row);
        const target = network.placeOf[cars.targetLane[cars.tally[ego]]];
        features.rightness[row] = target / Math.max(1, params.lanes - 1);
        features.changing[row] = moved && (action[0] === 0 || action[0] === 2) ? 1 : 0;
        features.success[row] = features.speed[row] >= fast && !hasCrashed(traffic) ? 1 : 0;
      },
      terminated: () => hasCrashed(traffic) || (params.endOffRoad && features.onRoad[row] === 0),
    });
  },
});

const straightRoad = (lanes: number): Network =>
  layNetwork(
    Array.from({ length: lanes }, (_, lane) => [
      "0",
      "1",
      straightLane([0, laneWidth * lane], [length, laneWidth * lane], { limit }),
    ]),
    { connected: false },
  );

/** Adds a car in front of all others, on a lane that is drawn, at a distance that grows with its speed. */
function addAhead(
  cars: Cars,
  network: Network,
  rng: Rng,
  given: { readonly spacing: number; readonly driver: 1 | 2; readonly speed?: number },
): number {
  const { lanes, table } = network;
  const lane = lanes.length > 1 ? rng.integer(lanes.length) : 0;
  const speed = given.speed ?? rng.uniform(0.7 * limit, 0.8 * limit);
  const distance = given.spacing * (12 + speed) * exponential(-lanes.length / 8);
  let far = cars.tally[howMany] > 0 ? Number.NEGATIVE_INFINITY : 3 * distance;
  for (let car = 0; car < cars.tally[howMany]; car++) far = Math.max(far, along(table, lane, cars.x[car], cars.y[car]));
  far += distance * rng.uniform(0.9, 1.1);
  return addOnLane(cars, network, { driver: given.driver, lane, far, speed });
}
