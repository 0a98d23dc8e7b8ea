import { canonical, digest, type Params, type RewardExpression, type RunSpec } from "../core/index.ts";
import type { Question } from "./question.ts";
import type { Variant } from "./result.ts";

/** How a trained run is looked at, everything spelled out. */
export interface SettledEvaluation {
  readonly episodes: number;
  /** The reward that returns are measured with. */
  readonly reward: RewardExpression;
  /** Params laid over the env's, by the name of the setting. */
  readonly heldOut: { readonly [name: string]: Params };
}

/** What is done in one run: everything here is part of its identity. */
export interface RunPlan {
  readonly spec: RunSpec;
  readonly evaluation: SettledEvaluation;
  readonly stopAtScore?: number;
}

/** A run and the place it has in a question. Runs of equal variants share their identity. */
export interface PlannedRun extends RunPlan {
  readonly identity: string;
  readonly env: string;
  readonly variant: string;
}

/** Everything that a question asks to be run. */
export interface Plan {
  readonly question: Question;
  readonly variants: readonly Variant[];
  readonly envs: readonly string[];
  readonly seeds: readonly number[];
  /** By env, variant, seed. */
  readonly runs: readonly PlannedRun[];
  /** What a person should know before anything runs. */
  readonly notices: readonly string[];
}

/** The identity of a run: what is done, and with which version of this package. */
export const runIdentity = (run: RunPlan, version: string): Promise<string> => digest(canonical({ ...run, version }));

/** The runs of a plan, each once, in the order of the plan. */
export function distinctRuns({ runs }: Pick<Plan, "runs">): PlannedRun[] {
  const seen = new Set<string>();
  return runs.filter(({ identity }) => !seen.has(identity) && seen.add(identity));
}
