/**
 * Many variants against one base, with intervals that all hold at once: max-t, by resampling all variants with the same
 * draws of seeds (Westfall and Young 1993, "Resampling-based multiple testing"; Romano and Wolf 2005, Econometrica
 * 73(4)). Bonferroni's percentiles are not used: they ignore that all differences share the base, and lie further out
 * than resamples of few seeds reach.
 */
import { interquartileMean } from "./aggregates.ts";
import { checkConfidence, drawIndices } from "./bootstrap.ts";
import { normalBelow, studentQuantile } from "./distributions.ts";
import { freedomOf } from "./few-runs.ts";
import { holm } from "./holm.ts";
import { type DifferenceOptions, describePairs, drawDifferences, type PairedDifference } from "./paired.ts";
import { checkPairs, type Scores } from "./scores.ts";
import { deviationOf, quantileOf } from "./values.ts";

/** Every variant less the base, same seeds in the same order; p-values are adjusted by Holm. */
export function differencesFrom(
  base: Scores,
  variants: { readonly [name: string]: Scores },
  options: Omit<DifferenceOptions, "expanded">,
): { readonly [name: string]: PairedDifference } {
  const { statistic = interquartileMean, confidence = 0.95, seed } = options;
  checkConfidence(confidence);
  for (const scores of Object.values(variants)) checkPairs(scores, base);
  const indices = options.indices ?? drawIndices(base, options);
  const drawn = Object.values(variants).map((scores) => drawDifferences(scores, base, statistic, indices));
  const pairs = Object.values(variants).map((scores, i) => describePairs(scores, base, statistic, seed, drawn[i]));
  const farthest = quantileOf(
    farthestOf(
      drawn,
      pairs.map(({ value }) => value),
    ),
    confidence,
  );
  // as far out on Student's distribution as that is on the normal one
  const reach = studentQuantile(normalBelow(farthest), freedomOf(base));
  const pValues = holm(pairs.map(({ pValue }) => pValue));
  return Object.fromEntries(
    Object.keys(variants).map((name, i) => {
      const { value, standardError } = pairs[i];
      // 0 times an infinite reach is no number
      const margin = standardError === 0 ? 0 : reach * standardError;
      return [name, { ...pairs[i], pValue: pValues[i], low: value - margin, high: value + margin }];
    }),
  );
}

/** Ascending, of every resample the largest distance of a difference from the one that happened, in its deviations. */
function farthestOf(drawn: readonly Float64Array[], happened: readonly number[]): Float64Array {
  const farthest = new Float64Array(drawn[0]?.length ?? 1);
  drawn.forEach((differences, variant) => {
    const deviation = deviationOf(differences);
    if (deviation === 0) return;
    for (let i = 0; i < farthest.length; i++)
      farthest[i] = Math.max(farthest[i], Math.abs(differences[i] - happened[variant]) / deviation);
  });
  return farthest.sort();
}
