import { defineReward } from "../../src/core/index.ts";

/** Upright: near 1 while the pole stands still over the middle of the rail. */
export const upright = defineReward({
  id: "shaped/upright-v1",
  summary: "Height of the pole, dimmed by distance from the middle.",
  inputs: { features: ["upright", "offset"] },
  params: { margin: 2 }, // [m]
  limits: { margin: [1e-6, 1e6] },
  create: ({ margin }) => ({
    evaluate({ features: { upright, offset } }, out) {
      for (let row = 0; row < out.length; row++)
        out[row] = upright[row] * (1 - Math.min(1, Math.abs(offset[row]) / margin) / 2);
    },
  }),
});
