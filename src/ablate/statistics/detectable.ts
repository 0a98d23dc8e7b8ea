import { studentQuantile } from "./distributions.ts";
import type { Interval } from "./scores.ts";

/**
 * The minimum detectable effect: the smallest true difference for which an interval of this width excludes 0 with
 * probability `power`. It is half the width plus the standard error times the t-quantile of `power` (Bloom 1995,
 * "Minimum detectable effects", Evaluation Review 19(5)). The standard error is derived from the width.
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
