import { assert, defineTransform, seatMemory } from "../../src/core/index.ts";

/**
 * Delay: pays the sum of the last rewards every N steps of an episode and at its end, and nothing in between. The total
 * of an episode stays the same. Unpaid rewards are carried into the next rollout.
 */
export const delay = defineTransform({
  id: "transform/delay-v1",
  summary: "The sum of the last rewards, every `steps` steps and at the episode's end.",
  inputs: { history: true },
  params: { steps: 10 },
  limits: { steps: { whole: [1, 1e9] } },
  create({ steps: period }, host) {
    const owed = new Float64Array(host.seats);
    const waited = new Int32Array(host.seats); // steps since the last payment
    return {
      apply({ steps, seats, values, terminated, truncated }, out) {
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            owed[seat] += values[row];
            waited[seat]++;
            const due = waited[seat] >= period || terminated[row] || truncated[row];
            out[row] = due ? owed[seat] : 0;
            if (due) owed[seat] = waited[seat] = 0;
          }
      },
      ...seatMemory(host.seats, owed, waited),
    };
  },
});
