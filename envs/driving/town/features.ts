/** What is measured of the driven car, with units. */
export const features = {
  progress: "1", // share of the route
  gained: "1", // of it in the step
  routeLength: "m",
  speed: "m/s",
  limit: "m/s",
  over: "m/s", // above the limit
  lateral: "m", // left of the route
  laneOverstep: "m", // by which a corner leaves the lane
  roadOverstep: "m", // or the road
  headingError: "rad",
  offRoad: "1", // share of corners
  inJunction: "1",
  timeToCollision: "s", // 10 if there is none within 3 s
  longitudinalAcceleration: "m/s^2",
  lateralAcceleration: "m/s^2",
  jerk: "m/s^3",
  longitudinalJerk: "m/s^3",
  yawRate: "rad/s",
  yawAcceleration: "rad/s^2",
  steering: "1", // of the front wheels, left is positive
  against: "m", // driven against traffic in the last second
  standing: "s",
  leadGap: "m", // from bumper to bumper; 50 if nobody is ahead within that
  hazardGap: "m", // to whatever to stop for ahead, lights and stop signs included; 50 if there is none
  outside: "1", // share of the way driven outside the lane
  pace: "1", // mean share of the traffic's speed
  atFault: "1", // 1 in the step of a crash that the driver caused
  success: "1", // 1 once the route is completed
  hazard: "1", // the kind that is on, 0 for none
} as const;

/** What can happen in a step. */
export const events = {
  pedestrianCollision: "hit somebody on foot",
  vehicleCollision: "touched another vehicle",
  staticCollision: "touched a thing that stands",
  redLight: "crossed a stop line at red",
  stopSign: "crossed the line of a stop sign without having stood",
  yieldMissed: "drove onto a crossing that somebody was on",
  offRoute: "left the road or the route",
  blocked: "stood too long for no reason",
  scenarioTimeout: "did not get past a hazard in time",
  routeTimeout: "ran out of time",
  hazardFailed: "committed an offence while a hazard was on",
  arrived: "completed the route",
} as const;

/** Offences after which a drive is over, unless told otherwise. */
export const offences = ["pedestrianCollision", "vehicleCollision", "staticCollision", "redLight", "stopSign"] as const;

export type Feature = keyof typeof features;
export type Event = keyof typeof events;
