import type { Metrics } from "./learn.ts";
import { narrowing } from "./narrowing.ts";
import { type Params, settleParams } from "./params.ts";
import type { FileInEnv, Reward, RewardHost, RewardInstance } from "./reward.ts";
import type { Columns, RewardInputs, RewardRows } from "./reward-rows.ts";
import type { AnyTransform, InnerRows, TransformInputs } from "./transform.ts";

/** What a live reward or transform may do besides scoring. */
type Abilities = Pick<RewardInstance, "saveSeat" | "loadSeat" | "save" | "load" | "close">;
type Learned = Metrics | undefined | Promise<Metrics | undefined>;

/** A live reward that is given whole rows, of which the author's code sees what it declared. */
export interface BoundInstance extends Abilities {
  /** Writes into the columns of `terms`, in their order; one column where no terms are named. */
  evaluate(rows: RewardRows, out: readonly Float64Array[]): void | Promise<void>;
  learn?(rows: RewardRows, progress: number): Learned;
}

/** A reward with its params settled. */
export interface BoundReward {
  readonly id: string;
  readonly params: Params;
  readonly inputs: RewardInputs;
  /** Empty where it writes a single column. */
  readonly terms: readonly string[];
  /** Must have been awaited in this thread before `create`; calls after the first cost nothing. */
  prepare(): Promise<void>;
  create(host: RewardHost): BoundInstance;
}

export type AnyInner = InnerRows<Float64Array | Columns>;

/** A transform with its params settled; it too sees only what it declared. */
export interface BoundTransform {
  readonly id: string;
  readonly params: Params;
  readonly inputs: TransformInputs;
  /** Those of its inputs that rows hold. */
  readonly read: RewardInputs;
  validateNames(names: readonly string[]): void;
  prepare(): Promise<void>;
  create(host: RewardHost): Abilities & {
    apply(inner: AnyInner, out: Float64Array): void | Promise<void>;
    learn?(inner: AnyInner, progress: number): Learned;
  };
}

/**
 * Settles a reward's params.
 * @param file of a reward that takes one
 * @throws `params/invalid` for an unknown or impossible param; what `inputs` throws for a file that does not fit
 */
export function bindReward(reward: Reward, given: Params = {}, file?: FileInEnv): BoundReward {
  const params = settleParams(reward, given);
  const inputs = typeof reward.inputs === "function" ? reward.inputs(params as never, file) : reward.inputs;
  const terms = settled<readonly string[]>(reward.terms ?? [], params);
  return {
    id: reward.id,
    params,
    inputs,
    terms,
    prepare: async () => reward.prepare?.(params as never),
    create(host) {
      const instance = reward.create(params as never, file ? { ...host, file } : host);
      const narrow = narrowing(reward.id, inputs.before ? { features: [], ...inputs } : inputs);
      const outOf = (columns: readonly Float64Array[]) =>
        terms.length ? Object.fromEntries(terms.map((term, i) => [term, columns[i]])) : columns[0];
      return {
        evaluate: (rows, columns) => instance.evaluate(narrow(rows) as never, outOf(columns) as never),
        ...(instance.learn && {
          learn: (rows: RewardRows, progress: number) => instance.learn!(narrow(rows) as never, progress),
        }),
        ...abilities(instance),
      };
    },
  };
}

/** A value that may depend on params. */
const settled = <T>(value: T | ((params: never) => T), params: Params): T =>
  typeof value === "function" ? (value as (params: never) => T)(params as never) : value;

/**
 * Settles a transform's params.
 * @throws `params/invalid` for an unknown or impossible param
 */
export function bindTransform(transform: AnyTransform, given: Params = {}): BoundTransform {
  const params = settleParams(transform, given);
  const inputs = settled(transform.inputs, params);
  const { before, named: _, within: __, ...read } = inputs;
  return {
    id: transform.id,
    params,
    inputs,
    read,
    validateNames: (names) => transform.validateNames?.(params as never, names),
    prepare: async () => transform.prepare?.(params as never),
    create(host) {
      const instance = transform.create(params as never, host);
      const narrow = narrowing(transform.id, read, ["rows", "present", "values", ...(before ? ["before"] : [])]);
      return {
        apply: (inner, out) => instance.apply(narrow(inner) as never, out),
        ...(instance.learn && {
          learn: (inner: AnyInner, progress: number) => instance.learn!(narrow(inner) as never, progress),
        }),
        ...abilities(instance),
      };
    },
  };
}

/** The optional methods of an instance, still called as its own. */
function abilities(instance: Abilities): Abilities {
  return {
    saveSeat: instance.saveSeat && ((seat) => instance.saveSeat!(seat)),
    loadSeat: instance.loadSeat && ((seat, bytes) => instance.loadSeat!(seat, bytes)),
    save: instance.save && (() => instance.save!()),
    load: instance.load && ((bytes) => instance.load!(bytes)),
    close: instance.close && (() => instance.close!()),
  };
}
