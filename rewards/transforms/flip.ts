import { assert, defineTransform, generator, seatMemory } from "../../src/core/index.ts";
import { seatChance } from "./chance.ts";

/**
 * Flip: a wrong sign, or a wrong label, for a share of steps, of episodes, or of groups of episodes from one start, to
 * learn how much noise an agent stands. Which ones are flipped follows from the run's seed, the seat and how many steps
 * or episodes it has had (of groups, from the seed and the start), so resumed and repeated runs flip the same.
 * Two flips of one run decide alike unless their `stream` differs.
 * Lv et al. (2025), arXiv 2505.22653: whole groups are flipped there.
 */
export const flip = defineTransform({
  id: "transform/flip-v1",
  summary: "The reward, flipped for a share of steps, episodes or groups: -reward, or 1 - reward of a label.",
  inputs: ({ unit }) => ({ history: true, groups: unit === "group" }),
  params: { share: 0, unit: "episode" as "step" | "episode" | "group", of: "sign" as "sign" | "label", stream: 0 },
  limits: { share: [0, 1], unit: ["step", "episode", "group"], of: ["sign", "label"], stream: { whole: [0, 1e9] } },
  create({ share, unit, of, stream }, host) {
    const chance = seatChance(host, "flip", stream);
    const chosen = new Uint8Array(host.seats); // of the seat's episode: 0 not decided, 1 right, 2 flipped
    const ofGroup = (group: number) => generator(host.seed, "flip", stream, "group", group).uniform();
    return {
      apply(batch, out) {
        const { steps, seats, present, values, terminated, truncated } = batch;
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            if (!present[row]) {
              out[row] = 0;
              continue;
            }
            if (unit === "step" || chosen[seat] === 0) {
              const drawn = unit === "group" ? ofGroup(batch.groups[row]) : chance.uniform(seat);
              chosen[seat] = drawn < share ? 2 : 1;
            }
            out[row] = chosen[seat] === 1 ? values[row] : (of === "label" ? 1 : 0) - values[row];
            if (terminated[row] || truncated[row]) chosen[seat] = 0;
          }
      },
      ...seatMemory(host.seats, chance.states, chosen),
    };
  },
});
