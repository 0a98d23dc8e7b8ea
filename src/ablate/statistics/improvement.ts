/**
 * The probability that a run of x beats a run of y: Mann and Whitney's U divided by the number of pairs, a tie counting
 * half, averaged over tasks (Agarwal et al. 2021, arXiv:2108.13264, section 4.3; Mann and Whitney 1947).
 */
import { fail } from "../../core/index.ts";
import { type BootstrapOptions, drawIndices, percentileInterval, resampler } from "./bootstrap.ts";
import { checkScores, type Estimate, type Scores } from "./scores.ts";

/** Between 0 and 1; a half if neither is better. The numbers of runs may differ; the tasks must be the same. */
export function probabilityOfImprovement(x: Scores, y: Scores): number {
  let sum = 0;
  for (let task = 0; task < x.length; task++) sum += shareWon(x[task], y[task]);
  return sum / x.length;
}

function shareWon(x: readonly number[], y: readonly number[]): number {
  let halves = 0;
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < y.length; j++) halves += x[i] > y[j] ? 2 : x[i] === y[j] ? 1 : 0;
  return halves / (2 * x.length * y.length);
}

export interface ImprovementOptions extends Omit<BootstrapOptions, "indices" | "expanded"> {
  readonly indices?: readonly [x: ArrayLike<number>, y: ArrayLike<number>];
}

/** The same with its interval; x and y are resampled independently, each with its own `indices`. */
export function improvementInterval(x: Scores, y: Scores, options: ImprovementOptions): Estimate {
  checkScores(x);
  checkScores(y);
  if (x.length !== y.length)
    fail("statistics/scores", { given: `${x.length} tasks beside ${y.length}`, expected: "the same tasks" });
  const { indices, ...drawing } = options;
  const [ofX, ofY] = indices ?? [drawIndices(x, drawing, "x"), drawIndices(y, drawing, "y")];
  const [nextX, nextY] = [resampler(x, ofX), resampler(y, ofY)];
  const resamples = ofX.length / x.reduce((sum, runs) => sum + runs.length, 0);
  const drawn = Float64Array.from({ length: resamples }, () => probabilityOfImprovement(nextX(), nextY()));
  return { value: probabilityOfImprovement(x, y), ...percentileInterval(drawn, x, drawing) };
}
