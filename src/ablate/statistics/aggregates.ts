/**
 * One number for many runs on many tasks: Agarwal et al. 2021, "Deep reinforcement learning at the edge of the
 * statistical precipice", arXiv:2108.13264, section 4.3. For one task give `[runs]`.
 */
import type { Scores } from "./scores.ts";
import { meanOf, medianOf } from "./values.ts";

/** Mean over tasks of each task's mean. */
export function mean(scores: Scores): number {
  let sum = 0;
  for (const runs of scores) sum += meanOf(runs);
  return sum / scores.length;
}

/** Median over tasks of each task's mean; for a single task its mean. */
export const median = (scores: Scores): number => medianOf(scores.map(meanOf));

/** Mean of the middle half of all runs of all tasks: a quarter, rounded down, is trimmed off each end. */
export const interquartileMean = (scores: Scores): number => trimmedMean(scores, 0.25);

/** Mean of all runs of all tasks without the lowest and the highest `share`, each rounded down. */
export function trimmedMean(scores: Scores, share: number): number {
  const runs = sortIntoScratch(scores);
  const cut = Math.floor(share * runs);
  let sum = 0;
  for (let i = cut; i < runs - cut; i++) sum += scratch[i];
  return sum / (runs - 2 * cut);
}

/** The optimality gap: the mean shortfall from `gamma`, where runs above it count as equal to it. Less is better. */
export function optimalityGap(scores: Scores, gamma = 1): number {
  let sum = 0;
  let runs = 0;
  for (const task of scores) {
    for (let run = 0; run < task.length; run++) sum += Math.min(task[run], gamma);
    runs += task.length;
  }
  return gamma - sum / runs;
}

let scratch = new Float64Array(64); // kept, because resampling calls an aggregate millions of times

/** Fills the scratch array with all runs in ascending order and returns their number. */
function sortIntoScratch(scores: Scores): number {
  let runs = 0;
  for (const task of scores) runs += task.length;
  if (runs > scratch.length) scratch = new Float64Array(2 * runs);
  let filled = 0;
  if (runs > 64) {
    for (const task of scores) for (let run = 0; run < task.length; run++) scratch[filled++] = task[run];
    scratch.subarray(0, runs).sort();
    return runs;
  }
  // insertion sort: for this few runs much faster than the built-in one
  for (const task of scores)
    for (let run = 0; run < task.length; run++, filled++) {
      const score = task[run];
      let at = filled;
      for (; at > 0 && scratch[at - 1] > score; at--) scratch[at] = scratch[at - 1];
      scratch[at] = score;
    }
  return runs;
}
