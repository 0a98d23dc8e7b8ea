import { defineTransform } from "../../src/core/index.ts";
import { type ContextKind, contextInputs, contextKinds, contextsOf, ledger } from "./contexts.ts";
import { logistic } from "./logistic.ts";
import { deviationOf, mergeMoments, momentsSize } from "./moments.ts";

/**
 * Dynamic scale: more weight for rows that are hard, and for contexts in which the policy is far from the mark:
 * reward * s(hardness) / s(mean hardness of these rows) * s(mean gap of these rows) / s(mean gap of the context so far),
 * with the logistic function s. Gaps farther than `outlier` deviations from their mean do not count.
 * Cheng et al. (2025), DR-IRL, arXiv 2503.18991, where advantages are scaled so.
 */
export const dynamicScale = defineTransform({
  id: "transform/dynamic-scale-v1",
  summary: "`reward`, scaled up where `hardness` is above its mean, and by the `gap` that is left in its context.",
  inputs: (params) => ({ named: ["reward", "hardness", "gap"], ...contextInputs(params) }),
  params: { context: "task" as ContextKind, feature: "success" as string, outlier: 3 },
  limits: { context: contextKinds, outlier: [0, 1e300] },
  create(params) {
    const keysIn = contextsOf(params);
    const seen = ledger(momentsSize);
    const none = new Float64Array(momentsSize);

    /** The mean of a column where somebody was present; with a limit, of what is not farther from it in deviations. */
    function meanOf(values: Float64Array, present: Uint8Array, outlier = Number.POSITIVE_INFINITY): number {
      const all = new Float64Array(momentsSize);
      for (let row = 0; row < values.length; row++) if (present[row]) mergeMoments(all, 1, values[row], 0, all);
      const reach = outlier * deviationOf(all);
      if (!(reach < Number.POSITIVE_INFINITY)) return all[1];
      let [sum, count] = [0, 0];
      for (let row = 0; row < values.length; row++)
        if (present[row] && Math.abs(values[row] - all[1]) <= reach) {
          sum += values[row];
          count++;
        }
      return count ? sum / count : all[1];
    }

    return {
      apply(batch, out) {
        const { rows, present, values } = batch;
        const { reward, hardness, gap } = values;
        const keyOf = keysIn(batch);
        const usual = logistic(meanOf(hardness, present));
        const left = logistic(meanOf(gap, present, params.outlier));
        for (let row = 0; row < rows; row++) {
          const known = seen.get(keyOf(row)) ?? none;
          out[row] = reward[row] * (logistic(hardness[row]) / usual) * (known[0] ? left / logistic(known[1]) : 1);
        }
      },
      learn(batch) {
        const keyOf = keysIn(batch);
        for (let row = 0; row < batch.rows; row++)
          if (batch.present[row]) {
            const known = seen.at(keyOf(row));
            mergeMoments(known, 1, batch.values.gap[row], 0, known);
          }
        return undefined;
      },
      save: seen.save,
      load: seen.load,
    };
  },
});
