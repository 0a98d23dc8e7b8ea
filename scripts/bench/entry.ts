/** One line of the speed table. */
export interface BenchEntry {
  readonly name: string;
  readonly unit: string;
  /** The project's target on a machine with two x64 cores. */
  readonly atLeast?: number;
  measure(): Promise<number>;
}

/**
 * The rate of some work per second: the median of a few rounds, after a warm-up round.
 * @param work repeats the work `times` times
 */
export async function ratePerSecond(
  work: (times: number) => Promise<void>,
  { rounds = 5, secondsPerRound = 0.3 }: { readonly rounds?: number; readonly secondsPerRound?: number } = {},
): Promise<number> {
  const timed = async (times: number) => {
    const start = performance.now();
    await work(times);
    return (performance.now() - start) / 1000;
  };
  let times = 1;
  let seconds = await timed(times);
  while (seconds < secondsPerRound / 4) {
    times *= 2;
    seconds = await timed(times);
  }
  const perRound = Math.max(1, Math.round((times * secondsPerRound) / seconds));
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) rates.push(perRound / (await timed(perRound)));
  return rates.sort((a, b) => a - b)[Math.floor(rounds / 2)];
}
