import { choice, cosine, defineEnv, type Rng, sine } from "../../../src/core/index.ts";
import { addCar, addOnLane, carLength, drivers, ego, howMany, removeCar, sendTo } from "./cars.ts";
import { temperOf } from "./driver.ts";
import { checkFrequencies, framesOf, frequencyLimits, stepSeconds } from "./frequencies.ts";
import { along, arcLane, headingAt, type Lane, type Point, place, radians, straightLane } from "./lane.ts";
import { carFeatures, measureCar } from "./measures.ts";
import { laneOf, layNetwork, type Network } from "./network.ts";
import { enforceRightOfWay, makeForesight } from "./right-of-way.ts";
import { carSpotter, type Sight, seenCarsSpace } from "./seen-cars.ts";
import { holdNearest, type Order, obey } from "./targets.ts";
import { advance, decide, hasCrashed, makeTraffic, type Traffic } from "./traffic.ts";
import { drivingWorld } from "./world.ts";

const targetSpeeds = [0, 4.5, 9]; // [m/s]
const limit = 10; // [m/s]
const orders = ["slower", "idle", "faster"] as const satisfies readonly Order[];
const temper = temperOf({ jam: 7, accelerate: 6, brake: 3 });
const warmUp = 3; // [s] that the others drive before the agent's car is there
const regulations = 2; // a second
const exit = 25; // [m] on the road out, where the agent's car has arrived
const sight: Sight = { cars: 15, absolute: true, range: { x: 100, y: 100, vx: 20, vy: 20 }, headings: true };

/**
 * Intersection: turn left at a junction of four roads, of which those from west and east have priority, while others come
 * and go. The agent sets the speed. Ends by a crash, or 25 m on the way out.
 * Roads, drivers, cars and numbers as in highway-env 1.12's intersection-v2.
 */
export const intersection = defineEnv({
  id: "driving/intersection-v1",
  goal: "Turn left at the junction without touching another car.",
  observation: seenCarsSpace(sight),
  action: choice(...orders),
  features: {
    ...carFeatures,
    arrived: "1", // 1 where it is 25 m or more on the way out
    success: "1", // 1 where it has arrived unhurt
  },
  params: {
    vehicles: 10, // that try to be there at the start, the agent's included
    spawn: 0.6, // probability that another one comes, in every step
    endOffRoad: false,
    simulationFrequency: 15, // [Hz]
    policyFrequency: 1, // [Hz]
  },
  limits: { vehicles: { whole: [1, 30] }, spawn: [0, 1], ...frequencyLimits },
  maxSteps: 13,
  stepSeconds,
  score: ({ features }) => features.success.last,
  keys: { ArrowDown: 0, Enter: 1, ArrowUp: 2 },
  validate: checkFrequencies,
  create(params, { action, observation, features, row }) {
    const traffic = makeTraffic({
      network,
      obstacles: [],
      temper,
      collisions: "all",
      frameSeconds: 1 / params.simulationFrequency,
      room: 4 * params.vehicles + 24,
    });
    const { cars } = traffic;
    const observe = carSpotter(sight, traffic);
    const foresight = makeForesight(cars.room);
    const frames = new Int32Array(1); // since the episode's warming up began
    const framesApart = Math.floor(params.simulationFrequency / regulations);

    function regulate(): void {
      if (++frames[0] % framesApart === 0) enforceRightOfWay(traffic, foresight);
    }

    function start(rng: Rng): void {
      frames[0] = 0;
      cars.tally[ego] = -1;
      for (let i = 0; i < params.vehicles - 1; i++)
        spawn(traffic, rng, { far: (80 * i) / (params.vehicles - 1), probability: 0.6, deviation: 1 });
      for (let frame = 0; frame < warmUp * params.simulationFrequency; frame++) {
        decide(traffic);
        regulate();
        advance(traffic);
      }
      spawn(traffic, rng, { far: 60, probability: 1, deviation: 0.1, challenges: true });
      addOwn(traffic, rng);
    }

    return drivingWorld({
      traffic,
      frames: framesOf(params),
      memory: [frames],
      start,
      act: () => obey(traffic, orders[action[0]], targetSpeeds),
      regulate,
      measure() {
        observe(observation);
        measureCar(traffic, features, row);
        features.arrived[row] = outOfJunction(traffic, cars.tally[ego], exit) ? 1 : 0;
        features.success[row] = features.arrived[row] && !hasCrashed(traffic) ? 1 : 0;
      },
      afterwards(rng) {
        for (let car = cars.tally[howMany] - 1; car >= 0; car--)
          if (car !== cars.tally[ego] && leaves(traffic, car)) removeCar(cars, car);
        if (cars.tally[howMany] < cars.room) spawn(traffic, rng, { far: 0, probability: params.spawn, deviation: 1 });
      },
      terminated: () =>
        hasCrashed(traffic) || features.arrived[row] === 1 || (params.endOffRoad && features.onRoad[row] === 0),
    });
  },
});

/** Nodes: (o)utside; (i)nside (r)ight, where a road comes in, and (l)eft, where it goes out; 0 to 3: south, west, north, east. */
function layRoads(): Network {
  const half = 2; // [m], of a lane's width
  const [tight, outer] = [9, 11]; // [m], radius of turns to the right; from the middle to where roads begin
  const wide = tight + 4; // [m], radius of turns to the left
  const far = outer + 100; // [m]
  const roads = [0, 1, 2, 3].flatMap((corner): [string, string, Lane][] => {
    const angle = radians(90 * corner);
    const [cos, sin] = [cosine(angle), sine(angle)];
    const at = (x: number, y: number): Point => [cos * x - sin * y, sin * x + cos * y];
    const priority = corner % 2 === 1 ? 3 : 1;
    const rules = { limit, priority };
    const [right, left, opposite] = [3, 1, 2].map((on) => (corner + on) % 4);
    return [
      [`o${corner}`, `ir${corner}`, straightLane(at(half, far), at(half, outer), rules)],
      [
        `ir${corner}`,
        `il${right}`,
        arcLane(at(outer, outer), tight, angle + radians(180), angle + radians(270), rules),
      ],
      [
        `ir${corner}`,
        `il${left}`,
        arcLane(at(-wide + half, wide - half), wide, angle + radians(0), angle + radians(-90), {
          limit,
          priority: priority - 1,
        }),
      ],
      [`ir${corner}`, `il${opposite}`, straightLane(at(half, outer), at(half, -outer), rules)],
      [`il${right}`, `o${right}`, straightLane(at(outer, half), at(far, half), rules)],
    ];
  });
  return layNetwork(roads, { connected: true, destinations: ["o0", "o1", "o2", "o3"] });
}

const network: Network = layRoads();
const ways = [0, 1, 2, 3].map((corner) => laneOf(network, `o${corner}`, `ir${corner}`));
const out = Uint8Array.from(network.roadOf, (road) => Number(network.roads[road].from.startsWith("il")));

interface Spawn {
  /** Where on a road in [m], and how much that and the speed vary. */
  readonly far: number;
  readonly deviation: number;
  readonly probability: number;
  /** Whether it drives straight on, at the customary speed. */
  readonly challenges?: boolean;
}

const point = new Float64Array(2);

/** Lets a car come in on some road, unless another is there. */
function spawn(traffic: Traffic, rng: Rng, { far, deviation, probability, challenges = false }: Spawn): void {
  if (rng.uniform() > probability) return;
  const { cars } = traffic;
  const from = rng.integer(4);
  const on = 1 + rng.integer(3);
  const to = (from + (challenges ? 2 : on)) % 4;
  const lane = ways[from];
  const at = far + 5 + rng.normal() * deviation;
  const speed = 8 + rng.normal() * (challenges ? 0 : 1);
  place(network.table, lane, at, 0, point);
  for (let car = 0; car < cars.tally[howMany]; car++)
    if (Math.hypot(cars.x[car] - point[0], cars.y[car] - point[1]) < 15) return;
  const car = addOnLane(cars, network, { driver: drivers.itself, lane, far: at, speed });
  sendTo(cars, network, car, `o${to}`);
  cars.exponent[car] = rng.uniform(3.5, 4.5);
}

/** Adds the agent's car on the road from the south, and takes away whoever is near it. */
function addOwn({ cars }: Traffic, rng: Rng): void {
  const [lane] = ways;
  place(network.table, lane, 60 + 5 * (1 + rng.normal()), 0, point);
  const [x, y] = point;
  const own = addCar(cars, network, {
    driver: drivers.targets,
    x,
    y,
    heading: headingAt(network.table, lane, 60),
    speed: limit,
  });
  cars.tally[ego] = own;
  sendTo(cars, network, own, "o1");
  holdNearest(cars, own, targetSpeeds);
  for (let car = own - 1; car >= 0; car--) if (Math.hypot(cars.x[car] - x, cars.y[car] - y) < 20) removeCar(cars, car);
}

/** Whether a car is so far or farther on its way out. */
function outOfJunction({ cars }: Traffic, car: number, far: number): boolean {
  const lane = cars.lane[car];
  return out[lane] === 1 && along(network.table, lane, cars.x[car], cars.y[car]) >= far;
}

const leaves = (traffic: Traffic, car: number): boolean =>
  outOfJunction(traffic, car, network.lanes[traffic.cars.lane[car]].length - 4 * carLength);
