import { assert } from "../core/index.ts";

/** The result of an episode. */
export interface EpisodeResult {
  /** The rewards it gathered, summed. */
  readonly return: number;
  /** The yardstick in [0, 1]. */
  readonly score: number;
  readonly steps: number;
  readonly terminated: boolean;
}

/** An episode that ended at a row of a rollout, its return not known yet. */
interface Ended {
  readonly step: number;
  readonly world: number;
  readonly score: number;
  readonly episode: { readonly steps: number; readonly terminated: boolean };
}

/** Sums rewards into returns while episodes go by. */
export interface ReturnCounter {
  /** Takes a rollout's rewards `[steps, worlds]`; returns the episodes that ended, in the order of `ended`, sorted by step. */
  observe(rewards: Float64Array, ended: readonly Ended[]): EpisodeResult[];
  save(): Float64Array;
  load(sums: Float64Array): void;
}

export function returnCounter(worlds: number): ReturnCounter {
  const sums = new Float64Array(worlds);
  return {
    observe(rewards, ended) {
      const results: EpisodeResult[] = [];
      let next = 0;
      for (let row = 0, step = 0; row < rewards.length; step++) {
        for (let world = 0; world < worlds; world++, row++) sums[world] += rewards[row];
        for (; next < ended.length && ended[next].step === step; next++) {
          const { world, score, episode } = ended[next];
          results.push({ return: sums[world], score, steps: episode.steps, terminated: episode.terminated });
          sums[world] = 0;
        }
      }
      assert(next === ended.length, "episodes end in the order of their steps");
      return results;
    },
    save: () => sums.slice(),
    load: (saved) => sums.set(saved),
  };
}
