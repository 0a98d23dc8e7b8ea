import seedrandom from "seedrandom";

/**
 * The generator Alea (Baagøe 2010). seedrandom makes its state from a seed. It would draw the same numbers, but through
 * closures, which slow down the resets of small worlds.
 */
export class Alea {
  /** What is carried from draw to draw, and the last three numbers drawn, the oldest first. */
  protected readonly state: Float64Array;

  constructor(seed: string) {
    const { c, s0, s1, s2 } = seedrandom.alea(seed, { state: true }).state();
    this.state = Float64Array.of(c, s0, s1, s2);
  }

  /** A number in [0, 1), 32 random bits. */
  next(): number {
    const { state } = this;
    const sum = 2091639 * state[1] + state[0] * 2 ** -32;
    const carried = sum | 0;
    const drawn = sum - carried;
    state[0] = carried;
    state[1] = state[2];
    state[2] = state[3];
    state[3] = drawn;
    return drawn;
  }

  /** A number in [0, 1), 53 random bits. */
  double(): number {
    const high = this.next();
    return high + ((this.next() * 2 ** 21) | 0) * 2 ** -53;
  }
}
