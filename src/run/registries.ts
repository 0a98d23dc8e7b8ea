import type { Agent, AnyTransform, Env, Registry, Reward } from "../core/index.ts";

/** Everything that a run can name. */
export interface Registries {
  readonly envs: Registry<Env>;
  readonly rewards: Registry<Reward>;
  readonly transforms: Registry<AnyTransform>;
  readonly agents: Registry<Agent>;
}
