import { defineReward } from "../../src/core/index.ts";

/**
 * Cart-pole's own reward: 1 for every step, the one with the fall too.
 * With `suttonBarto`, that of Barto, Sutton and Anderson (1983): 0, and -1 for the fall.
 * Source: Gymnasium's CartPole-v1 and its option of that name.
 */
export const cartPole = defineReward({
  id: "shaped/cart-pole-v1",
  summary: "1 for every step; or 0, and -1 for the fall.",
  inputs: { features: ["balanced"] },
  params: { suttonBarto: false },
  create: ({ suttonBarto }) => ({
    evaluate({ features: { balanced } }, out) {
      for (let row = 0; row < out.length; row++) out[row] = suttonBarto ? balanced[row] - 1 : 1;
    },
  }),
});
