/** Sample-efficiency curves: an aggregate of runs at every point of training (Agarwal et al. 2021, arXiv:2108.13264). */
import { fail } from "../../core/index.ts";
import { type BootstrapOptions, bootstrapInterval, drawIndices } from "./bootstrap.ts";
import type { Estimate, Scores, Statistic } from "./scores.ts";

/** `curves[task][run][point]`, all runs at the same points. */
export type Curves = readonly Scores[];

/**
 * The aggregate at every point, with a pointwise interval; whole curves are resampled. Default of `resamples`: 2,000.
 */
export function sampleEfficiency(curves: Curves, statistic: Statistic, options: BootstrapOptions): readonly Estimate[] {
  const points = curves[0]?.[0]?.length ?? 0;
  const other = curves.flat().find((curve) => curve.length !== points);
  if (other)
    fail("statistics/scores", {
      given: `curves of ${points} and of ${other.length} points`,
      expected: "all curves at the same points of training",
    });
  const scoresAt = (point: number): Scores => curves.map((runs) => runs.map((curve) => curve[point]));
  const indices = options.indices ?? drawIndices(scoresAt(0), { resamples: 2_000, ...options });
  return Array.from({ length: points }, (_, point) =>
    bootstrapInterval(scoresAt(point), statistic, { ...options, indices }),
  );
}
