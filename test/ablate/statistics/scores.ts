import fc from "fast-check";
import type { Scores } from "../../../src/ablate/statistics/index.ts";
import { generator } from "../../../src/core/index.ts";

/** Scores of standard normal runs. */
export const normalScores = (seed: number, tasks: number, runs: number): number[][] => {
  const rng = generator(seed, "scores");
  return Array.from({ length: tasks }, () => Array.from({ length: runs }, () => rng.normal()));
};

export const plus = (scores: Scores, shift: number): Scores => scores.map((runs) => runs.map((score) => score + shift));
export const reversed = (scores: Scores): Scores => scores.map((runs) => runs.toReversed());

/** Scores with ties, of 1 to 4 tasks with 2 to 8 runs each. */
export const anyScores = fc.array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 8 }), {
  minLength: 1,
  maxLength: 4,
});

/** Two of one shape. */
export const anyPair = anyScores.chain((x) =>
  fc.tuple(
    fc.constant(x),
    fc.tuple(
      ...x.map((runs) =>
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: runs.length, maxLength: runs.length }),
      ),
    ),
  ),
);
