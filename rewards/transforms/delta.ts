import { assert, defineTransform, seatMemory } from "../../src/core/index.ts";

/**
 * Delta: each reward less the next one, so that an episode's total is its first reward, however long it is. A step's
 * payment comes one step later, when the next reward is known; the last reward is paid as it is, where the episode ends.
 * Gao et al. (2024), arXiv 2410.15115.
 */
export const delta = defineTransform({
  id: "transform/delta-v1",
  summary: "Each reward less the next one, paid a step later: an episode's total is its first reward.",
  inputs: { history: true },
  create(_, host) {
    const previous = new Float64Array(host.seats);
    const begun = new Uint8Array(host.seats); // 1 where `previous` is of the same episode
    return {
      apply({ steps, seats, values, terminated, truncated }, out) {
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            const ended = terminated[row] || truncated[row];
            out[row] = (begun[seat] ? previous[seat] - values[row] : 0) + (ended ? values[row] : 0);
            previous[seat] = ended ? 0 : values[row];
            begun[seat] = ended ? 0 : 1;
          }
      },
      ...seatMemory(host.seats, previous, begun),
    };
  },
});
