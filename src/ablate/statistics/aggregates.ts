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

/** Median over tasks of each task's mean; so of one task its mean. */
export const median = (scores: Scores): number => medianOf(scores.map(meanOf));

/** Mean of the middle half of all runs of all tasks: a quarter, rounded down, is trimmed off each end. */
export function interquartileMean(scores: Scores): number {
  const sorted = flat(scores).sort();
  const cut = Math.floor(sorted.length / 4);
  let sum = 0;
  for (let i = cut; i < sorted.length - cut; i++) sum += sorted[i];
  return sum / (sorted.length - 2 * cut);
}

/** By how much runs fall short of `gamma` on average, those beyond it counted as being at it. Less is better. */
export function optimalityGap(scores: Scores, gamma = 1): number {
  let sum = 0;
  let runs = 0;
  for (const task of scores) {
    for (let run = 0; run < task.length; run++) sum += Math.min(task[run], gamma);
    runs += task.length;
  }
  return gamma - sum / runs;
}

function flat(scores: Scores): Float64Array {
  let size = 0;
  for (const runs of scores) size += runs.length;
  const values = new Float64Array(size);
  let at = 0;
  for (const runs of scores) for (let run = 0; run < runs.length; run++) values[at++] = runs[run];
  return values;
}
