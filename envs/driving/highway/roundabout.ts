import { choice, defineEnv, type Rng } from "../../../src/core/index.ts";
import { addCar, addOnLane, type Cars, drivers, ego, sendTo } from "./cars.ts";
import { customaryTemper } from "./driver.ts";
import { checkFrequencies, framesOf, frequencyLimits, stepSeconds } from "./frequencies.ts";
import { arcLane, headingAt, type Lane, place, radians, straightLane, waveLane } from "./lane.ts";
import { carFeatures, measureCar } from "./measures.ts";
import { laneOf, layNetwork, type Network } from "./network.ts";
import { carSpotter, type Sight, seenCarsSpace } from "./seen-cars.ts";
import { holdNearest, levelOf, obey, orderKeys, orders } from "./targets.ts";
import { hasCrashed, makeTraffic } from "./traffic.ts";
import { drivingWorld } from "./world.ts";

const targetSpeeds = [0, 8, 16]; // [m/s]
const destinations = ["exr", "sxr", "nxr"] as const; // of the others
const sight: Sight = { cars: 5, absolute: true, range: { x: 100, y: 100, vx: 15, vy: 15 }, headings: false };

/**
 * Roundabout: enter a roundabout of two lanes from the south and leave it in the north. Ends by a crash.
 * Roads, drivers, cars and numbers as in highway-env 1.12's roundabout-v1.
 */
export const roundabout = defineEnv({
  id: "driving/roundabout-v1",
  goal: "Cross the roundabout, from the south to the north.",
  observation: seenCarsSpace(sight),
  action: choice(...orders),
  features: {
    ...carFeatures,
    pace: "1", // of the speed that it is to hold: 0, 0.5 or 1
    changing: "1", // 1 where the action asked for another lane
    success: "1", // 1 while it is on the way out in the north, unhurt
  },
  params: {
    simulationFrequency: 15, // [Hz]
    policyFrequency: 1, // [Hz]
  },
  limits: frequencyLimits,
  maxSteps: 11,
  stepSeconds,
  score: ({ features }) => features.success.last,
  keys: orderKeys,
  validate: checkFrequencies,
  create(params, { action, observation, features, row }) {
    const traffic = makeTraffic({
      network,
      obstacles: [],
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
        addOwn(cars);
        addOther(cars, rng, inner + 1, 5);
        addOther(cars, rng, inner, 20);
        addOther(cars, rng, inner, -20);
        addOther(cars, rng, entry, 50);
      },
      act: () => obey(traffic, orders[action[0]], targetSpeeds),
      measure(moved) {
        observe(observation);
        measureCar(traffic, features, row);
        const car = cars.tally[ego];
        features.pace[row] = levelOf(targetSpeeds, cars.targetSpeed[car]) / (targetSpeeds.length - 1);
        features.changing[row] = moved && (action[0] === 0 || action[0] === 2) ? 1 : 0;
        features.success[row] = exits.includes(cars.lane[car]) && !hasCrashed(traffic) ? 1 : 0;
      },
      terminated: () => hasCrashed(traffic),
    });
  },
});

/** From where to where on the circle, against the clock as seen on a map [degrees]. */
const arcs = [
  [66, 24],
  [24, -24],
  [-24, -66],
  [-66, -114],
  [-114, -156],
  [-156, -204],
  [156, 114],
  [114, 66],
] as const;

const network: Network = layRoads();
const start = laneOf(network, "ser", "ses");
const inner = laneOf(network, "we", "sx");
const entry = laneOf(network, "eer", "ees");
const exits = [laneOf(network, "nx", "nxs"), laneOf(network, "nxs", "nxr")];

/** Nodes: (s)outh, (e)ast, (n)orth, (w)est; (e)ntry, e(x)it; and on the roads outside (s)ine and (r)oad. */
function layRoads(): Network {
  const ring = ["se", "ex", "ee", "nx", "ne", "wx", "we", "sx"];
  const circle = ring.flatMap((from, i) =>
    [20, 24].map((radius) => {
      const [begin, end] = arcs[i];
      return [from, ring[(i + 1) % 8], arcLane([0, 0], radius, radians(begin), radians(end))] as const;
    }),
  );
  const far = 170; // [m] where roads begin
  const bend = 85; // [m], a whole wave of the lanes that lead in and out
  const [size, last] = [5, bend * 0.2]; // [m]: of the wave, and how much of it leads in
  const out = bend - last;
  const pulsation = (2 * Math.PI) / bend;
  const sides = [
    ["s", (along: number, aside: number) => [aside, along] as const],
    ["e", (along: number, aside: number) => [along, -aside] as const],
    ["n", (along: number, aside: number) => [-aside, -along] as const],
    ["w", (along: number, aside: number) => [-along, aside] as const],
  ] as const;
  const access = sides.flatMap(([side, at]): [string, string, Lane][] => [
    [`${side}er`, `${side}es`, straightLane(at(far, 2), at(bend / 2, 2))],
    [
      `${side}es`,
      `${side}e`,
      waveLane(at(bend / 2, 2 + size), at(bend / 2 - last, 2 + size), [size, pulsation, -Math.PI / 2]),
    ],
    [
      `${side}x`,
      `${side}xs`,
      waveLane(at(-bend / 2 + out, -2 - size), at(bend / 2, -2 - size), [
        size,
        pulsation,
        -Math.PI / 2 + pulsation * out,
      ]),
    ],
    [`${side}xs`, `${side}xr`, straightLane(at(bend / 2, -2), at(far, -2))],
  ]);
  return layNetwork([...circle, ...access], { connected: true, destinations: [...destinations, "nxs"] });
}

function addOwn(cars: Cars): void {
  const point = new Float64Array(2);
  place(network.table, start, 125, 0, point);
  const heading = headingAt(network.table, start, 125);
  const car = addCar(cars, network, { driver: drivers.targets, x: point[0], y: point[1], heading, speed: 8 });
  holdNearest(cars, car, targetSpeeds);
  sendTo(cars, network, car, "nxs");
}

function addOther(cars: Cars, rng: Rng, lane: number, near: number): void {
  const far = near + rng.normal() * 2;
  const speed = 16 + rng.normal() * 2;
  const car = addOnLane(cars, network, { driver: drivers.itself, lane, far, speed });
  sendTo(cars, network, car, destinations[rng.integer(destinations.length)]);
  cars.exponent[car] = rng.uniform(3.5, 4.5);
}
