import type { PlannedRun } from "./plan.ts";

/** A job for a worker, as plain JSON so that it can be sent. */
export interface RunJob extends PlannedRun {
  /** The run's folder. */
  readonly directory: string;
  /** Training ends at the first update that reaches this many steps: the run's budget, or less at a rung of halving. */
  readonly until: number;
  /** What follows the training: the evaluation of a finished or halved run, or nothing yet. */
  readonly ending: "done" | "halved" | "pause";
}
