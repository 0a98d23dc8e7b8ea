import { type AgentHost, arraysOf, type Batch, batchOf, type PackedArray, type Space } from "../../src/core/index.ts";

/** What demonstrations show: what was observed before every step, and what was done. */
export interface Shown {
  readonly steps: number;
  /** `[steps, ...]` */
  readonly observations: Batch<Space>;
  readonly actions: Batch<Space>;
}

/** Everything that demonstrations show; nothing where a policy is opened only to decide. */
export function shownBy({ observation, action, demonstrations = [] }: AgentHost): Shown {
  const steps = demonstrations.reduce((sum, each) => sum + each.steps, 0);
  const shown = { observations: batchOf(observation, steps), actions: batchOf(action, steps) };
  let at = 0;
  for (const each of demonstrations) {
    if (each.observations) copyRows(each.observations, shown.observations, each.steps, at, steps);
    copyRows(each.actions, shown.actions, each.steps, at, steps);
    at += each.steps;
  }
  return { steps, ...shown };
}

/** Copies the first rows of a batch to where they belong in one of `all` rows. */
function copyRows(from: Batch<Space>, into: Batch<Space>, rows: number, at: number, all: number): void {
  const sources = arraysOf(from);
  arraysOf(into).forEach((target: PackedArray, i) => {
    const size = target.length / all;
    target.set(sources[i].subarray(0, rows * size), at * size);
  });
}
