import { defineTransform, snapshot } from "../../src/core/index.ts";

/** Below this share of the mean, a spread is rounding error. */
const noSpread = 1e-9;

/**
 * Normalise: a reward divided by the standard deviation of all its values so far, those of this rollout included;
 * with `centre`, less their mean. Values that never varied are not divided.
 * Moments are merged by the pairwise rule of Chan, Golub and LeVeque (1983).
 */
export const normalise = defineTransform({
  id: "transform/normalise-v1",
  summary: "The reward over its running standard deviation.",
  inputs: { history: true },
  params: { centre: false },
  create({ centre }) {
    const seen = new Float64Array(3); // count, mean, sum of squared deviations from it
    return {
      apply({ rows, values }, out) {
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += values[row];
        const mean = sum / rows;
        let squares = 0;
        for (let row = 0; row < rows; row++) squares += (values[row] - mean) ** 2;

        const count = seen[0] + rows;
        const apart = mean - seen[1];
        seen[2] += squares + (apart * apart * seen[0] * rows) / count;
        seen[1] += (apart * rows) / count;
        seen[0] = count;

        const deviation = Math.sqrt(seen[2] / count);
        const unit = deviation > noSpread * Math.abs(seen[1]) ? deviation : 1;
        const origin = centre ? seen[1] : 0;
        for (let row = 0; row < rows; row++) out[row] = (values[row] - origin) / unit;
      },
      ...snapshot(seen),
    };
  },
});
