import type { Json, Params, RewardExpression, RunSpec } from "../core/index.ts";

/** A question as a person writes it, JSON or YAML. Every key but `question`, `base` and `seeds` has a default. */
export interface Question {
  /** A sentence that ends with a question mark. */
  readonly question: string;
  /** The run that variants change, as `train` takes it. Presets fill in params and worlds that are not given. */
  readonly base: {
    readonly env: string | { readonly id: string; readonly params?: Params };
    /** None means the env's customary reward. */
    readonly reward?: RewardExpression;
    readonly agent?: string | { readonly id: string; readonly params?: Params };
    readonly steps: number;
    readonly worlds?: number;
    readonly device?: RunSpec["device"];
    readonly overlap?: boolean;
  };
  /** Envs on which every variant is run, like rliable's tasks. Default: only the base's env. */
  readonly envs?: readonly (string | { readonly id: string; readonly params?: Params; readonly steps?: number })[];
  /** Named changes to the base: keys are paths into the run (`agent.gamma`, `env.gravity`, `reward`, `steps`, `worlds`, `overlap`). */
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
    /** Greedy episodes after the last step; default 100. */
    readonly episodes?: number;
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
