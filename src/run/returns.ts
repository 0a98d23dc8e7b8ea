import { assert, type Columns, fail } from "../core/index.ts";

/** The result of an episode. */
export interface EpisodeResult {
  /** The rewards it gathered, summed. */
  readonly return: number;
  /** The yardstick in [0, 1]. */
  readonly score: number;
  readonly steps: number;
  readonly terminated: boolean;
  /** The env's further yardsticks, by name. */
  readonly yardsticks: { readonly [name: string]: number };
  /** What each watched reward would have given it, summed. */
  readonly watched: { readonly [name: string]: number };
}

/** An episode that ended at a row of a rollout, its return not known yet. */
interface Ended {
  readonly step: number;
  readonly row: number;
  readonly score: number;
  readonly yardsticks: { readonly [name: string]: number };
  readonly episode: { readonly steps: number; readonly terminated: boolean };
}

/** What the rows of a rollout are worth, each column `[steps, seats]`. */
interface Worth {
  readonly total: Float64Array;
  readonly watched: Columns;
}

/** Sums rewards into returns while episodes go by. */
export interface ReturnCounter {
  /** Takes the rewards of a rollout; the episodes that ended, in the order of `ended`, sorted by step. */
  observe(worth: Worth, ended: readonly Ended[]): EpisodeResult[];
  save(): Float64Array;
  /** @throws `checkpoint/foreign` */
  load(sums: Float64Array): void;
}

/**
 * @param seats rows of a step
 * @param names of the rewards that are watched
 */
export function returnCounter(seats: number, names: readonly string[] = []): ReturnCounter {
  const sums = new Float64Array((1 + names.length) * seats); // the run's own reward first, then the watched ones
  const take = (column: number, row: number): number => {
    const sum = sums[column * seats + row];
    sums[column * seats + row] = 0;
    return sum;
  };
  return {
    observe({ total, watched }, ended) {
      const columns = [total, ...names.map((name) => watched[name])];
      const results: EpisodeResult[] = [];
      let next = 0;
      for (let start = 0, step = 0; start < total.length; start += seats, step++) {
        for (const [i, column] of columns.entries())
          for (let row = 0; row < seats; row++) sums[i * seats + row] += column[start + row];
        for (; next < ended.length && ended[next].step === step; next++) {
          const { row, score, yardsticks, episode } = ended[next];
          results.push({
            return: take(0, row),
            score,
            steps: episode.steps,
            terminated: episode.terminated,
            yardsticks,
            watched: Object.fromEntries(names.map((name, i) => [name, take(1 + i, row)])),
          });
        }
      }
      assert(next === ended.length, "episodes end in the order of their steps");
      return results;
    },
    save: () => sums.slice(),
    load(saved) {
      if (saved.length !== sums.length)
        fail("checkpoint/foreign", { given: `${saved.length} running returns`, expected: `${sums.length}` });
      sums.set(saved);
    },
  };
}
