import { assert, fail } from "../core/index.ts";

/** What came of an episode. */
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
  readonly row: number;
  readonly score: number;
  readonly episode: { readonly steps: number; readonly terminated: boolean };
}

/** Sums rewards into returns while episodes go by. */
export interface ReturnCounter {
  /** Takes a rollout's rewards `[steps, seats]`; the episodes that ended, in the order of `ended`, sorted by step. */
  observe(rewards: Float64Array, ended: readonly Ended[]): EpisodeResult[];
  save(): Float64Array;
  /** @throws `checkpoint/foreign` */
  load(sums: Float64Array): void;
}

/** @param seats rows of a step */
export function returnCounter(seats: number): ReturnCounter {
  const sums = new Float64Array(seats);
  return {
    observe(rewards, ended) {
      const results: EpisodeResult[] = [];
      let next = 0;
      for (let at = 0, step = 0; at < rewards.length; step++) {
        for (let row = 0; row < seats; row++, at++) sums[row] += rewards[at];
        for (; next < ended.length && ended[next].step === step; next++) {
          const { row, score, episode } = ended[next];
          results.push({ return: sums[row], score, steps: episode.steps, terminated: episode.terminated });
          sums[row] = 0;
        }
      }
      assert(next === ended.length, "episodes end in the order of their steps");
      return results;
    },
    save: () => sums.slice(),
    load(saved) {
      if (saved.length !== seats)
        fail("checkpoint/foreign", { given: `running returns of ${saved.length} seats`, expected: `${seats}` });
      sums.set(saved);
    },
  };
}
