import { assert, defineTransform, seatMemory } from "../../src/core/index.ts";
import { seatChance } from "./chance.ts";

/**
 * Verified: a learned reward, and in a share of the episodes the verified one beside it, where checking every episode
 * would cost too much. Which episodes are checked follows from the run's seed, the seat and how many it has had.
 * Cheng et al. (2025), PURE, arXiv 2504.15275.
 */
export const verified = defineTransform({
  id: "transform/verified-v1",
  summary: "`learned`, plus `verified` in a share of the episodes.",
  inputs: { named: ["learned", "verified"], history: true },
  params: { share: 0 },
  limits: { share: [0, 1] },
  create({ share }, host) {
    const chance = seatChance(host, "verified");
    const checked = new Uint8Array(host.seats); // of the seat's episode: 0 not decided, 1 not checked, 2 checked
    return {
      apply({ steps, seats, present, values: { learned, verified }, terminated, truncated }, out) {
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            if (present[row] && checked[seat] === 0) checked[seat] = chance.uniform(seat) < share ? 2 : 1;
            out[row] = learned[row] + (checked[seat] === 2 ? verified[row] : 0);
            if (terminated[row] || truncated[row]) checked[seat] = 0;
          }
      },
      ...seatMemory(host.seats, chance.states, checked),
    };
  },
});
