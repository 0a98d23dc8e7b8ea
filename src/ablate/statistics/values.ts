export function meanOf(values: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** The middle value, or the mean of the middle two. */
export const medianOf = (values: readonly number[]): number => quantileOf(Float64Array.from(values).sort(), 0.5);

/** Standard deviation of a sample, with Bessel's correction. */
export function deviationOf(values: ArrayLike<number>): number {
  let mean = 0;
  let squares = 0;
  // Welford (1962), Technometrics 4(3)
  for (let i = 0; i < values.length; i++) {
    const step = values[i] - mean;
    mean += step / (i + 1);
    squares += step * (values[i] - mean);
  }
  return Math.sqrt(squares / (values.length - 1));
}

/** A quantile of ascending values, interpolated (type 7 of Hyndman and Fan 1996; NumPy's default). */
export function quantileOf(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (ascending[above] - ascending[below]) * (at - below);
}
