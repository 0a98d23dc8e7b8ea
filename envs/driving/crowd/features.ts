import { noCollision } from "../town/collision-time.ts";
import type { Columns } from "../town/own-features.ts";
import type { weightFeatures } from "./weights.ts";

/** Writes what others are to a car. */
export function writeOthers(
  features: Columns,
  row: number,
  timeToCollision: number,
  lead: number,
  hazardGap: number,
): void {
  features.timeToCollision[row] = Math.min(noCollision, timeToCollision);
  features.leadGap[row] = lead;
  features.hazardGap[row] = hazardGap;
  features.hazard[row] = 0;
}

/** Writes a seat's weights. @param weights in the order of their names */
export function writeWeights(
  features: { readonly [K in keyof typeof weightFeatures]: Float64Array },
  row: number,
  weights: Float64Array,
): void {
  features.progressWeight[row] = weights[0];
  features.collisionWeight[row] = weights[1];
  features.rulesWeight[row] = weights[2];
  features.offRoadWeight[row] = weights[3];
  features.laneWeight[row] = weights[4];
  features.comfortWeight[row] = weights[5];
  features.speedWeight[row] = weights[6];
}
