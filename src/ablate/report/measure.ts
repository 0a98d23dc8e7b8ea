import { assert } from "../../core/index.ts";
import type { Ablation, EvaluatedEpisodes, RunResult } from "../result.ts";
import { meanOf } from "../statistics/index.ts";

/** The number that answers the question: a run's score or return. */
export interface Measure {
  readonly name: "score" | "return";
  /** Largest minus smallest possible value; returns have no bounds. */
  readonly range?: number;
  /** The mean over the episodes of a finished run. */
  of(run: RunResult, set?: string): number;
}

export const plain = "plain";

/** The question's measure. */
export function measureOf({ question }: Ablation): Measure {
  const name = question.evaluation?.measure ?? "score";
  const values = (episodes: EvaluatedEpisodes) => (name === "score" ? episodes.scores : episodes.returns);
  return {
    name,
    ...(name === "score" && { range: 1 }),
    of({ identity, evaluations }, set = plain) {
      assert(Object.hasOwn(evaluations, set), `run ${identity} was evaluated as ${set}`);
      return meanOf(values(evaluations[set]));
    },
  };
}

/** The finished runs of a variant on an env, by seed. */
export const finished = (ablation: Ablation, env: string, variant: string): readonly RunResult[] =>
  ablation.runs.filter((run) => run.env === env && run.variant === variant && run.status === "done");

/** Names of the held-out evaluations. */
export const heldOutOf = ({ question }: Ablation): readonly string[] => Object.keys(question.evaluation?.heldOut ?? {});
