import { defineTransform, snapshot } from "../../src/core/index.ts";

/** Below this share of the mean, a spread is rounding error. */
const noSpread = 1e-9;

/**
 * Normalise: a reward divided by the standard deviation of all its values so far, those of these rows included; with
 * `centre`, less their mean. Values that never varied are not divided. What counts as "so far" grows while training
 * only, so evaluation and re-scoring use what training saw.
 * Moments are merged by the pairwise rule of Chan, Golub and LeVeque (1983).
 */
export const normalise = defineTransform({
  id: "transform/normalise-v2",
  summary: "The reward over its running standard deviation.",
  inputs: { history: true },
  params: { centre: false },
  create({ centre }) {
    const seen = new Float64Array(3); // count, mean, sum of squared deviations from it
    const merged = new Float64Array(3); // the same with these rows

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

      const count = seen[0] + rows;
      const apart = mean - seen[1];
      merged[0] = count;
      merged[1] = seen[1] + (apart * rows) / count;
      merged[2] = seen[2] + (squares + (apart * apart * seen[0] * rows) / count);
    }

    return {
      apply({ rows, present, values }, out) {
        merge(values, present);
        const [count, mean, squares] = merged;
        const deviation = Math.sqrt(squares / Math.max(1, count));
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
