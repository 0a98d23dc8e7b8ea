import { achievementScore } from "./achievements.ts";
import { type Estimate, estimate } from "./estimate.ts";
import type { EpisodeResult } from "./returns.ts";

export { type Estimate, estimate } from "./estimate.ts";

export interface Summary {
  readonly episodes: number;
  readonly return: Estimate;
  readonly score: Estimate;
  readonly steps: Estimate;
  /** The env's further yardsticks, by name. */
  readonly yardsticks: { readonly [name: string]: Estimate };
  /** Of all achievements together, in percent, where the env has such: see `achievementScore`. */
  readonly achievements?: Estimate;
  /** Sums of the watched rewards, by name. */
  readonly watched: { readonly [name: string]: Estimate };
}

/**
 * @param maxSteps the longest that an episode can be
 * @param achievements names of the yardsticks that are such
 */
export const summarize = (
  results: readonly EpisodeResult[],
  maxSteps: number,
  achievements: readonly string[] = [],
): Summary => ({
  episodes: results.length,
  return: estimate(results.map((result) => result.return)),
  score: estimate(
    results.map((result) => result.score),
    { least: 0, most: 1 },
  ),
  steps: estimate(
    results.map((result) => result.steps),
    { least: 1, most: maxSteps },
  ),
  yardsticks: estimates(results.map(({ yardsticks }) => yardsticks)),
  ...(achievements.length > 0 && {
    achievements: achievementScore(
      results.map(({ yardsticks }) => yardsticks),
      achievements,
    ),
  }),
  watched: estimates(results.map(({ watched }) => watched)),
});

/** Estimates by name of what every episode has by name. */
const estimates = (values: readonly { readonly [name: string]: number }[]): { readonly [name: string]: Estimate } =>
  Object.fromEntries(Object.keys(values[0]).map((name) => [name, estimate(values.map((value) => value[name]))]));
