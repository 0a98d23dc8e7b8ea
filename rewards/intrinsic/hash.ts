import { defineReward, generator } from "../../src/core/index.ts";
import { visits } from "./visits.ts";

/**
 * Hash: 1 / sqrt(1 + n) for an observation whose hash training has seen n times. The hash is the signs of random
 * projections, so that observations that are alike often share it (SimHash; Tang et al. 2017, arXiv 1611.04717).
 */
export const hash = defineReward({
  id: "intrinsic/hash-v1",
  summary: "1 / sqrt(1 + n) for an observation whose hash training has seen n times.",
  inputs: { observations: true },
  params: { bits: 32, most: 1_000_000 },
  limits: { bits: { whole: [1, 256] }, most: { whole: [1, 100_000_000] } },
  create({ bits, most }, { seed }) {
    const known = visits(most);
    let projection = new Float32Array(0); // [bits, size], made once the size is known

    function keyOf(observations: Float32Array, size: number, row: number): string {
      if (projection.length !== bits * size) {
        const rng = generator(seed, "hash");
        projection = Float32Array.from({ length: bits * size }, () => rng.normal());
      }
      let key = "";
      for (let bit = 0, at = 0; bit < bits; bit++) {
        let sum = 0;
        for (let i = row * size; i < (row + 1) * size; i++) sum += projection[at++] * observations[i];
        key += sum >= 0 ? "1" : "0";
      }
      return key;
    }

    return {
      evaluate({ observations, observationSize }, out) {
        for (let row = 0; row < out.length; row++)
          out[row] = 1 / Math.sqrt(1 + known.of(keyOf(observations, observationSize, row)));
      },
      learn({ rows, present, observations, observationSize }) {
        for (let row = 0; row < rows; row++) if (present[row]) known.add(keyOf(observations, observationSize, row));
        return { hashes: known.size };
      },
      save: known.save,
      load: known.load,
    };
  },
});
