/** Abramowitz and Stegun 1964, "Handbook of mathematical functions", chapter 26. */

/** The cumulative distribution function of the standard normal; absolute error under 1e-15 (26.2.11). */
export function normalBelow(x: number): number {
  if (Math.abs(x) > 9) return x < 0 ? 0 : 1;
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > 1e-17; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The cumulative distribution function of Student's t for whole degrees of freedom; a finite sum (26.7.3 and 26.7.4). */
export function studentBelow(x: number, degrees: number): number {
  const angle = Math.atan(x / Math.sqrt(degrees));
  const square = Math.cos(angle) ** 2;
  const odd = degrees % 2;
  let term = odd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let n = odd + 2; n <= degrees; n += 2) {
    sum += term;
    term *= (square * (n - 1)) / n;
  }
  const within = Math.sin(angle) * sum; // probability of (-x, x), with the sign of x
  return 0.5 + (odd ? (angle + within) / Math.PI : within / 2);
}

/** The quantile of Student's t; by bisection. */
export function studentQuantile(probability: number, degrees: number): number {
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees);
  if (probability === 1) return Number.POSITIVE_INFINITY;
  let high = 1;
  while (studentBelow(high, degrees) < probability) high *= 2;
  let low = 0;
  for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2)
    if (studentBelow(middle, degrees) < probability) low = middle;
    else high = middle;
  return high;
}
