/** Where moments stand in an array: how many values, their mean, the sum of squared deviations from it. */
export const momentsSize = 3;

/**
 * Writes the moments of two sets of values together; `into` may be one of them.
 * Pairwise rule of Chan, Golub and LeVeque (1983).
 */
export function mergeMoments(
  seen: Float64Array,
  rows: number,
  mean: number,
  squares: number,
  into: Float64Array,
): void {
  const [seenRows, seenMean, seenSquares] = seen;
  const count = seenRows + rows;
  const apart = mean - seenMean;
  into[0] = count;
  into[1] = seenMean + (apart * rows) / count;
  into[2] = seenSquares + (squares + (apart * apart * seenRows * rows) / count);
}

export const deviationOf = ([count, , squares]: Float64Array): number => Math.sqrt(squares / Math.max(1, count));
