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
  const seenRows = seen[0];
  const count = seenRows + rows;
  const apart = mean - seen[1];
  into[0] = count;
  into[1] = seen[1] + (apart * rows) / count;
  into[2] = seen[2] + (squares + (apart * apart * seenRows * rows) / count);
}

export const deviationOf = (moments: Float64Array): number => Math.sqrt(moments[2] / Math.max(1, moments[0]));
