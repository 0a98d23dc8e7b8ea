import { studentQuantile } from "./distributions.ts";

/**
 * The smallest true difference that as many runs, or pairs of runs, find with a probability of `power`: standard error
 * times the t-quantiles of both risks (Bloom 1995, "Minimum detectable effects", Evaluation Review 19(5)).
 * @param deviation standard deviation of a run, or of the differences between pairs
 * @returns infinity where there are no more runs than tasks
 */
export function minimumDetectableEffect(
  deviation: number,
  runs: number,
  confidence = 0.95,
  power = 0.8,
  tasks = 1,
): number {
  const degrees = runs - tasks;
  if (degrees < 1) return Number.POSITIVE_INFINITY;
  const reach = studentQuantile((1 + confidence) / 2, degrees) + studentQuantile(power, degrees);
  return (reach * deviation) / Math.sqrt(runs);
}
