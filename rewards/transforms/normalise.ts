import { defineTransform, snapshot } from "../../src/core/index.ts";
import { deviationOf, mergeMoments, momentsSize } from "./moments.ts";

/** Below this share of the mean, a spread is rounding error. */
const noSpread = 1e-9;

/**
 * Normalise: a reward divided by the standard deviation of all its values so far, those of these rows included; with
 * `centre`, less their mean. Values that never varied are not divided. What counts as "so far" grows while training
 * only, so evaluation and re-scoring use what training saw.
 */
export const normalise = defineTransform({
  id: "transform/normalise-v2",
  summary: "The reward over its running standard deviation.",
  inputs: { history: true },
  params: { centre: false },
  create({ centre }) {
    const seen = new Float64Array(momentsSize);
    const merged = new Float64Array(momentsSize); // with these rows

    function merge(values: Float64Array, present: Uint8Array): void {
      let [rows, sum] = [0, 0];
      for (let row = 0; row < present.length; row++)
        if (present[row]) {
          rows++;
          sum += values[row];
        }
      merged.set(seen);
      if (rows === 0) return;
      const mean = sum / rows;
      let squares = 0;
      for (let row = 0; row < present.length; row++) if (present[row]) squares += (values[row] - mean) ** 2;
      mergeMoments(seen, rows, mean, squares, merged);
    }

    return {
      apply({ rows, present, values }, out) {
        merge(values, present);
        const mean = merged[1];
        const deviation = deviationOf(merged);
        const unit = deviation > noSpread * Math.abs(mean) ? deviation : 1;
        const origin = centre ? mean : 0;
        for (let row = 0; row < rows; row++) out[row] = (values[row] - origin) / unit;
      },
      learn({ present, values }) {
        merge(values, present);
        seen.set(merged);
      },
      ...snapshot(seen),
    };
  },
});
