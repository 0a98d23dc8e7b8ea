import { type Episodes, eachPiece } from "./pieces.ts";

/**
 * Takes from every reward the mean reward a step of the other seats: leave-one-out with a step as the unit, so that
 * neither a longer nor a shorter episode is better for its length alone (as PURE has it for tokens, arXiv 2504.15275).
 * @param rewards `[rows]`, changed in place; rows of absent seats neither count nor change
 */
export function subtractOthersMean(episodes: Episodes, rewards: Float64Array): void {
  const { seats } = episodes;
  const [sums, steps] = [new Float64Array(seats), new Float64Array(seats)];
  eachPiece(episodes, (seat, from, to) => {
    for (let step = from; step < to; step++) sums[seat] += rewards[step * seats + seat];
    steps[seat] += to - from;
  });
  const [sum, count] = [sums, steps].map((each) => each.reduce((a, b) => a + b, 0));
  eachPiece(episodes, (seat, from, to) => {
    const mean = (sum - sums[seat]) / Math.max(1, count - steps[seat]);
    for (let step = from; step < to; step++) rewards[step * seats + seat] -= mean;
  });
}
