import { Alea } from "./alea.ts";
import { zigguratNormal } from "./ziggurat.ts";

/** A seeded stream of random numbers whose whole state can be saved. The only source of randomness in the package. */
export interface Rng {
  /** A number in [low, high), 53 random bits. */
  uniform(low?: number, high?: number): number;
  /** A standard normal number; nothing is kept back for the next call. */
  normal(): number;
  /** A whole number in [0, below). */
  integer(below: number): number;
  /** Shuffles whole numbers in place (Fisher and Yates). */
  shuffle(values: Int32Array): void;
  /** The four numbers that are the generator. */
  save(): Float64Array;
  load(state: Float64Array): void;
}

/**
 * The generator of a seed and a path of names: `generator(7, "world", 3)` is unrelated to `generator(7, "world", 4)`,
 * so streams are independent of the order in which they are made. Algorithm: Alea (Baagøe 2010).
 */
export const generator = (seed: number | string, ...path: readonly (number | string)[]): Rng =>
  new Generator([seed, ...path].join("/"));

class Generator extends Alea implements Rng {
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.double();
  }

  normal(): number {
    return zigguratNormal(this);
  }

  integer(below: number): number {
    return Math.floor(this.double() * below);
  }

  shuffle(values: Int32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  save(): Float64Array {
    return new Float64Array(this.state);
  }

  load(state: Float64Array): void {
    this.state.set(state);
  }
}
