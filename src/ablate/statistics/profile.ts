/**
 * Performance profiles: the share of runs that score above tau, for every tau (Dolan and Moré 2002, arXiv:cs/0102001;
 * of runs as in Agarwal et al. 2021, arXiv:2108.13264, section 4.2).
 */
import { type BootstrapOptions, bootstrapInterval, drawIndices } from "./bootstrap.ts";
import type { Estimate, Scores } from "./scores.ts";
import { meanOf } from "./values.ts";

export interface ProfilePoint extends Estimate {
  readonly tau: number;
}

/** The share of runs above each tau, with a pointwise interval. Default of `resamples`: 2,000. */
export const performanceProfile = (scores: Scores, taus: readonly number[], options: BootstrapOptions) =>
  profile(scores, taus, shareAbove, options);

/** The share of tasks whose mean is above each tau. Default of `resamples`: 2,000. */
export const taskMeanProfile = (scores: Scores, taus: readonly number[], options: BootstrapOptions) =>
  profile(scores, taus, tasksAbove, options);

function profile(
  scores: Scores,
  taus: readonly number[],
  share: (scores: Scores, tau: number) => number,
  options: BootstrapOptions,
): readonly ProfilePoint[] {
  const indices = options.indices ?? drawIndices(scores, { resamples: 2_000, ...options });
  return taus.map((tau) => ({
    tau,
    ...bootstrapInterval(scores, (resample) => share(resample, tau), { ...options, indices }),
  }));
}

function shareAbove(scores: Scores, tau: number): number {
  let above = 0;
  let runs = 0;
  for (const task of scores) {
    for (let run = 0; run < task.length; run++) if (task[run] > tau) above++;
    runs += task.length;
  }
  return above / runs;
}

function tasksAbove(scores: Scores, tau: number): number {
  let above = 0;
  for (const runs of scores) if (meanOf(runs) > tau) above++;
  return above / scores.length;
}
