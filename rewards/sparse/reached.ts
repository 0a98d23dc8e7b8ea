import { anyNumber, assert, defineReward, seatMemory } from "../../src/core/index.ts";

/** Reached: 1 once an episode, when a named feature first comes to a bound; for distances covered and heights climbed. */
export const reached = defineReward({
  id: "sparse/reached-v1",
  summary: "1 once an episode, when a named feature first is at least a bound.",
  inputs: ({ feature }) => ({ features: [feature], history: true }),
  params: { feature: "success" as string, bound: 1 }, // in the feature's unit
  limits: { bound: anyNumber },
  create({ feature, bound }, host) {
    const paid = new Uint8Array(host.seats); // 1 where this episode has been paid for
    return {
      evaluate({ features: { [feature]: values }, steps, seats, terminated, truncated }, out) {
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            out[row] = paid[seat] === 0 && values[row] >= bound ? 1 : 0;
            paid[seat] = terminated[row] || truncated[row] ? 0 : Math.max(paid[seat], out[row]);
          }
      },
      ...seatMemory(host.seats, paid),
    };
  },
});
