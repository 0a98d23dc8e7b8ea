import type { EpisodeResult } from "./returns.ts";

/** A sample's mean and how sure one may be of it. */
export interface Estimate {
  readonly mean: number;
  /** Standard error of the mean; 0 for a single value, of which nothing can be said. */
  readonly standardError: number;
  /** 95 % confidence interval of the mean (Student's t). */
  readonly low: number;
  readonly high: number;
}

export interface Summary {
  readonly episodes: number;
  readonly return: Estimate;
  readonly score: Estimate;
  readonly steps: Estimate;
}

export const summarize = (results: readonly EpisodeResult[]): Summary => ({
  episodes: results.length,
  return: estimate(results.map((result) => result.return)),
  score: estimate(results.map((result) => result.score)),
  steps: estimate(results.map((result) => result.steps)),
});

export function estimate(values: readonly number[]): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = count > 1 ? Math.sqrt(squares / (count - 1) / count) : 0;
  const half = count > 1 ? studentQuantile(count - 1) * standardError : 0;
  return { mean, standardError, low: mean - half, high: mean + half };
}

/** Known for 1 to 4 degrees of freedom, where the series below is too coarse. */
const smallQuantiles = [12.7062, 4.3027, 3.1824, 2.7764];

/** The 97.5 % quantile of Student's t (Abramowitz and Stegun 1964, 26.7.5), within 0.2 %. */
function studentQuantile(freedom: number): number {
  if (freedom <= smallQuantiles.length) return smallQuantiles[freedom - 1];
  const z = 1.959964; // of the normal distribution
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}
