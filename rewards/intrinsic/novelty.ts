import { assert, defineReward } from "../../src/core/index.ts";
import { keyOf, requireWidths, type Visits, visits } from "./visits.ts";

/**
 * Novelty: 1 / sqrt(n) for being at a place for the nth time in this episode, where places are named features in bins. It
 * forgets with the episode, so it never dries up.
 */
export const novelty = defineReward({
  id: "intrinsic/novelty-v1",
  summary: "1 / sqrt(n) for a place that this episode comes to for the nth time, by features in bins.",
  inputs: ({ features }) => ({ features, history: true }),
  params: { features: ["success"] as readonly string[], widths: [0.1] as readonly number[], most: 100_000 }, // widths of bins in the features' units, or one for all
  limits: {
    features: { form: 'names of features: ["x", "y"]' },
    widths: { each: [1e-9, 1e9], length: [1, 100] },
    most: { whole: [1, 100_000_000] },
  },
  validate: ({ features, widths }) => requireWidths(features, widths),
  create({ features, widths, most }, host) {
    const fresh = () => visits(most);
    const seen: Visits[] = Array.from({ length: host.seats }, fresh);
    const key = keyOf(features, widths);
    return {
      evaluate({ features: columns, steps, seats, terminated, truncated }, out) {
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            const place = key(columns, row);
            seen[seat].add(place);
            out[row] = 1 / Math.sqrt(Math.max(1, seen[seat].of(place)));
            if (terminated[row] || truncated[row]) seen[seat] = fresh();
          }
      },
      saveSeat: (seat) => seen[seat].save(),
      loadSeat(seat, bytes) {
        const next = fresh();
        if (bytes) next.load(bytes);
        seen[seat] = next;
      },
    };
  },
});
