/** Samples that smoothing looks at, at most: nuPlan's window of a Savitzky-Golay filter. */
export const mostSmoothed = 15;

/**
 * Weights of the newest value of a least-squares parabola through the last n samples, the newest first: a Savitzky-Golay
 * filter of order 2 at the end of its window (Savitzky and Golay 1964). Three samples or fewer are met exactly.
 */
const weights: readonly Float64Array[] = Array.from({ length: mostSmoothed + 1 }, (_, n) => weightsOf(n));

function weightsOf(n: number): Float64Array {
  if (n <= 3) return Float64Array.from({ length: n }, (_, i) => Number(i === 0));
  let [s1, s2, s3, s4] = [0, 0, 0, 0];
  for (let x = 0; x < n; x++) {
    s1 += x;
    s2 += x ** 2;
    s3 += x ** 3;
    s4 += x ** 4;
  }
  // The first row of the inverse of [[n, s1, s2], [s1, s2, s3], [s2, s3, s4]], which is the value at x = 0.
  const [a, b, c] = [s2 * s4 - s3 * s3, s2 * s3 - s1 * s4, s1 * s3 - s2 * s2];
  const determinant = n * a + s1 * b + s2 * c;
  return Float64Array.from({ length: n }, (_, x) => (a + b * x + c * x * x) / determinant);
}

/** The newest of `count` samples, smoothed; they lie at `start`, the newest first. */
export function endOfParabola(samples: Float64Array, start: number, count: number): number {
  const weight = weights[count];
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weight[i] * samples[start + i];
  return sum;
}
