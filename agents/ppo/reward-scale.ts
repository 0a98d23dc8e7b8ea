import { runningMoments } from "../networks/running.ts";

/**
 * Rewards divided by the running deviation of the discounted return, and clipped: the value function's targets keep one
 * size whatever the reward's unit (Engstrom et al. 2020, arXiv 2005.12729, section 3).
 */
export interface RewardScale {
  /** Scales rewards `[steps * worlds]` into `out`. */
  apply(rewards: ArrayLike<number>, terminated: Uint8Array, truncated: Uint8Array, out: Float64Array): void;
  save(): Float64Array;
  load(state: Float64Array): void;
}

export function rewardScale(worlds: number, gamma: number, clip: number): RewardScale {
  const returns = new Float64Array(worlds);
  const moments = runningMoments(1);
  let trace = new Float64Array(0);
  return {
    apply(rewards, terminated, truncated, out) {
      const rows = out.length;
      if (trace.length !== rows) trace = new Float64Array(rows);
      for (let row = 0; row < rows; row++) {
        const world = row % worlds;
        returns[world] = returns[world] * gamma + rewards[row];
        trace[row] = returns[world];
        if (terminated[row] || truncated[row]) returns[world] = 0;
      }
      moments.update(trace, rows);
      const scale = 1 / Math.sqrt(moments.variance[0] + 1e-8);
      for (let row = 0; row < rows; row++) out[row] = Math.max(-clip, Math.min(clip, rewards[row] * scale));
    },
    save: () => Float64Array.of(...returns, ...moments.save()),
    load(state) {
      returns.set(state.subarray(0, worlds));
      moments.load(state.subarray(worlds));
    },
  };
}
