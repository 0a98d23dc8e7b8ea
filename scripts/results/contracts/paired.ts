import { bootstrapInterval } from "../../../src/ablate/statistics/index.ts";

export interface Paired {
  /** The median before and now. */
  readonly before: number;
  readonly now: number;
  /** How many times as much as before: the median over the pairs with its 95 % bootstrap interval. */
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number };
}

export const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Measures before and now in turns within one process, so that both meet the machine in the same moods. */
export async function paired(
  pairs: number,
  before: () => Promise<number>,
  now: () => Promise<number>,
): Promise<Paired> {
  const measured: [before: number, now: number][] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const first = await (pair % 2 ? before() : now());
    const second = await (pair % 2 ? now() : before());
    measured.push(pair % 2 ? [first, second] : [second, first]);
  }
  return {
    before: median(measured.map(([before]) => before)),
    now: median(measured.map(([, now]) => now)),
    ratio: bootstrapInterval([measured.map(([before, now]) => now / before)], ([ratios]) => median([...ratios]), {
      seed: 0,
      resamples: 2000,
    }),
  };
}
