import { generator, type RewardHost } from "../../src/core/index.ts";

/** A stream of chance for every seat, which is part of the seat's memory: it goes on where it was after a load. */
export interface SeatChance {
  /** For `seatMemory`. */
  readonly states: Float64Array;
  /** The next number of a seat's stream, in [0, 1). */
  uniform(seat: number): number;
}

/** @param name tells streams of one seed apart */
export function seatChance(
  { seats, seed }: Pick<RewardHost, "seats" | "seed">,
  ...name: (string | number)[]
): SeatChance {
  const states = new Float64Array(4 * seats); // zeros where a stream has not begun
  const own = Array.from({ length: seats }, (_, seat) => states.subarray(4 * seat, 4 * (seat + 1)));
  const rng = generator(seed, ...name);
  return {
    states,
    uniform(seat) {
      const state = own[seat];
      rng.load(state.some((number) => number !== 0) ? state : generator(seed, ...name, seat).save());
      const drawn = rng.uniform();
      state.set(rng.save());
      return drawn;
    },
  };
}
