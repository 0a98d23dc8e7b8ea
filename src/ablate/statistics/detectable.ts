import { studentQuantile } from "./distributions.ts";
import type { Interval } from "./scores.ts";

/**
 * The smallest true difference that an interval as wide as this leaves out 0 for with a probability of `power`: half
 * the width, plus the standard error times the t-quantile of the other risk (Bloom 1995, "Minimum detectable effects",
 * Evaluation Review 19(5)). The standard error is read off the width.
 * @param degrees of freedom, at least 1
 */
export function minimumDetectableEffect(
  { low, high }: Interval,
  degrees: number,
  confidence = 0.95,
  power = 0.8,
): number {
  const half = (high - low) / 2;
  return half * (1 + studentQuantile(power, degrees) / studentQuantile((1 + confidence) / 2, degrees));
}
