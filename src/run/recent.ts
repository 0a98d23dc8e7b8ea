import { array, type Formed, count as whole } from "../record/form.ts";
import type { EpisodeResult } from "./returns.ts";

const remembered = 100;
const fields = 3; // return, steps, score

export const recentForm = { count: whole, values: array("float64", remembered * fields) };
type SavedRecent = Formed<typeof recentForm>;

/** Means over the last 100 episodes. */
export interface RecentMeans {
  readonly episodes: number;
  readonly return: number;
  readonly steps: number;
  readonly score: number;
}

/** The last 100 episodes. */
export interface RecentEpisodes {
  add(results: readonly EpisodeResult[]): void;
  /** Nothing before the first episode has ended. */
  means(): RecentMeans | undefined;
  save(): SavedRecent;
  load(saved: SavedRecent): void;
}

export function recentEpisodes(): RecentEpisodes {
  const values = new Float64Array(remembered * fields); // a ring
  let count = 0;
  const mean = (field: number, episodes: number) => {
    let sum = 0;
    for (let i = 0; i < episodes; i++) sum += values[i * fields + field];
    return sum / episodes;
  };
  return {
    add(results) {
      for (const { return: sum, steps, score } of results)
        values.set([sum, steps, score], (count++ % remembered) * fields);
    },
    means() {
      const episodes = Math.min(count, remembered);
      if (episodes === 0) return undefined;
      return { episodes, return: mean(0, episodes), steps: mean(1, episodes), score: mean(2, episodes) };
    },
    save: () => ({ count, values: values.slice() }),
    load(saved) {
      count = saved.count;
      values.set(saved.values);
    },
  };
}
