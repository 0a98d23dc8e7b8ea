import { exponential, type Rng } from "../../../src/core/index.ts";

/** What a reward may weigh differently for each seat, in the order in which weights are observed. */
export const weightNames = ["progress", "collision", "rules", "offRoad", "lane", "comfort", "speed"] as const;

/** Weights are features under these names. */
export const weightFeatures = {
  progressWeight: "1",
  collisionWeight: "1",
  rulesWeight: "1",
  offRoadWeight: "1",
  laneWeight: "1",
  comfortWeight: "1",
  speedWeight: "1",
} as const;

const widest = 2; // powers of two: weights are a quarter to four

/** Draws the powers of two of a seat's weights, each evenly. */
export function drawLeanings(rng: Rng, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = rng.uniform(-widest, widest);
}

/** The weight of a power of two. */
export const weightOf = (leaning: number): number => (leaning === 0 ? 1 : exponential(Math.LN2 * leaning));
