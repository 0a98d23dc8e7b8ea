import type { Columns } from "./reward-rows.ts";
import type { Batch, Space } from "./space.ts";

/** Names of features, by when they are wanted of a step. */
export interface MeasuredNames {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Features before and after each step, `[rows]` each. */
export interface Measured {
  readonly before: Columns;
  readonly after: Columns;
}

/** Steps that a learner has remembered, each on its own. */
export interface RememberedSteps {
  readonly rows: number;
  /** `[rows, ...]`: what was observed before and after each step. */
  readonly before: Batch<Space>;
  readonly after: Batch<Space>;
  /** `[rows, ...]`, as the worlds received them. */
  readonly actions: Batch<Space>;
  /** `[rows]` each: those that `Rescore.features` names. */
  readonly features: Measured;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/** Scores what a learner has remembered by what the run's reward has learned since. */
export interface Rescore {
  /** Features to remember beside observations and actions. */
  readonly features: MeasuredNames;
  /** `[rows]`; the array is the caller's. @throws `agent/unsupported` for a reward that needs more than what is remembered */
  score(steps: RememberedSteps): Promise<Float64Array>;
}
