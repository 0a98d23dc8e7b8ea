import { anyNumber, defineTransform } from "../../src/core/index.ts";

/** Scale: a reward times a factor, plus an offset for every step. */
export const scale = defineTransform({
  id: "transform/scale-v1",
  summary: "factor * reward + offset.",
  inputs: {},
  params: { factor: 1, offset: 0 },
  limits: { factor: anyNumber, offset: anyNumber },
  create: ({ factor, offset }) => ({
    apply({ rows, values }, out) {
      for (let row = 0; row < rows; row++) out[row] = factor * values[row] + offset;
    },
  }),
});
