import { batchOf, defineAgent, generator, sample, write } from "../src/core/index.ts";

/** Random: every legal action is as likely as any other; unbounded numbers are normal. It looks at nothing. */
export const random = defineAgent({
  id: "baseline/random-v1",
  summary: "Draws actions evenly from those that are legal.",
  async create(_, { action, maskSize, seed }) {
    const rng = generator(seed, "agent");
    const state = new Float32Array(0);
    return {
      stateSize: 0,
      async act({ rows, masks }) {
        const actions = batchOf(action, rows);
        for (let row = 0; row < rows; row++)
          write(action, actions, sample(action, rng, masks.subarray(row * maskSize, (row + 1) * maskSize)), row);
        return { actions, state };
      },
    };
  },
});
