import { assert, defineReward, seatMemory } from "../../src/core/index.ts";

/** Offences, what each multiplies the score by (CARLA leaderboard 1.0 and 2.0), and what it adds to the divisor (2.1). */
const offences = {
  pedestrianCollision: [0.5, 1],
  vehicleCollision: [0.6, 0.7],
  staticCollision: [0.65, 0.6],
  redLight: [0.7, 0.4],
  stopSign: [0.8, 0.25],
  scenarioTimeout: [0.7, 0.4],
  yieldMissed: [0.7, 0.4],
} as const;
type Offence = keyof typeof offences;
const names = Object.keys(offences) as Offence[];
const sinceTwo: readonly Offence[] = ["scenarioTimeout", "yieldMissed"];

/**
 * CARLA's driving score over 100, paid once, in an episode's last row: the share of the route that was completed, times a
 * penalty for offences. Terms: `completion`, and what each offence took from it. Until version 2.0 each offence multiplies
 * the score, so a driver who goes on after one can only lose; 2.1 divides by 1 plus their weights instead. Driving outside
 * the lanes multiplies by the share of the way inside. Slowness is measured against the traffic's speed, since 2.0.
 * Source: leaderboard.carla.org, "Metrics", versions 1.0, 2.0 and 2.1.
 */
export const carlaScore = defineReward({
  id: "sparse/carla-score-v1",
  summary: "CARLA's driving score over 100, at the episode's end.",
  inputs: { features: ["progress", "outside", "pace"], events: names, history: true },
  params: { version: "2.1" as "1.0" | "2.0" | "2.1" },
  limits: { version: ["1.0", "2.0", "2.1"] },
  terms: ["completion", "outside", "slowness", ...names],
  create({ version }, host) {
    const counts = new Int32Array(host.seats * names.length);
    const counted = names.map((name) => (version === "1.0" && sinceTwo.includes(name) ? 0 : 1));
    const divides = version === "2.1";
    return {
      evaluate({ features: now, events, steps, seats, terminated, truncated }, out) {
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            const first = seat * names.length;
            for (let i = 0; i < names.length; i++) counts[first + i] += counted[i] * events[names[i]][row];
            if (!terminated[row] && !truncated[row]) {
              out.completion[row] = out.outside[row] = out.slowness[row] = 0;
              for (const name of names) out[name][row] = 0;
              continue;
            }
            const completion = now.progress[row];
            const slow = version === "1.0" ? 0 : 1 - now.pace[row];
            let left = completion * (1 - now.outside[row]);
            out.completion[row] = completion;
            out.outside[row] = left - completion;
            let divisor = 1;
            const take = (share: number, weight: number): number => {
              const before = left;
              left *= divides ? divisor / (divisor + weight) : share;
              divisor += weight;
              return left - before;
            };
            out.slowness[row] = take(1 - 0.3 * slow, 0.4 * slow);
            for (let i = 0; i < names.length; i++) {
              const [share, weight] = offences[names[i]];
              const count = counts[first + i];
              out[names[i]][row] = take(share ** count, weight * count);
            }
            counts.fill(0, first, first + names.length);
          }
      },
      ...seatMemory(host.seats, counts),
    };
  },
});
