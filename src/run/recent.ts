import { fail } from "../core/index.ts";
import { doubles, type Formed, count as whole } from "../record/form.ts";
import type { EpisodeResult } from "./returns.ts";

const remembered = 100;
const own = 3; // return, steps and score; watched rewards and yardsticks follow

export const recentForm = { count: whole, values: doubles };
export type SavedRecent = Formed<typeof recentForm>;

/** Means over the last 100 episodes. */
export interface RecentMeans {
  readonly episodes: number;
  readonly return: number;
  readonly steps: number;
  readonly score: number;
  /** Sums of the watched rewards over an episode. */
  readonly watched: { readonly [name: string]: number };
  readonly yardsticks: { readonly [name: string]: number };
}

interface RecentNames {
  readonly watched?: readonly string[];
  readonly yardsticks?: readonly string[];
}

/** The last 100 episodes. */
export interface RecentEpisodes {
  add(results: readonly EpisodeResult[]): void;
  /** Nothing before the first episode has ended. */
  means(): RecentMeans | undefined;
  save(): SavedRecent;
  load(saved: SavedRecent): void;
}

/** @param names of the watched rewards and of the env's further yardsticks */
export function recentEpisodes({ watched = [], yardsticks = [] }: RecentNames = {}): RecentEpisodes {
  const fields = own + watched.length + yardsticks.length;
  const values = new Float64Array(remembered * fields); // a ring
  let count = 0;
  const mean = (field: number, episodes: number) => {
    let sum = 0;
    for (let i = 0; i < episodes; i++) sum += values[i * fields + field];
    return sum / episodes;
  };
  return {
    add(results) {
      for (const { return: sum, steps, score, ...more } of results) {
        const named = [
          ...watched.map((name) => more.watched[name]),
          ...yardsticks.map((name) => more.yardsticks[name]),
        ];
        values.set([sum, steps, score, ...named], (count++ % remembered) * fields);
      }
    },
    means() {
      const episodes = Math.min(count, remembered);
      if (episodes === 0) return undefined;
      return {
        episodes,
        return: mean(0, episodes),
        steps: mean(1, episodes),
        score: mean(2, episodes),
        watched: Object.fromEntries(watched.map((name, i) => [name, mean(own + i, episodes)])),
        yardsticks: Object.fromEntries(yardsticks.map((name, i) => [name, mean(own + watched.length + i, episodes)])),
      };
    },
    save: () => ({ count, values: values.slice() }),
    load(saved) {
      if (saved.values.length !== values.length)
        fail("checkpoint/foreign", {
          given: `${saved.values.length} numbers of the last episodes`,
          expected: `${values.length}: the env has other yardsticks than when they were saved`,
        });
      count = saved.count;
      values.set(saved.values);
    },
  };
}
