import { anyNumber, defineTransform, fail } from "../../src/core/index.ts";

/** Clamp: a reward cut to a range. */
export const clamp = defineTransform({
  id: "transform/clamp-v1",
  summary: "The reward, at least low and at most high.",
  inputs: {},
  params: { low: -1, high: 1 },
  limits: { low: anyNumber, high: anyNumber },
  validate({ low, high }) {
    if (low > high)
      fail("params/invalid", {
        given: `low ${low} and high ${high} for transform/clamp-v1`,
        expected: "low at most high",
      });
  },
  create: ({ low, high }) => ({
    apply({ rows, values }, out) {
      for (let row = 0; row < rows; row++) out[row] = Math.min(high, Math.max(low, values[row]));
    },
  }),
});
