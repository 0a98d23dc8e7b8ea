import { box, cosine, defineEnv, defineGoals, parts, type Rng, sine } from "../../../src/core/index.ts";
import { addCar, addOnLane, carLength, drivers, ego } from "./cars.ts";
import { customaryTemper } from "./driver.ts";
import { checkFrequencies, framesOf, frequencyLimits, stepSeconds } from "./frequencies.ts";
import { type Point, place, straightLane } from "./lane.ts";
import { layNetwork, type Network } from "./network.ts";
import { obstacle } from "./obstacle.ts";
import { pressPedals, turnWheels } from "./pedals.ts";
import { hasCrashed, makeTraffic } from "./traffic.ts";
import { drivingWorld } from "./world.ts";

const scales = { place: 100, velocity: 5 }; // [m], [m/s], observed as 1
const weights = { x: 1, y: 0.3, direction: 0.02 };
const arrowHeight = 1.6; // [m], above the cars
const near = 0.12; // root of the miss, below which it has parked

const features = {
  speed: "m/s",
  acceleration: "m/s^2",
  place: { unit: "m", size: 2 },
  velocity: { unit: "m/s", size: 2 },
  direction: { unit: "1", size: 2 }, // cosine and sine of the heading
  goalPlace: { unit: "m", size: 2 },
  goalVelocity: { unit: "m/s", size: 2 },
  goalDirection: { unit: "1", size: 2 },
  goalSeen: { unit: "1", size: 6 }, // as it is observed
  miss: "1", // weighted distance from the goal: 1 for 100 m in x, 0.3 for as much in y, 0.02 for a direction component
  distance: "m", // from the goal
  crashed: "1",
  success: "1", // 1 where it has parked
  over: "1", // 1 where it has parked or crashed
} as const;

const goals = defineGoals(features, {
  achieved: ["place", "velocity", "direction"],
  desired: ["goalPlace", "goalVelocity", "goalDirection"],
  derived: {
    "goalSeen.0": ({ goalPlace }, row) => goalPlace[0][row] / scales.place,
    "goalSeen.1": ({ goalPlace }, row) => goalPlace[1][row] / scales.place,
    "goalSeen.2": ({ goalVelocity }, row) => goalVelocity[0][row] / scales.velocity,
    "goalSeen.3": ({ goalVelocity }, row) => goalVelocity[1][row] / scales.velocity,
    "goalSeen.4": ({ goalDirection }, row) => goalDirection[0][row],
    "goalSeen.5": ({ goalDirection }, row) => goalDirection[1][row],
    miss: ({ place, direction, goalSeen }, row) =>
      Math.abs(place[0][row] / scales.place - goalSeen[0][row]) * weights.x +
      Math.abs(place[1][row] / scales.place - goalSeen[1][row]) * weights.y +
      Math.abs(direction[0][row] - goalSeen[4][row]) * weights.direction +
      Math.abs(direction[1][row] - goalSeen[5][row]) * weights.direction,
    distance: ({ place, goalPlace }, row) =>
      Math.hypot(place[0][row] - goalPlace[0][row], place[1][row] - goalPlace[1][row]),
    success: ({ miss }, row) => (Math.sqrt(miss[row]) < near ? 1 : 0),
    over: ({ success, crashed }, row) => Math.max(success[row], crashed[row]),
  },
  observed: { goalSeen: { leaf: "desiredGoal", at: 0 } },
  ends: "over",
});

const pose = () =>
  box({
    dtype: "float32",
    shape: [6],
    labels: [
      "x [100 m]",
      "y [100 m]",
      "speed along x [5 m/s]",
      "speed along y [5 m/s]",
      "cosine of the heading [1]",
      "sine of the heading [1]",
    ],
  });

/**
 * Parking: drive into a parking space that is drawn, forward or backward as it comes. Ends where it has parked, and by a
 * crash. Lot, car and numbers as in highway-env 1.12's parking-v0.
 */
export const parking = defineEnv({
  id: "driving/parking-v1",
  goal: "Park in the space that is marked.",
  observation: parts({ observation: pose(), achievedGoal: pose(), desiredGoal: pose() }),
  action: box({
    dtype: "float32",
    shape: [2],
    low: -1,
    high: 1,
    labels: ["acceleration [5 m/s^2]", "steering [pi/4 rad]"],
  }),
  features,
  goals,
  params: {
    vehicles: 0, // that are parked there
    walls: true,
    simulationFrequency: 15, // [Hz]
    policyFrequency: 5, // [Hz]
  },
  limits: { vehicles: { whole: [0, 26] }, ...frequencyLimits },
  maxSteps: 500,
  stepSeconds,
  score: ({ features }) => features.success.last,
  keys: { ArrowUp: [0.5, 0], ArrowLeft: [0.2, -0.7], ArrowRight: [0.2, 0.7], ArrowDown: [-0.5, 0], Enter: [0, 0] },
  validate: checkFrequencies,
  create(params, { action, observation, features, row }) {
    const traffic = makeTraffic({
      network,
      obstacles: params.walls ? walls : [],
      temper: customaryTemper,
      collisions: "all",
      frameSeconds: 1 / params.simulationFrequency,
      room: params.vehicles + 1,
    });
    const { cars } = traffic;
    const space = new Int32Array(1); // to park in
    const point = new Float64Array(2);

    function start(rng: Rng): void {
      const heading = 2 * Math.PI * rng.uniform();
      const own = addCar(cars, network, { driver: drivers.pedals, x: 0, y: 0, heading, speed: 0 });
      const empty = network.lanes.map((_, lane) => lane).filter((lane) => lane !== cars.lane[own]);
      const draw = () => empty.splice(rng.integer(empty.length), 1)[0];
      space[0] = draw();
      for (let i = 0; i < params.vehicles; i++)
        addOnLane(cars, network, { driver: drivers.pedals, lane: draw(), far: 4, speed: 0 });
    }

    function measure(): void {
      const { place: at, velocity, direction, goalPlace, goalVelocity, goalDirection } = features;
      const car = cars.tally[ego];
      const lane = network.lanes[space[0]];
      features.speed[row] = cars.speed[car];
      features.acceleration[row] = cars.acceleration[car];
      at[0][row] = cars.x[car];
      at[1][row] = cars.y[car];
      direction[0][row] = cars.cos[car];
      direction[1][row] = cars.sin[car];
      for (let i = 0; i < 2; i++) velocity[i][row] = cars.speed[car] * direction[i][row];
      place(network.table, space[0], lane.length / 2, 0, point);
      for (let i = 0; i < 2; i++) goalPlace[i][row] = point[i];
      goalVelocity[0][row] = goalVelocity[1][row] = 0;
      goalDirection[0][row] = cosine(lane.heading);
      goalDirection[1][row] = sine(lane.heading);
      features.crashed[row] = hasCrashed(traffic) ? 1 : 0;
      goals.derive(features, row);
      for (let i = 0; i < 6; i++) observation.desiredGoal[i] = features.goalSeen[i][row];
      for (const leaf of [observation.observation, observation.achievedGoal])
        for (let i = 0; i < 2; i++) {
          leaf[i] = at[i][row] / scales.place;
          leaf[2 + i] = velocity[i][row] / scales.velocity;
          leaf[4 + i] = direction[i][row];
        }
    }

    return drivingWorld({
      traffic,
      frames: framesOf(params),
      memory: [space],
      start,
      act() {
        pressPedals(cars, action[0]);
        turnWheels(cars, action[1]);
      },
      measure,
      terminated: () => features.over[row] === 1,
      marks() {
        const { goalPlace, goalDirection } = features;
        const [along, across] = goalDirection.map((column) => carLength * column[row]);
        return {
          goals: [
            {
              name: "where to park",
              at: [goalPlace[0][row] - along / 2, -goalPlace[1][row] + across / 2, arrowHeight],
              along: [along, -across, 0],
            },
          ],
        };
      },
    });
  },
});

const spaces = 14; // a side
const [spaceWidth, spaceLength, apart] = [4, 8, 10]; // [m]; `apart`: from the middle of the lot

const network: Network = layNetwork(
  Array.from({ length: spaces }, (_, i) => {
    const x = (i + 1 - spaces / 2) * spaceWidth - spaceWidth / 2;
    const upTo = (side: number): [Point, Point] => [
      [x, side * apart],
      [x, side * (apart + spaceLength)],
    ];
    return [
      ["a", "b", straightLane(...upTo(1))],
      ["b", "c", straightLane(...upTo(-1))],
    ] as const;
  }).flat(),
  { connected: false },
);

const [lotLength, lotWidth] = [70, 42]; // [m]
const walls = [
  ...[-lotWidth / 2, lotWidth / 2].map((y) => obstacle(0, y, 0, lotLength, 1)),
  ...[-lotLength / 2, lotLength / 2].map((x) => obstacle(x, 0, Math.PI / 2, lotWidth, 1)),
];
