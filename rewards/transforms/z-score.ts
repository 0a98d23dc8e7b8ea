import { defineTransform } from "../../src/core/index.ts";
import { type Context, contextInputs, contextsOf, ledger, withStart } from "./contexts.ts";
import { deviationOf, mergeMoments, momentsSize } from "./moments.ts";

/**
 * Z-score: how many standard deviations a reward is above the mean of its context, over all rows so far and these, so
 * that contexts of different scale weigh the same. A start never comes again: there the rows of this rollout count.
 * Deng et al. (2022), RLPrompt, arXiv 2205.12548.
 */
export const zScore = defineTransform({
  id: "transform/z-score-v1",
  summary: "(reward - mean) / deviation, each of the row's context: its task, its start, or a named feature.",
  inputs: contextInputs,
  params: { context: "task" as (typeof withStart)[number], feature: "success" as string, floor: 1e-4 },
  limits: { context: withStart, floor: [1e-12, 1e300] }, // of the deviation
  create(params) {
    const keysIn = contextsOf(params);
    const seen = ledger(momentsSize);
    const none = new Float64Array(momentsSize);

    /** Moments by context with these rows. */
    function merged({ rows, present, values }: Values, keyOf: (row: number) => Context): Map<Context, Float64Array> {
      const own = new Map<Context, Float64Array>();
      for (let row = 0; row < rows; row++) {
        if (!present[row]) continue;
        const key = keyOf(row);
        const one = own.get(key) ?? new Float64Array(momentsSize);
        if (one[0] === 0) own.set(key, one);
        const apart = values[row] - one[1];
        one[1] += apart / ++one[0];
        one[2] += apart * (values[row] - one[1]);
      }
      for (const [key, one] of own) mergeMoments(seen.get(key) ?? none, one[0], one[1], one[2], one);
      return own;
    }

    return {
      apply(batch, out) {
        const keyOf = keysIn(batch);
        const moments = merged(batch, keyOf);
        for (let row = 0; row < batch.rows; row++) {
          const own = moments.get(keyOf(row)) ?? none; // none of an absent seat
          out[row] = (batch.values[row] - own[1]) / Math.max(params.floor, deviationOf(own));
        }
      },
      learn(batch) {
        if (params.context === "start") return undefined;
        for (const [key, moments] of merged(batch, keysIn(batch))) seen.at(key).set(moments);
        return undefined;
      },
      save: seen.save,
      load: seen.load,
    };
  },
});

interface Values {
  readonly rows: number;
  readonly present: Uint8Array;
  readonly values: Float64Array;
}
