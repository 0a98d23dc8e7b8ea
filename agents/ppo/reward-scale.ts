import type { Rollout } from "../../src/core/index.ts";
import { runningMoments } from "../networks/running.ts";

/**
 * Rewards divided by the running deviation of the discounted return, and clipped: the value function's targets keep one
 * size whatever the reward's unit (Engstrom et al. 2020, arXiv 2005.12729, section 3).
 */
export interface RewardScale {
  /** What rewards were multiplied with last. */
  readonly factor: number;
  /** Scales rewards `[steps * seats]` into `out`. */
  apply(
    rewards: ArrayLike<number>,
    rollout: Pick<Rollout, "terminated" | "truncated" | "present">,
    out: Float64Array,
  ): void;
  save(): Float64Array;
  load(state: Float64Array): void;
}

export function rewardScale(seats: number, gamma: number, clip: number): RewardScale {
  const returns = new Float64Array(seats);
  const moments = runningMoments(1);
  let trace = new Float64Array(0);
  let factor = 1;
  return {
    get factor() {
      return factor;
    },
    apply(rewards, { terminated, truncated, present }, out) {
      const rows = out.length;
      if (trace.length !== rows) trace = new Float64Array(rows);
      let lived = 0;
      for (let row = 0; row < rows; row++) {
        if (present[row] === 0) continue;
        const seat = row % seats;
        returns[seat] = returns[seat] * gamma + rewards[row];
        trace[lived++] = returns[seat];
        if (terminated[row] || truncated[row]) returns[seat] = 0;
      }
      moments.update(trace, lived);
      factor = 1 / Math.sqrt(moments.variance[0] + 1e-8);
      for (let row = 0; row < rows; row++) out[row] = Math.max(-clip, Math.min(clip, rewards[row] * factor));
    },
    save: () => Float64Array.of(...returns, ...moments.save()),
    load(state) {
      returns.set(state.subarray(0, seats));
      moments.load(state.subarray(seats));
    },
  };
}
