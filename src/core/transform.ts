import type { Metrics } from "./learn.ts";
import type { AnyLimits, Limits, Range } from "./limits.ts";
import type { Params, Widen } from "./params.ts";
import type { Id } from "./registry.ts";
import type { RewardHost, RewardInstance } from "./reward.ts";
import type { Columns, RewardInputs, RewardRows, RowsAfter } from "./reward-rows.ts";
import type { SeatMemory } from "./seat-memory.ts";

/** The inputs of a transform besides the values of the inner reward: all that a reward may read of the rows after a step. */
export interface TransformInputs extends Omit<RewardInputs, "before"> {
  /** Takes several rewards by name instead of one, any or exactly these: `values` is then a record of columns. */
  readonly named?: boolean | readonly string[];
  /** The inner reward of the state before each step; the inner reward must then remember nothing. */
  readonly before?: boolean;
  /** The range that the inner rewards must keep to; a value outside fails with `reward/value`. */
  readonly within?: Range;
}

/** Rows of an inner reward: steps x seats, time-major. Read only; valid during the call. */
export interface InnerRows<V = Float64Array> extends Omit<RewardRows, "before"> {
  /** The inner reward of every row. */
  readonly values: V;
  /** With `before`: the inner reward of the state before every step. */
  readonly before: V;
}

/** The rows that a transform with inputs `I` sees: one column of values, or with `named` a record of them. */
export type InnerBatch<I extends TransformInputs = TransformInputs> = RowsAfter<I> & {
  readonly values: InnerValues<I>;
} & (I extends { readonly before: true } ? { readonly before: InnerValues<I> } : unknown);

type InnerValues<I> = I extends { readonly named: infer Named }
  ? Named extends readonly (infer Name extends string)[]
    ? Columns<Name>
    : Columns
  : Float64Array;

/** A live transform; it keeps the same promises as a `RewardInstance`. */
export interface TransformInstance<I extends TransformInputs = TransformInputs>
  extends Partial<SeatMemory>,
    Pick<RewardInstance, "save" | "load" | "close"> {
  /** Writes one number a row; `out` is never one of the inner columns. */
  apply(inner: InnerBatch<I>, out: Float64Array): void | Promise<void>;
  /** As `RewardInstance.learn`, from rows that it was just applied to. */
  learn?(inner: InnerBatch<I>, progress: number): Metrics | undefined | Promise<Metrics | undefined>;
}

/** A reward in, a reward out. */
export interface Transform<I extends TransformInputs = TransformInputs, P extends Params = Params> {
  readonly id: Id;
  readonly summary: string;
  readonly inputs: I | ((params: P) => I);
  readonly params: P;
  readonly limits?: Limits<P>;
  /** Throws a coded error for params that are valid one by one but not in combination. */
  validate?(params: P): void;
  /** With `named`: throws a coded error for names that it cannot work with. */
  validateNames?(params: P, names: readonly string[]): void;
  prepare?(params: P): Promise<void>;
  create(params: P, host: RewardHost): TransformInstance<I>;
}

/** A transform as it stands in a registry, its own types kept inside. */
export type AnyTransform = Omit<
  Transform,
  "create" | "inputs" | "limits" | "validate" | "validateNames" | "prepare"
> & {
  readonly inputs: TransformInputs | ((params: never) => TransformInputs);
  readonly limits?: AnyLimits;
  validate?(params: never): void;
  validateNames?(params: never, names: readonly string[]): void;
  prepare?(params: never): Promise<void>;
  create(
    params: never,
    host: RewardHost,
  ): {
    apply(inner: never, out: Float64Array): void | Promise<void>;
    learn?(inner: never, progress: number): Metrics | undefined | Promise<Metrics | undefined>;
  } & Omit<TransformInstance, "apply" | "learn">;
};

export function defineTransform<
  const K extends Id,
  const I extends TransformInputs,
  const P extends Params = Record<never, never>,
>(
  definition: Omit<Transform<I, { -readonly [N in keyof P]: Widen<P[N]> }>, "id" | "params"> & {
    readonly id: K;
    readonly params?: P;
  },
): Transform<I, { -readonly [N in keyof P]: Widen<P[N]> }> & { readonly id: K } {
  return { params: {}, ...definition } as never;
}
