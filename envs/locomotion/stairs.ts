import type { Shape } from "../../src/physics/index.ts";
import type { Exercise, FeatureRow } from "./exercise.ts";
import { recent } from "./recent.ts";
import type { Terrain } from "./terrain.ts";

const first = 2; // [m], where the stairs begin
const halfWidth = 5; // [m]
const landing = 20; // [m], at their top

export const stairsFeatures = {
  climbedShare: "1", // of the stairs' height, by the ground below
} as const;

export interface StairsParams {
  /** Height and depth of a step [m]. */
  readonly rise: number;
  readonly depth: number;
  readonly stairs: number;
}
export const stairsLimits = { rise: [0.01, 1], depth: [0.05, 5], stairs: { whole: [1, 200] } } as const;

/** Stairs up along x, with a landing. */
export const stairway = recent(makeStairs, ({ rise, depth, stairs }) => `${rise}, ${depth}, ${stairs}`);

function makeStairs({ rise, depth, stairs }: StairsParams): Terrain {
  const end = first + (stairs - 1) * depth + landing;
  const shapes = Array.from({ length: stairs }, (_, i): Shape => {
    const from = first + i * depth;
    const to = i === stairs - 1 ? end : from + depth;
    const height = (i + 1) * rise;
    return {
      name: `stair${i + 1}`,
      at: [(from + to) / 2, 0, height / 2],
      form: { kind: "box", half: [(to - from) / 2, halfWidth, height / 2] },
    };
  });
  return {
    shapes,
    start: { x: [-1, 0.5], y: [-2, 2] },
    heightAt(x, y) {
      if (x < first || x > end || Math.abs(y) > halfWidth) return 0;
      return Math.min(stairs, Math.floor((x - first) / depth) + 1) * rise;
    },
  };
}

/** The same exercise with the climbed share of the stairs as a feature. */
export function climbing(
  exercise: Exercise,
  { rise, stairs }: StairsParams,
  { features: { groundHeight, climbedShare }, row }: FeatureRow<"groundHeight" | "climbedShare">,
): Exercise {
  return {
    ...exercise,
    measure(simulation, moved, rng) {
      exercise.measure?.(simulation, moved, rng);
      climbedShare[row] = groundHeight[row] / (rise * stairs);
    },
  };
}
