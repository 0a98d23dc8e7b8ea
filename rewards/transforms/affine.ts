import { defineTransform, fail, pair } from "../../src/core/index.ts";

/** Affine: a line that maps one range onto another, beyond its ends too. */
export const affine = defineTransform({
  id: "transform/affine-v1",
  summary: "The reward, mapped by a line from the range `from` to the range `to`.",
  inputs: {},
  params: { from: [0, 1] as readonly number[], to: [0, 1] as readonly number[] },
  limits: { from: pair, to: pair },
  validate({ from: [low, high] }) {
    if (low === high)
      fail("params/invalid", {
        given: `from ${low} to ${high} for transform/affine-v1`,
        expected: "two ends that differ",
      });
  },
  create: ({ from: [low, high], to: [first, last] }) => ({
    apply({ rows, values }, out) {
      for (let row = 0; row < rows; row++) out[row] = first + ((values[row] - low) / (high - low)) * (last - first);
    },
  }),
});
