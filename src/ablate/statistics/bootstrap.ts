/**
 * Intervals by the stratified percentile bootstrap: runs are resampled with replacement within each task
 * (Efron 1979; stratified as in Agarwal et al. 2021, arXiv:2108.13264, section 4.1).
 */
import { fail, generator } from "../../core/index.ts";
import { expandedConfidence } from "./few-runs.ts";
import { checkScores, type Estimate, type Interval, type Scores, type Statistic } from "./scores.ts";
import { quantileOf } from "./values.ts";

export interface BootstrapOptions {
  readonly seed: number;
  /** Default 20,000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** Widens the interval so that its coverage is closer to nominal with few runs; default false, as in rliable. */
  readonly expanded?: boolean;
  /** The runs in each resample, `[resamples, tasks, runs]`, instead of random ones. */
  readonly indices?: ArrayLike<number>;
}

/** A statistic of scores and its interval. */
export function bootstrapInterval(scores: Scores, statistic: Statistic, options: BootstrapOptions): Estimate {
  checkScores(scores);
  const drawn = resampled(scores, statistic, options.indices ?? drawIndices(scores, options));
  return { value: statistic(scores), ...percentileInterval(drawn, scores, options) };
}

/** Draws runs, `[resamples, tasks, runs]`. Scores of the same shape get the same draws and so are resampled together. */
export function drawIndices(
  scores: Scores,
  { seed, resamples = 20_000 }: BootstrapOptions,
  ...path: readonly string[]
): Int32Array {
  const rng = generator(seed, "bootstrap", ...path);
  const indices = new Int32Array(resamples * runsIn(scores));
  for (let at = 0; at < indices.length; )
    for (let task = 0; task < scores.length; task++)
      for (let run = 0; run < scores[task].length; run++) indices[at++] = rng.integer(scores[task].length);
  return indices;
}

/** The statistic of every resample. */
export function resampled(scores: Scores, statistic: Statistic, indices: ArrayLike<number>): Float64Array {
  const next = resampler(scores, indices);
  return Float64Array.from({ length: indices.length / runsIn(scores) }, () => statistic(next()));
}

/** Yields one resample after another, always in the same array. */
export function resampler(scores: Scores, indices: ArrayLike<number>): () => Scores {
  const resample = scores.map((runs) => [...runs]);
  let at = 0;
  return () => {
    for (let task = 0; task < scores.length; task++) {
      const [from, to] = [scores[task], resample[task]];
      for (let run = 0; run < to.length; run++) to[run] = from[indices[at++]];
    }
    return resample;
  };
}

/** The interval that holds the middle `confidence` of the resampled statistics; sorts them in place. */
export function percentileInterval(
  drawn: Float64Array,
  scores: Scores,
  { confidence = 0.95, expanded = false }: BootstrapOptions,
): Interval {
  checkConfidence(confidence);
  drawn.sort();
  const tail = (1 - (expanded ? expandedConfidence(confidence, scores) : confidence)) / 2;
  return { low: quantileOf(drawn, tail), high: quantileOf(drawn, 1 - tail) };
}

/** @throws params/invalid */
export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1))
    fail("params/invalid", { given: `a confidence of ${confidence}`, expected: "a number between 0 and 1" });
}

const runsIn = (scores: Scores) => scores.reduce((sum, runs) => sum + runs.length, 0);
