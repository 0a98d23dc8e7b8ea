import { choice, defineEnv, type Rng } from "../../../src/core/index.ts";
import { addCar, type Cars, drivers, ego, howMany } from "./cars.ts";
import { customaryTemper } from "./driver.ts";
import { checkFrequencies, framesOf, frequencyLimits, stepSeconds } from "./frequencies.ts";
import { straightLane, waveLane } from "./lane.ts";
import { carFeatures, measureCar } from "./measures.ts";
import { laneOf, layNetwork, type Network } from "./network.ts";
import { obstacle } from "./obstacle.ts";
import { carSpotter, type Sight, seenCarsSpace } from "./seen-cars.ts";
import { holdNearest, obey, orderKeys, orders } from "./targets.ts";
import { hasCrashed, makeTraffic } from "./traffic.ts";
import { drivingWorld } from "./world.ts";

const targetSpeeds = [20, 25, 30]; // [m/s]
const goal = 370; // [m], where the episode ends
const [straight, converging, merging, after] = [150, 80, 80, 150]; // [m], sections of the road
const swing = 3.25; // [m], half of what the ramp moves aside while it converges
const rampY = 14.5; // [m]
const sight: Sight = { cars: 5, absolute: false, range: { x: 200, y: 8, vx: 80, vy: 80 }, headings: false };

/**
 * Merge: pass an access ramp on a road of two lanes and let those in who come from it. Ends by a crash, or 370 m on.
 * Roads, drivers, cars and numbers as in highway-env 1.12's merge-v1.
 */
export const merge = defineEnv({
  id: "driving/merge-v1",
  goal: "Pass the ramp fast and make room for the car that merges.",
  observation: seenCarsSpace(sight),
  action: choice(...orders),
  features: {
    ...carFeatures,
    place: "1", // of its lane, counted from the left: 0, 1, or 2 where it has left the road for the ramp
    changing: "1", // 1 where the action asked for another lane
    held: "1", // sum over the cars that merge of how much they lack of the speed that they want, as a share of it
    success: "1", // 1 where it has passed the ramp unhurt
  },
  params: {
    simulationFrequency: 15, // [Hz]
    policyFrequency: 1, // [Hz]
  },
  limits: frequencyLimits,
  maxSteps: 60, // highway-env sets no limit; at 20 m/s it takes 17
  stepSeconds,
  score: ({ features }) => features.success.last * Math.min(1, Math.max(0, features.speed.mean / 30)),
  keys: orderKeys,
  validate: checkFrequencies,
  create(params, { action, observation, features, row }) {
    const traffic = makeTraffic({
      network,
      obstacles: [obstacle(straight + converging + merging, rampY - 2 * swing, 0, 2, 2)],
      temper: customaryTemper,
      collisions: "all",
      frameSeconds: 1 / params.simulationFrequency,
      room: 5,
    });
    const { cars } = traffic;
    const observe = carSpotter(sight, traffic);
    return drivingWorld({
      traffic,
      frames: framesOf(params),
      start(rng) {
        addCar(cars, network, { driver: drivers.targets, x: 30, y: 4, heading: 0, speed: 30 });
        holdNearest(cars, 0, targetSpeeds);
        for (const [far, speed] of others) addNear(cars, rng, far, speed);
        const last = addCar(cars, network, { driver: drivers.itself, x: 110, y: rampY, heading: 0, speed: 20 });
        cars.targetSpeed[last] = 30;
      },
      act: () => obey(traffic, orders[action[0]], targetSpeeds),
      measure(moved) {
        observe(observation);
        measureCar(traffic, features, row);
        features.place[row] = network.placeOf[cars.lane[cars.tally[ego]]];
        features.changing[row] = moved && (action[0] === 0 || action[0] === 2) ? 1 : 0;
        features.held[row] = heldUp(cars);
        features.success[row] = hasPassed(cars) && !hasCrashed(traffic) ? 1 : 0;
      },
      terminated: () => hasCrashed(traffic) || hasPassed(cars),
    });
  },
});

/** Where the other cars on the road are, roughly [m], and how fast [m/s]. */
const others = [
  [90, 29],
  [70, 31],
  [5, 31.5],
] as const;

const network: Network = layRoads();
const mergingLane = laneOf(network, "b", "c", 2);

function layRoads(): Network {
  const at = [0, straight + converging, straight + converging + merging, straight + converging + merging + after];
  const nodes = ["a", "b", "c", "d"];
  const road = [0, 1].flatMap((lane) =>
    [0, 1, 2].map(
      (part) => [nodes[part], nodes[part + 1], straightLane([at[part], 4 * lane], [at[part + 1], 4 * lane])] as const,
    ),
  );
  const closed = { forbidden: true };
  const rampEnd = rampY - 2 * swing;
  return layNetwork(
    [
      ...road,
      ["j", "k", straightLane([0, rampY], [straight, rampY], closed)],
      [
        "k",
        "b",
        waveLane(
          [straight, rampY - swing],
          [straight + converging, rampY - swing],
          [swing, Math.PI / converging, Math.PI / 2],
          closed,
        ),
      ],
      ["b", "c", straightLane([at[1], rampEnd], [at[2], rampEnd], closed)],
    ],
    { connected: true },
  );
}

function addNear(cars: Cars, rng: Rng, far: number, speed: number): void {
  const y = 4 * rng.integer(2);
  const x = far + rng.uniform(-5, 5);
  addCar(cars, network, { driver: drivers.itself, x, y, heading: 0, speed: speed + rng.uniform(-1, 1) });
}

function heldUp({ tally, lane, targetSpeed, speed }: Cars): number {
  let sum = 0;
  for (let car = 0; car < tally[howMany]; car++)
    if (lane[car] === mergingLane) sum += (targetSpeed[car] - speed[car]) / targetSpeed[car];
  return sum;
}

const hasPassed = ({ x, tally }: Cars): boolean => x[tally[ego]] > goal;
