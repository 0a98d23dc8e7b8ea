import { snapshot } from "../../../src/core/index.ts";
import { drivenSize } from "./bicycle.ts";
import { bodySize } from "./boxes.ts";

/** How many of each there are in a world. */
export interface Crowd {
  readonly vehicles: number;
  readonly walkers: number;
  readonly parked: number;
}

/** Steps of the last second, for the way driven against traffic. */
export const stepsASecond = 10;

/**
 * Everything that changes in a world of a town. Bodies are in this order: vehicles, the hazard's car, parked cars, debris;
 * then people on foot, and the one of the hazard.
 */
export function townState({ vehicles, walkers, parked }: Crowd) {
  const state = {
    /** Town, route, steps, time of the lights at the start [s]. */
    clock: new Float64Array(4),
    driven: new Float64Array(drivenSize),
    own: new Float64Array(bodySize),
    /** Pedal and wheel of the last action; wanted speed [m/s] and lanes to the left, of wishes. */
    asked: new Float64Array(4),
    route: new Float64Array(routeSize),
    motion: new Float64Array(motionSize),
    against: new Float64Array(stepsASecond),
    /** Seconds since each limit was last broken: risk, the six of comfort, the lane's centre. */
    since: new Float64Array(8),
    hazard: new Float64Array(hazardSize),
    lane: new Int32Array(vehicles),
    next: new Int32Array(vehicles),
    after: new Int32Array(vehicles),
    at: new Float64Array(vehicles),
    speed: new Float64Array(vehicles),
    pedal: new Float64Array(vehicles),
    /** How far each is left of its lane's middle, while it changes lanes [m]. */
    aside: new Float64Array(vehicles),
    eager: new Float64Array(vehicles),
    waited: new Int32Array(vehicles),
    crossing: new Int32Array(walkers),
    walked: new Float64Array(walkers),
    pace: new Float64Array(walkers),
    things: new Float64Array(bodySize * (vehicles + 1 + parked + 1)),
    people: new Float64Array(bodySize * (walkers + 1)),
    /** 1 where the car touches a thing, or somebody. */
    touched: new Uint8Array(vehicles + 1 + parked + 1 + walkers + 1),
  };
  return { ...state, ...snapshot(...Object.values(state)) };
}

export type TownState = ReturnType<typeof townState>;

/** Numbers of `route`: how far along the car is and was [m], the farthest, how far to the left, and what came of it. */
export const onRoute = {
  along: 0,
  before: 1,
  farthest: 2,
  left: 3,
  askew: 4,
  point: 5,
  driven: 6, // [m]
  outside: 7, // [m] driven outside the lane
  pace: 8, // sum over steps of the share of the traffic's speed
  standing: 9, // [s]
  stopped: 10, // 1 once the car stood before the next stop line
  success: 11,
  overstep: 12, // [m] by which the car leaves the lane
} as const;
const routeSize = Object.keys(onRoute).length;

/** Numbers of `motion`, as they were measured after the last step. */
export const motion = {
  longitudinal: 0,
  lateral: 1,
  jerk: 2,
  longitudinalJerk: 3,
  yawRate: 4,
  yawAcceleration: 5,
} as const;
const motionSize = Object.keys(motion).length;

/** Numbers of `hazard`: its kind, for how long it has been on [s], its place on the route, and when the next one comes. */
export const hazardous = { kind: 0, time: 1, along: 2, left: 3, speed: 4, phase: 5, next: 6, failed: 7 } as const;
const hazardSize = Object.keys(hazardous).length;
