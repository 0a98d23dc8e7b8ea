import { cosine, type Slot, sine } from "../../../src/core/index.ts";
import { sampleSize } from "../roads/sampled.ts";
import { car, driven } from "./bicycle.ts";
import { noCollision, timeToCollision } from "./collision-time.ts";
import type { Dynamics } from "./dynamics.ts";
import type { Event, Feature } from "./features.ts";
import type { gaps } from "./gaps.ts";
import { corners } from "./measure.ts";
import type { Around } from "./near.ts";
import type { observation } from "./observation.ts";
import { hazardous, motion, onRoute, type TownState } from "./state.ts";
import type { Town, TownRoute } from "./town.ts";

type Measured = Pick<Slot<typeof observation, never, Feature, Event>, "row" | "features">;

/** Returns a function that writes the features of a step; `gained` is how much of the route it brought [m]. */
export function measurer(
  state: TownState,
  around: Around,
  ahead: ReturnType<typeof gaps>,
  dynamics: Dynamics,
  { row, features }: Measured,
) {
  const { clock, driven: self, own, route: on, motion: moved, against, hazard } = state;
  const { pitch, roll } = features as { readonly pitch?: Float64Array; readonly roll?: Float64Array };
  const corner = new Float64Array(4); // [m] left of the route

  return (town: Town, route: TownRoute, time: number, gained: number): void => {
    const point = on[onRoute.point];
    const half = route.points[sampleSize * point + 6];
    const limit = route.limit[point];
    const speed = self[driven.speed];
    const left = on[onRoute.left];
    const askew = on[onRoute.askew];
    corners(left, cosine(askew), sine(askew), corner);
    const edgeLeft = route.room[3 * point + 1];
    const edgeRight = -route.room[3 * point + 2];
    let leftmost = corner[0];
    let rightmost = corner[0];
    let off = 0;
    for (let i = 0; i < 4; i++) {
      leftmost = Math.max(leftmost, corner[i]);
      rightmost = Math.min(rightmost, corner[i]);
      if (corner[i] > edgeLeft || corner[i] < edgeRight) off++;
    }
    const steps = Math.max(1, clock[2]);
    ahead.find(town, route, time);
    const risk = timeToCollision(own, state.things, around.things);
    const toPeople = timeToCollision(own, state.people, around.people);

    features.progress[row] = Math.min(1, Math.max(0, on[onRoute.farthest] / route.length));
    features.gained[row] = gained / route.length;
    features.routeLength[row] = route.length;
    features.speed[row] = speed;
    features.limit[row] = limit;
    features.over[row] = Math.max(0, speed - limit);
    features.lateral[row] = left;
    on[onRoute.overstep] = Math.max(0, leftmost - half, -half - rightmost);
    features.laneOverstep[row] = on[onRoute.overstep];
    features.roadOverstep[row] = Math.max(0, leftmost - edgeLeft, edgeRight - rightmost);
    features.headingError[row] = askew;
    features.offRoad[row] = off / 4;
    features.inJunction[row] = route.inJunction[point];
    features.timeToCollision[row] = Math.min(noCollision, risk, toPeople);
    features.longitudinalAcceleration[row] = moved[motion.longitudinal];
    features.lateralAcceleration[row] = moved[motion.lateral];
    features.jerk[row] = moved[motion.jerk];
    features.longitudinalJerk[row] = moved[motion.longitudinalJerk];
    features.yawRate[row] = moved[motion.yawRate];
    features.yawAcceleration[row] = moved[motion.yawAcceleration];
    features.steering[row] = self[driven.steering] / car.mostSteering;
    features.against[row] = sumOf(against);
    features.standing[row] = on[onRoute.standing];
    features.leadGap[row] = ahead.found.lead;
    features.hazardGap[row] = ahead.found.hazard;
    features.outside[row] = on[onRoute.driven] > 0 ? on[onRoute.outside] / on[onRoute.driven] : 0;
    features.pace[row] = clock[2] > 0 ? on[onRoute.pace] / steps : 1;
    features.success[row] = on[onRoute.success];
    features.hazard[row] = hazard[hazardous.kind];
    if (pitch) pitch[row] = dynamics.pitch();
    if (roll) roll[row] = dynamics.roll();
  };
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
