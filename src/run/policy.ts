import type { AgentHost, BoundEnv, Policy, RunSpec } from "../core/index.ts";
import type { Registries } from "./registries.ts";

/**
 * What a run tells its agent of where it is used.
 * @param overlap whether it will learn while others act
 */
export const hostOf = (spec: RunSpec, env: BoundEnv, overlap = false): AgentHost => ({
  env: env.id,
  observation: env.observation,
  action: env.action,
  maskSize: env.maskSize,
  worlds: spec.worlds,
  seed: spec.seed,
  device: spec.device,
  overlap,
});

/**
 * The agent of a run, as new.
 * @param spec settled
 * @param overlap whether it will learn while others act
 */
export const openPolicy = (
  spec: RunSpec,
  { agents }: Pick<Registries, "agents">,
  env: BoundEnv,
  overlap = false,
): Promise<Policy> => agents.find(spec.agent.id).create(spec.agent.params as never, hostOf(spec, env, overlap));
