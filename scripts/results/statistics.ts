import { generator } from "../../src/core/index.ts";

/** Interquartile mean: the mean of the middle half, a quarter trimmed off each end. */
export function interquartileMean(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length / 4);
  const middle = sorted.slice(cut, sorted.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
};

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Percentile bootstrap interval, 95 %, of a statistic of runs (Efron 1979), seeded. */
export function bootstrap(
  values: readonly number[],
  statistic: (values: readonly number[]) => number,
  resamples = 20_000,
): Interval {
  const rng = generator(0, "bootstrap");
  const drawn = Array.from({ length: resamples }, () =>
    statistic(values.map(() => values[rng.integer(values.length)])),
  ).sort((a, b) => a - b);
  return { low: drawn[Math.floor(0.025 * resamples)], high: drawn[Math.ceil(0.975 * resamples) - 1] };
}
