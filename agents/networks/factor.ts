import type { Tensor } from "../../src/autodiff/index.ts";
import type { PackedArray, Rng } from "../../src/core/index.ts";
import type { EncodedList } from "./list-encoder.ts";

/** The distribution of one leaf of an action: in the graph, and in plain arrays. */
export interface Factor {
  /** Whether actions are indices of options, or numbers in the space's units. */
  readonly kind: "options" | "numbers";
  /** Columns that it takes of the network's last layer. */
  readonly outputs: number;
  /** Numbers that describe the distribution of a row: scores of options, or means. */
  readonly size: number;
  /** Numbers that an action is remembered by. */
  readonly latentSize: number;
  /** Bytes of a mask that belong to it, where the env masks. */
  readonly maskSize: number;
  /** Logarithms of deviations that it learns beside the network. */
  readonly spreadSize: number;
  /** From columns of the last layer `[n, outputs]` to what describes the distribution, `[n, size]`. */
  score(outputs: Tensor, lists: ReadonlyMap<string, EncodedList>): Tensor;
  /** Log-probability `[n, 1]` of latents, and entropy `[n, 1]` or `[1, 1]`. */
  describe(scores: Tensor, latents: Tensor, masks: Tensor | undefined, spread: Tensor | undefined): Described;
  /**
   * Kullback-Leibler divergence `[n, 1]` from another distribution of the same factor: of how much longer a message about
   * actions drawn from this one becomes by a code made for the other [nat].
   */
  divergence(one: Distribution, other: Distribution, masks: Tensor | undefined): Tensor;
  /** Writes the latents of actions: the inverse of `decide`. */
  recall(rows: number, actions: PackedArray, latents: Strided<Float32Array>): void;
  /** Draws an action for every row, or takes the likeliest where there is no generator. */
  decide(rows: number, from: Columns, rng: Rng | undefined): void;
}

/** What a factor's distribution is described by: scores `[n, size]`, and logarithms of deviations `[spreadSize]`. */
export interface Distribution {
  readonly scores: Tensor;
  readonly spread: Tensor | undefined;
}

export interface Described {
  readonly logProb: Tensor;
  readonly entropy: Tensor;
}

/** Columns of a factor in arrays that it shares with others: the first of a row is at `row * stride + at`. */
export interface Columns {
  readonly scores: Strided<Float32Array>;
  /** Empty where nothing is masked. */
  readonly masks: Strided<Uint8Array>;
  readonly latents: Strided<Float32Array>;
  readonly spread: Float32Array;
  /** `[rows]`: the factor adds the log-probability of what it decides. */
  readonly logProbs: Float32Array;
  /** The leaf's own array. */
  readonly actions: PackedArray;
}

export interface Strided<T> {
  readonly array: T;
  readonly stride: number;
  readonly at: number;
}
