import type { FieldsOf, Json, Params, RewardExpression, RunSpec } from "../core/index.ts";
import type { OriginPaths } from "../run/index.ts";

/** A plug-in as a question names it. */
export type Choice = string | { readonly id: string; readonly params?: Params };

/**
 * The run that the variants of a question change: as `train` takes it, with params and worlds left to presets where they
 * are not given, and the env's customary reward where there is none. Other runs and recorded episodes are named by their
 * paths. Seeds are the question's own.
 */
export type BaseRun = Partial<Omit<RunSpec, FieldsOf<"plug-in"> | "seed" | "steps" | keyof OriginPaths>> &
  OriginPaths & {
    readonly env: Choice;
    readonly agent?: Choice;
    readonly steps: number;
  };

/** A question as a person writes it, JSON or YAML. Every key but `question`, `base` and `seeds` has a default. */
export interface Question {
  /** A sentence that ends with a question mark. */
  readonly question: string;
  readonly base: BaseRun;
  /** Envs on which every variant is run, like rliable's tasks. Default: only the base's env. */
  readonly envs?: readonly (string | { readonly id: string; readonly params?: Params; readonly steps?: number })[];
  /** Named changes to the base: keys are paths into the run (`agent.gamma`, `env.gravity`, `reward`, `watch.gold`, `steps`). */
  readonly variants?: { readonly [name: string]: { readonly [path: string]: Json } };
  /** Adds a variant without each term of the base's reward. */
  readonly dropEach?: boolean;
  /** Adds a variant for each of these rewards. */
  readonly swapEach?: { readonly [name: string]: RewardExpression };
  /** Adds a variant for every combination of values, by path. */
  readonly grid?: { readonly [path: string]: readonly Json[] };
  /** Whether the unchanged base is a variant too; default true. */
  readonly withBase?: boolean;
  /** A list of seeds, or their number, counted from 1. */
  readonly seeds: number | readonly number[];
  readonly evaluation?: {
    /** Episodes after the last step; default 100. */
    readonly episodes?: number;
    /** Whether actions are drawn as in training, instead of the likeliest taken; default false. */
    readonly sampled?: boolean;
    /** The measure that answers the question: the score, or the return of `reward`; default score. */
    readonly measure?: "score" | "return";
    /** The reward that every variant's return is measured with; default the base env's customary reward. */
    readonly reward?: RewardExpression;
    /** More evaluations with other env params, by name. */
    readonly heldOut?: { readonly [name: string]: Params };
  };
  /** Stops a run early once its mean training score of the last 100 episodes reaches this. */
  readonly stopAtScore?: number;
  /** Successive halving over variants (ASHA, Li et al. 2020): rungs at steps / eta^k, the best 1/eta go on. */
  readonly halving?: { readonly eta?: number; readonly rungs?: number };
  /** Confidence of intervals; default 0.95. */
  readonly confidence?: number;
  /** Published figures to print beside the result. */
  readonly published?: readonly {
    readonly what: string;
    readonly value: number;
    readonly source: string;
    readonly env?: string;
  }[];
}
