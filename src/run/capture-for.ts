import type { Capture, Policy } from "../core/index.ts";
import type { LiveReward } from "../reward/index.ts";

/** What a vector must capture for a reward and a policy. */
export const captureFor = (
  { inputs: { text, goals, frames } }: Pick<LiveReward, "inputs">,
  policy?: Pick<Policy, "inputs">,
): Capture => ({ text, goals: goals || policy?.inputs?.goals, frames });
