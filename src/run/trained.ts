import { bindEnv, type Device, isLearner, type Policy, type RunSpec } from "../core/index.ts";
import { readRun } from "../record/index.ts";
import { openPolicy } from "./policy.ts";
import type { Registries } from "./registries.ts";
import { latestState, newestState, versions } from "./saved.ts";

/** The description of a run in a folder, with the budget that it was last going for. */
export async function recordedSpec(directory: string): Promise<RunSpec> {
  const run = await readRun(directory, versions());
  const { spec } = run.description;
  return { ...spec, steps: (await newestState(run))?.counters.budget ?? spec.steps };
}

/** An agent as a run's newest checkpoint left it. */
export interface TrainedPolicy {
  readonly spec: RunSpec;
  readonly policy: Policy;
  /** Steps it was trained for. */
  readonly steps: number;
  readonly notices: readonly string[];
}

/**
 * Opens the agent of a run; the caller closes its policy.
 * @param device where it computes; the one that it was trained on unless given
 * @throws `checkpoint/missing`, `registry/unknown`, `device/unavailable`
 */
export async function openTrained(directory: string, registries: Registries, device?: Device): Promise<TrainedPolicy> {
  const run = await readRun(directory, versions());
  const { spec } = run.description;
  const { counters, live, notices } = await latestState(run);
  const env = bindEnv(registries.envs.find(spec.env.id), spec.env.params);
  const policy = await openPolicy({ ...spec, device: device ?? spec.device }, registries, env);
  if (isLearner(policy)) policy.load(live.learner);
  return { spec, policy, steps: counters.steps, notices };
}
