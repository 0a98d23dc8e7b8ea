import type { RecentMeans } from "./recent.ts";
import { activities, type Seconds } from "./seconds.ts";

/** The content of a progress line. */
export interface Progress {
  readonly steps: number;
  readonly budget: number;
  readonly updates: number;
  readonly episodes: number;
  readonly recent: RecentMeans | undefined;
  readonly speed: Speed;
}

export interface Speed {
  /** Over the last updates. */
  readonly stepsPerSecond: number;
  /** Share of time that each activity took over the last updates, in [0, 1]. */
  readonly shares: Seconds;
  /** Until the budget is spent, at this speed. */
  readonly secondsLeft: number;
}

const memory = 0.9; // weight of older updates when a new one comes

/** Speed over the last ten or so updates, the newest counting most. */
export function speedometer() {
  let steps = 0;
  let total = 0;
  const sums = { stepping: 0, inference: 0, reward: 0, learning: 0, other: 0 };
  return {
    add(newSteps: number, seconds: Seconds): void {
      steps = memory * steps + newSteps;
      total *= memory;
      for (const activity of activities) {
        sums[activity] = memory * sums[activity] + seconds[activity];
        total += seconds[activity];
      }
    },
    read(stepsLeft: number): Speed {
      const stepsPerSecond = steps / total;
      const share = (activity: keyof Seconds) => sums[activity] / total;
      return {
        stepsPerSecond,
        shares: {
          stepping: share("stepping"),
          inference: share("inference"),
          reward: share("reward"),
          learning: share("learning"),
          other: share("other"),
        },
        secondsLeft: stepsLeft / stepsPerSecond,
      };
    },
  };
}
