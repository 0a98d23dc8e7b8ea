import type { AnyLimits, Limits } from "./limits.ts";
import type { Params, Widen } from "./params.ts";
import type { Id } from "./registry.ts";

/** What a reward reads. It gets this and nothing else. */
export interface RewardInputs {
  /** Names of measurements, as they are after the step. */
  readonly features?: readonly string[];
  /** The same measurements as they were before the step. */
  readonly before?: boolean;
  /** Names of things counted during the step. */
  readonly events?: readonly string[];
  /** Observations after the step, flattened (`flatten`). */
  readonly observations?: boolean;
  /** Actions as the world got them, flattened. */
  readonly actions?: boolean;
  /** What a person would say of the state after the step. */
  readonly text?: boolean;
  /** Pictures after the step; no `camera` means the env's first. */
  readonly frames?: { readonly width: number; readonly height: number; readonly camera?: string };
  /** Order of the rows in time, and where episodes end; without it a reward must not care for order or number of rows. */
  readonly history?: boolean;
}

/** Columns by name, each `[rows]`. */
export type Columns<Name extends string = string> = { readonly [K in Name]: Float64Array };

/** Everything that can be declared, for the rows of a rollout: steps x worlds, time-major. Read only; valid during the call. */
export interface RewardRows {
  readonly rows: number;
  readonly features: Columns;
  readonly before: { readonly features: Columns };
  readonly events: { readonly [name: string]: Int32Array };
  /** `[rows, observationSize]` */
  readonly observations: Float32Array;
  readonly observationSize: number;
  /** `[rows, actionSize]` */
  readonly actions: Float32Array;
  readonly actionSize: number;
  /** `[rows]` */
  readonly text: readonly string[];
  /** `[rows, height, width, 3]` */
  readonly frames: Uint8Array;
  /** With `history`: row = step * worlds + world; 1 where the episode ended with this row. */
  readonly steps: number;
  readonly worlds: number;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

type NamesIn<T> = T extends readonly (infer Name extends string)[] ? Name : never;
type When<I, Key extends keyof RewardInputs, Given> = I extends { readonly [K in Key]: true | object }
  ? Given
  : unknown;

/** The rows that a reward with inputs `I` sees: undeclared reads do not compile. */
export type RewardBatch<I extends RewardInputs = RewardInputs> = Pick<RewardRows, "rows"> &
  When<I, "features", { readonly features: Columns<NamesIn<I["features"]>> }> &
  When<I, "before", { readonly before: { readonly features: Columns<NamesIn<I["features"]>> } }> &
  When<I, "events", { readonly events: { readonly [K in NamesIn<I["events"]>]: Int32Array } }> &
  When<I, "observations", Pick<RewardRows, "observations" | "observationSize">> &
  When<I, "actions", Pick<RewardRows, "actions" | "actionSize">> &
  When<I, "text", Pick<RewardRows, "text">> &
  When<I, "frames", Pick<RewardRows, "frames">> &
  When<I, "history", Pick<RewardRows, "steps" | "worlds" | "terminated" | "truncated">>;

/** What a reward may know of where it is used. */
export interface RewardHost {
  readonly worlds: number;
  /** The env's goal in a sentence. */
  readonly goal: string;
  readonly seed: number;
}

/** A live reward. One with state saves and loads it; its `evaluate` is called once a rollout, in order. */
export interface RewardInstance<I extends RewardInputs = RewardInputs> {
  /** Writes one number a row into `out` [rows]. */
  evaluate(batch: RewardBatch<I>, out: Float64Array): void | Promise<void>;
  save?(): Uint8Array;
  load?(bytes: Uint8Array): void;
  close?(): void | Promise<void>;
}

export interface RewardDefinition<I extends RewardInputs = RewardInputs, P extends Params = Params> {
  readonly id: Id;
  /** One sentence: what it wishes. */
  readonly summary: string;
  readonly inputs: I | ((params: P) => I);
  readonly params: P;
  readonly limits?: Limits<P>;
  /** @throws `params/invalid` for params that are valid one by one but not in combination, or that limits cannot check. */
  validate?(params: P): void;
  create(params: P, host: RewardHost): RewardInstance<I>;
}

/** A reward as it stands in a registry. */
export type Reward = Omit<RewardDefinition, "create" | "inputs" | "limits" | "validate"> & {
  readonly inputs: RewardInputs | ((params: never) => RewardInputs);
  readonly limits?: AnyLimits;
  validate?(params: never): void;
  create(
    params: never,
    host: RewardHost,
  ): { evaluate(batch: never, out: Float64Array): void | Promise<void> } & Omit<RewardInstance, "evaluate">;
};

/** Types a reward: the batch that `evaluate` sees follows from `inputs`. */
export function defineReward<
  const K extends Id,
  const I extends RewardInputs,
  const P extends Params = Record<never, never>,
>(
  definition: Omit<RewardDefinition<I, { -readonly [N in keyof P]: Widen<P[N]> }>, "id" | "params"> & {
    readonly id: K;
    readonly params?: P;
  },
): RewardDefinition<I, { -readonly [N in keyof P]: Widen<P[N]> }> & { readonly id: K } {
  return { params: {}, ...definition } as never;
}

/** The values of the reward that a transform is applied to. */
export interface InnerRows {
  readonly rows: number;
  /** The inner reward of every row. */
  readonly values: Float64Array;
  /** With `before`: the inner reward of the state before every step. */
  readonly before: Float64Array;
  /** With `history`, as in `RewardRows`. */
  readonly steps: number;
  readonly worlds: number;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

export interface TransformInstance extends Pick<RewardInstance, "save" | "load"> {
  /** Writes one number a row; `out` is never `inner.values`. */
  apply(inner: InnerRows, out: Float64Array): void;
}

/** A reward in, a reward out. */
export interface Transform<P extends Params = Params> {
  readonly id: Id;
  readonly summary: string;
  /** `before` asks for the inner reward of the state before each step, which must then be one without state. */
  readonly inputs: { readonly before?: boolean; readonly history?: boolean };
  readonly params: P;
  readonly limits?: Limits<P>;
  /** @throws `params/invalid` for params that are valid one by one but not in combination, or that limits cannot check. */
  validate?(params: P): void;
  create(params: P, host: RewardHost): TransformInstance;
}

export type AnyTransform = Omit<Transform, "create" | "limits" | "validate"> & {
  readonly limits?: AnyLimits;
  validate?(params: never): void;
  create(params: never, host: RewardHost): TransformInstance;
};

export function defineTransform<const K extends Id, const P extends Params = Record<never, never>>(
  definition: Omit<Transform<{ -readonly [N in keyof P]: Widen<P[N]> }>, "id" | "params"> & {
    readonly id: K;
    readonly params?: P;
  },
): Transform<{ -readonly [N in keyof P]: Widen<P[N]> }> & { readonly id: K } {
  return { params: {}, ...definition } as never;
}

/** A composition of rewards as JSON; a bare id is short for `{ use: id }`. Deleting a key of a sum ablates its term. */
export type RewardExpression =
  | string
  | { readonly use: string; readonly params?: Params }
  | {
      readonly sum: {
        readonly [term: string]: RewardExpression | { readonly weight: number; readonly of: RewardExpression };
      };
    }
  | { readonly product: { readonly [factor: string]: RewardExpression } }
  | { readonly apply: string; readonly params?: Params; readonly to: RewardExpression };
