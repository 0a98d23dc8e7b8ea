import { sampleSize } from "../roads/sampled.ts";
import { car, driven } from "./bicycle.ts";
import type { Feature } from "./features.ts";
import { motion, onRoute, type TownState } from "./state.ts";
import type { TownRoute } from "./town.ts";

export type Columns = { readonly [K in Feature]: Float64Array };

const corner = new Float64Array(4); // [m] left of the route

/** Writes how far the corners of the car lie left of its route [m]. @param cos of its heading's error, with `sin` */
function corners(left: number, cos: number, sin: number, out: Float64Array): void {
  const toFront = car.halfLength * sin;
  const toSide = car.halfWidth * cos;
  out[0] = left + toFront + toSide;
  out[1] = left + toFront - toSide;
  out[2] = left - toFront + toSide;
  out[3] = left - toFront - toSide;
}

/** Finds how far a car leaves its lane and the road, and writes that. @param cos of its heading's error, with `sin` */
export function writePlace(
  features: Columns,
  row: number,
  { route: on }: Pick<TownState, "route">,
  route: TownRoute,
  cos: number,
  sin: number,
): void {
  const point = on[onRoute.point];
  const half = route.points[sampleSize * point + 6];
  const edgeLeft = route.room[3 * point + 1];
  const edgeRight = -route.room[3 * point + 2];
  corners(on[onRoute.left], cos, sin, corner);
  let leftmost = corner[0];
  let rightmost = corner[0];
  let off = 0;
  for (let i = 0; i < 4; i++) {
    if (corner[i] > leftmost) leftmost = corner[i];
    if (corner[i] < rightmost) rightmost = corner[i];
    if (corner[i] > edgeLeft || corner[i] < edgeRight) off++;
  }
  on[onRoute.overstep] = Math.max(0, leftmost - half, -half - rightmost);
  features.lateral[row] = on[onRoute.left];
  features.headingError[row] = on[onRoute.askew];
  features.laneOverstep[row] = on[onRoute.overstep];
  features.roadOverstep[row] = Math.max(0, leftmost - edgeLeft, edgeRight - rightmost);
  features.offRoad[row] = off / 4;
  features.inJunction[row] = route.inJunction[point];
}

/** Writes how a car moves and how far it has come. @param gained metres of the route in the step */
export function writeDrive(
  features: Columns,
  row: number,
  { driven: self, route: on, motion: moved, against }: Pick<TownState, "driven" | "route" | "motion" | "against">,
  route: TownRoute,
  gained: number,
  steps: number,
): void {
  const speed = self[driven.speed];
  const limit = route.limit[on[onRoute.point]];
  let wrong = 0;
  for (let i = 0; i < against.length; i++) wrong += against[i];
  features.progress[row] = Math.min(1, Math.max(0, on[onRoute.farthest] / route.length));
  features.gained[row] = gained / route.length;
  features.routeLength[row] = route.length;
  features.speed[row] = speed;
  features.limit[row] = limit;
  features.over[row] = Math.max(0, speed - limit);
  features.longitudinalAcceleration[row] = moved[motion.longitudinal];
  features.lateralAcceleration[row] = moved[motion.lateral];
  features.jerk[row] = moved[motion.jerk];
  features.longitudinalJerk[row] = moved[motion.longitudinalJerk];
  features.yawRate[row] = moved[motion.yawRate];
  features.yawAcceleration[row] = moved[motion.yawAcceleration];
  features.steering[row] = self[driven.steering] / car.mostSteering;
  features.against[row] = wrong;
  features.standing[row] = on[onRoute.standing];
  features.outside[row] = on[onRoute.driven] > 0 ? on[onRoute.outside] / on[onRoute.driven] : 0;
  features.pace[row] = steps > 0 ? on[onRoute.pace] / steps : 1;
  features.success[row] = on[onRoute.success];
}
