/** A sample's mean with its interval. */
export interface Estimate {
  readonly mean: number;
  /** Standard error of the mean; absent for a single value. */
  readonly standardError?: number;
  /**
   * 95 % confidence interval of the mean (Student's t), cut off where the scale ends. Absent for values that are all
   * equal, or only one: they do not show how much others would differ.
   */
  readonly low?: number;
  readonly high?: number;
}

/** The range of possible values, and so of means. */
interface Scale {
  readonly least: number;
  readonly most: number;
}

const unbounded: Scale = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

export function estimate(values: readonly number[], { least, most }: Scale = unbounded): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean };
  if (values.every((value) => value === values[0])) return { mean: values[0], standardError: 0 };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = Math.sqrt(squares / (count - 1) / count);
  const half = studentQuantile(count - 1) * standardError;
  return { mean, standardError, low: Math.max(least, mean - half), high: Math.min(most, mean + half) };
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
