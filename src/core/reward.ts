import type { BoundEnv } from "./bind-env.ts";
import type { BlobStore } from "./blobs.ts";
import type { Device, Metrics } from "./learn.ts";
import type { AnyLimits, Limits } from "./limits.ts";
import type { Params, Widen } from "./params.ts";
import type { Id } from "./registry.ts";
import type { Columns, RewardBatch, RewardInputs } from "./reward-rows.ts";
import type { SeatMemory } from "./seat-memory.ts";

/** A recorded episode to learn from, flattened as a reward's rows are. What is observed and measured has `steps + 1` rows. */
export interface ShownEpisode {
  readonly steps: number;
  /** `[steps + 1, observationSize]`; empty where they were not recorded. */
  readonly observations: Float32Array;
  /** `[steps, actionSize]` */
  readonly actions: Float32Array;
  /** `[steps + 1]` each; none where the episode was imported. */
  readonly features: Columns;
}

/** What a reward makes use of besides rows. */
export interface RewardTakes {
  /** `host.demonstrations`: whether they must hold observations. */
  readonly demonstrations?: { readonly observations: boolean };
  /** The sealed file that its param `file` names, in `host.file`. A run keeps the file and names it by its digest. */
  readonly file?: true;
}

/** The content of a file that a reward takes. */
export interface RewardFile {
  readonly bytes: Uint8Array;
  /** Where it was found, for messages. */
  readonly place: string;
}

/** Where the files are that rewards take: on a disk, among a run's blobs, on a web server. */
export interface FileSource {
  /**
   * The whole file, with its seal.
   * @param name a path, or the digest of a file that a run keeps
   * @throws `file/unusable`, `reward/file`
   */
  get(name: string): Promise<RewardFile>;
}

/** A reward's file, and the env that the reward is to be paid in. */
export interface FileInEnv extends RewardFile {
  readonly env: Pick<BoundEnv, "id" | "observation" | "action">;
}

/** What a reward may know about its surroundings. */
export interface RewardHost {
  /** Rows of a step: one for each agent in each world. */
  readonly seats: number;
  /** The env's goal in a sentence. */
  readonly goal: string;
  readonly seed: number;
  /** Simulated time of a step [s]; 0 where time has no meaning. */
  readonly stepSeconds: number;
  /** The device for models. */
  readonly device: Device;
  /** Storage for large data: in the run's folder while training, otherwise as long as this process. */
  readonly blobs: BlobStore;
  /** Recorded episodes to learn from, while training; a reward that only scores does without. */
  readonly demonstrations?: readonly ShownEpisode[];
  /** The file of a reward that takes one. */
  readonly file?: RewardFile;
  /** Whether the agent learns from one rollout while this one is collected and scored. */
  readonly overlap?: boolean;
  /** Tells whoever trains, in a sentence, that something may be wrong with what is learned; each sentence once. */
  readonly notice?: (sentence: string) => void;
}

/** Where `evaluate` writes: a column of numbers, one a row, or one column for each named term. */
export type RewardOut<T extends string = never> = [T] extends [never] ? Float64Array : Columns<T>;

/**
 * A live reward. `evaluate` may change its memory of the seats and nothing else, so that scoring again is safe; it only
 * learns in `learn`.
 */
export interface RewardInstance<I extends RewardInputs = RewardInputs, T extends string = never>
  extends Partial<SeatMemory> {
  /** Writes one number a row into `out` [rows], or into each of its terms. */
  evaluate(batch: RewardBatch<I>, out: RewardOut<T>): void | Promise<void>;
  /**
   * Learns from rows that were just evaluated: statistics, weights. Called once a rollout while training, in order, and
   * never during evaluation.
   * @param progress share of the run's budget spent before this rollout, in [0, 1]
   * @returns metrics to log
   */
  learn?(batch: RewardBatch<I>, progress: number): Metrics | undefined | Promise<Metrics | undefined>;
  /** The state that it has learned. Its memory of seats is saved by `saveSeat`. */
  save?(): Uint8Array | Promise<Uint8Array>;
  load?(bytes: Uint8Array): void | Promise<void>;
  close?(): void | Promise<void>;
}

export interface RewardDefinition<
  I extends RewardInputs = RewardInputs,
  P extends Params = Params,
  T extends string = never,
> {
  readonly id: Id;
  /** What it wishes, in a sentence. */
  readonly summary: string;
  /**
   * What it reads; of a reward that takes a file, also by what the file says. Without a file it says what it might read.
   * @throws `file/corrupt`, `reward/file` where the file does not fit
   */
  readonly inputs: I | ((params: P, file?: FileInEnv) => I);
  readonly params: P;
  readonly limits?: Limits<P>;
  /** What a run must give it. */
  readonly takes?: RewardTakes;
  /** Names of the columns that `evaluate` writes, which sum to the reward; without names it writes one column. */
  readonly terms?: readonly T[] | ((params: P) => readonly T[]);
  /** @throws `params/invalid` for params that are valid one by one but not in combination, or that limits cannot check. */
  validate?(params: P): void;
  /** Loads what `create` needs, such as a model; called before it, once a thread for the same params. */
  prepare?(params: P): Promise<void>;
  create(params: P, host: RewardHost): RewardInstance<I, T>;
}

/** A reward as it stands in a registry, its own types kept inside. */
export type Reward = Omit<RewardDefinition, "create" | "inputs" | "limits" | "terms" | "validate" | "prepare"> & {
  readonly inputs: RewardInputs | ((params: never, file?: FileInEnv) => RewardInputs);
  readonly limits?: AnyLimits;
  readonly terms?: readonly string[] | ((params: never) => readonly string[]);
  validate?(params: never): void;
  prepare?(params: never): Promise<void>;
  create(
    params: never,
    host: RewardHost,
  ): {
    evaluate(batch: never, out: never): void | Promise<void>;
    learn?(batch: never, progress: number): Metrics | undefined | Promise<Metrics | undefined>;
  } & Omit<RewardInstance, "evaluate" | "learn">;
};

/** Types a reward: the batch that `evaluate` sees follows from `inputs`, where it writes from `terms`. */
export function defineReward<
  const K extends Id,
  const I extends RewardInputs,
  const P extends Params = Record<never, never>,
  const T extends string = never,
>(
  definition: Omit<RewardDefinition<I, { -readonly [N in keyof P]: Widen<P[N]> }, T>, "id" | "params"> & {
    readonly id: K;
    readonly params?: P;
  },
): RewardDefinition<I, { -readonly [N in keyof P]: Widen<P[N]> }, T> & { readonly id: K } {
  return { params: {}, ...definition } as never;
}

/**
 * A composition of rewards as JSON; a bare id is short for `{ use: id }`. Deleting a key of a sum ablates its term.
 * Transforms that combine several rewards take them by name: `{ apply, to: { a, b } }`.
 */
export type RewardExpression =
  | string
  | { readonly use: string; readonly params?: Params }
  | {
      readonly sum: {
        readonly [term: string]: RewardExpression | { readonly weight: number; readonly of: RewardExpression };
      };
    }
  | { readonly product: { readonly [factor: string]: RewardExpression } }
  | { readonly apply: string; readonly params?: Params; readonly to: RewardExpression | NamedRewards };

/** Several rewards by name. */
export type NamedRewards = { readonly [name: string]: RewardExpression };
