import { defineReward } from "../../src/core/index.ts";
import { keyOf, requireWidths, visits } from "./visits.ts";

/**
 * Counts: 1 / sqrt(1 + n) for coming to a place that training has come to n times before, where places are named features
 * in bins (Strehl and Littman 2008; Bellemare et al. 2016, arXiv 1606.01868).
 */
export const counts = defineReward({
  id: "intrinsic/counts-v1",
  summary: "1 / sqrt(1 + n) for a place that training has come to n times, by features in bins.",
  inputs: ({ features }) => ({ features }),
  params: { features: ["success"] as readonly string[], widths: [0.1] as readonly number[], most: 1_000_000 }, // widths of bins in the features' units, or one for all
  limits: {
    features: { form: 'names of features: ["x", "y"]' },
    widths: { each: [1e-9, 1e9], length: [1, 100] },
    most: { whole: [1, 100_000_000] },
  },
  validate: ({ features, widths }) => requireWidths(features, widths),
  create({ features, widths, most }) {
    const known = visits(most);
    const key = keyOf(features, widths);
    return {
      evaluate({ features: columns }, out) {
        for (let row = 0; row < out.length; row++) out[row] = 1 / Math.sqrt(1 + known.of(key(columns, row)));
      },
      learn({ rows, present, features: columns }) {
        for (let row = 0; row < rows; row++) if (present[row]) known.add(key(columns, row));
        return { places: known.size };
      },
      save: known.save,
      load: known.load,
    };
  },
});
