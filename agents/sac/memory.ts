import type { BlobStore, Hindsight, MeasuredNames, PackedArray, Rng, Rollout } from "../../src/core/index.ts";
import type { Chunk, RowForm } from "./chunk.ts";

/** A minibatch's rows, to be filled. */
export interface Transitions {
  /** `[rows, size]` a leaf: what was observed before the action, and after the last of the steps that are counted. */
  readonly before: readonly PackedArray[];
  readonly after: readonly PackedArray[];
  /** `[rows, actionSize]` */
  readonly actions: Float32Array;
  /** `[rows]`: discounted sum of the rewards of these steps. */
  readonly rewards: Float32Array;
  /** `[rows]`: what the value after them counts; 0 where nothing follows. */
  readonly discounts: Float32Array;
}

export interface ReplayOptions extends RowForm {
  /** Where the leaves stand among those of the observation. */
  readonly places: readonly number[];
  /** Rows of a step. */
  readonly seats: number;
  /** Rows that are remembered at most; whole chunks of the oldest are forgotten. */
  readonly most: number;
  readonly gamma: number;
  readonly nSteps: number;
}

export interface SavedReplay {
  /** Steps that were ever lived, and the first of those that are remembered. */
  readonly steps: number;
  readonly first: number;
  /** Features that its rows hold. */
  readonly features: MeasuredNames;
  /** Names of the blobs of full chunks, oldest first. */
  readonly blobs: readonly string[];
  /** The chunk that is being filled. */
  readonly rest: Uint8Array;
}

/** Transitions to learn from again and again, in the order in which they were lived. */
export interface ReplayMemory {
  /** Rows to draw from: those in which a seat was present. */
  readonly count: number;
  /** Takes in a rollout with its actions as `[rows, actionSize]` in (-1, 1). */
  append(rollout: Rollout, actions: Float32Array): void;
  /** Takes in rows that nothing follows, such as those told with other goals. @param actions of the rollout they are from */
  appendApart(told: Hindsight, actions: Float32Array): void;
  /** Gives what is remembered new rewards, chunk by chunk: `[rows]` for the first rows of each. */
  rescore(score: (chunk: Chunk, rows: number) => Promise<ArrayLike<number>>): Promise<void>;
  /** Fills rows from `from` to `to` with some that are drawn uniformly. */
  draw(rng: Rng, into: Transitions, from: number, to: number): void;
  /** Keeps full chunks as blobs, each once, and drops those that were forgotten. */
  save(blobs: BlobStore): Promise<SavedReplay>;
  /** @throws `file/corrupt` */
  load(saved: SavedReplay, blobs: BlobStore): Promise<void>;
}
