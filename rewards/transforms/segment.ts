import { assert, defineTransform, seatMemory, snapshot } from "../../src/core/index.ts";
import { deviationOf, mergeMoments, momentsSize } from "./moments.ts";

/**
 * Segment: pays at the end of each stretch of an episode what its steps were worth together, and nothing in between, so
 * that rewards of several densities can be compared and summed. A stretch ends after so many steps, with the step that
 * changes a feature (a room, a lap) or counts an event, and always with the episode.
 * `zScore` is the sum, less the mean of the segments that training has seen, over their deviation; 0 before the second.
 * Wu et al. (2023), Fine-Grained RLHF, arXiv 2306.01693.
 */
export const segment = defineTransform({
  id: "transform/segment-v1",
  summary: "What a stretch of an episode was worth, paid at its end: its sum, mean, last reward or z-score.",
  inputs: ({ by, feature, event }) => ({
    history: true,
    features: by === "feature" ? [feature] : [],
    events: by === "event" ? [event] : [],
  }),
  params: {
    by: "steps" as "steps" | "feature" | "event" | "episode",
    steps: 10,
    feature: "success" as string,
    event: "" as string,
    pays: "sum" as "sum" | "mean" | "last" | "zScore",
  },
  limits: {
    by: ["steps", "feature", "event", "episode"],
    steps: { whole: [1, 1e9] },
    pays: ["sum", "mean", "last", "zScore"],
  },
  create({ by, steps: period, feature, event, pays }, host) {
    const sums = new Float64Array(host.seats);
    const counts = new Int32Array(host.seats); // steps since the last payment
    const measured = new Float64Array(host.seats); // the feature after the step before
    const begun = new Uint8Array(host.seats); // 1 where `measured` is of the same episode
    const seen = new Float64Array(momentsSize); // of the sums of segments
    let ended: number[] = []; // sums of the segments in these rows

    const worth = (seat: number, last: number): number => {
      if (pays === "sum") return sums[seat];
      if (pays === "mean") return sums[seat] / counts[seat];
      if (pays === "last") return last;
      const deviation = deviationOf(seen);
      return deviation > 0 ? (sums[seat] - seen[1]) / deviation : 0;
    };

    return {
      apply(batch, out) {
        const { steps, seats, present, values, terminated, truncated } = batch;
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        ended = [];
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            const isOver = terminated[row] || truncated[row];
            sums[seat] += values[row];
            counts[seat]++;
            let isDue = isOver || (by === "steps" && counts[seat] >= period);
            if (by === "event") isDue ||= batch.events[event][row] > 0;
            if (by === "feature") {
              const now = batch.features[feature][row];
              isDue ||= begun[seat] === 1 && now !== measured[seat];
              measured[seat] = isOver ? 0 : now;
              begun[seat] = isOver ? 0 : 1;
            }
            out[row] = isDue ? worth(seat, values[row]) : 0;
            if (!isDue) continue;
            if (present[row]) ended.push(sums[seat]);
            sums[seat] = counts[seat] = 0;
          }
      },
      learn() {
        if (pays === "zScore") for (const sum of ended) mergeMoments(seen, 1, sum, 0, seen);
        return undefined;
      },
      ...seatMemory(host.seats, sums, counts, measured, begun),
      ...snapshot(seen),
    };
  },
});
