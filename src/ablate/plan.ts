import { canonical, digest, type Params, type RewardExpression, type RunSpec } from "../core/index.ts";
import type { OriginSources } from "../run/index.ts";
import type { Question } from "./question.ts";
import type { Variant } from "./result.ts";

/** How a trained run is evaluated, with every default filled in. */
export interface SettledEvaluation {
  readonly episodes: number;
  /** Whether actions are drawn; left out for greedy ones. */
  readonly sampled?: true;
  /** The reward that returns are measured with. */
  readonly reward: RewardExpression;
  /** Env params that replace the run's own, by the name of the setting. */
  readonly heldOut: { readonly [name: string]: Params };
}

/** The work of one run; all of it is part of the run's identity. */
export interface RunPlan {
  readonly spec: RunSpec;
  readonly evaluation: SettledEvaluation;
  readonly stopAtScore?: number;
}

/** A run and its place in a question. Runs of equal variants share an identity. */
export interface PlannedRun extends RunPlan {
  /** Where to find what the run begins from; its description holds the digests. */
  readonly origins: OriginSources;
  readonly identity: string;
  readonly env: string;
  readonly variant: string;
}

/** All runs that a question asks for. */
export interface Plan {
  readonly question: Question;
  readonly variants: readonly Variant[];
  readonly envs: readonly string[];
  readonly seeds: readonly number[];
  /** By env, variant, seed. */
  readonly runs: readonly PlannedRun[];
  /** Warnings to show before anything runs. */
  readonly notices: readonly string[];
}

/** The identity of a run: its work and the version of this package. */
export const runIdentity = (run: RunPlan, version: string): Promise<string> => digest(canonical({ ...run, version }));

/** The runs of a plan, each once, in the order of the plan. */
export function distinctRuns({ runs }: Pick<Plan, "runs">): PlannedRun[] {
  const seen = new Set<string>();
  return runs.filter(({ identity }) => !seen.has(identity) && seen.add(identity));
}
