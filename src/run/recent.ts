import type { RunSpec } from "../core/index.ts";
import { array, type Formed, count as whole } from "../record/form.ts";
import type { EpisodeResult } from "./returns.ts";

const remembered = 100;
const own = 3; // return, steps and score; sums of watched rewards follow

export const recentForm = ({ watch = {} }: Pick<RunSpec, "watch">) => ({
  count: whole,
  values: array("float64", remembered * (own + Object.keys(watch).length)),
});
export type SavedRecent = Formed<ReturnType<typeof recentForm>>;

/** Means over the last 100 episodes. */
export interface RecentMeans {
  readonly episodes: number;
  readonly return: number;
  readonly steps: number;
  readonly score: number;
  /** Sums of the watched rewards over an episode. */
  readonly watched: { readonly [name: string]: number };
}

/** The last 100 episodes. */
export interface RecentEpisodes {
  add(results: readonly EpisodeResult[]): void;
  /** Nothing before the first episode has ended. */
  means(): RecentMeans | undefined;
  save(): SavedRecent;
  load(saved: SavedRecent): void;
}

/** @param names of the rewards that are watched */
export function recentEpisodes(names: readonly string[] = []): RecentEpisodes {
  const fields = own + names.length;
  const values = new Float64Array(remembered * fields); // a ring
  let count = 0;
  const mean = (field: number, episodes: number) => {
    let sum = 0;
    for (let i = 0; i < episodes; i++) sum += values[i * fields + field];
    return sum / episodes;
  };
  return {
    add(results) {
      for (const { return: sum, steps, score, watched } of results)
        values.set([sum, steps, score, ...names.map((name) => watched[name])], (count++ % remembered) * fields);
    },
    means() {
      const episodes = Math.min(count, remembered);
      if (episodes === 0) return undefined;
      return {
        episodes,
        return: mean(0, episodes),
        steps: mean(1, episodes),
        score: mean(2, episodes),
        watched: Object.fromEntries(names.map((name, i) => [name, mean(own + i, episodes)])),
      };
    },
    save: () => ({ count, values: values.slice() }),
    load(saved) {
      count = saved.count;
      values.set(saved.values);
    },
  };
}
