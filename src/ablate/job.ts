import type { PlannedRun } from "./plan.ts";

/** What a worker is asked to do: plain JSON, so that it may travel. */
export interface RunJob extends PlannedRun {
  /** The run's folder. */
  readonly directory: string;
  /** Training ends at the first update that reaches this; the run's budget, or less at a rung of halving. */
  readonly until: number;
  /** What follows: the evaluation of a run that is done or halved, or nothing yet. */
  readonly ending: "done" | "halved" | "pause";
}
