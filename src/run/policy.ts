import type { BoundEnv, Policy, RunSpec } from "../core/index.ts";
import type { Registries } from "./registries.ts";

/**
 * The agent of a run, as new.
 * @param overlap whether it will learn while others act
 */
export function openPolicy(
  spec: RunSpec,
  { agents }: Pick<Registries, "agents">,
  env: BoundEnv,
  overlap = false,
): Promise<Policy> {
  return agents.find(spec.agent.id).create(spec.agent.params as never, {
    env: env.id,
    observation: env.observation,
    action: env.action,
    maskSize: env.maskSize,
    worlds: spec.worlds,
    seed: spec.seed,
    device: spec.device,
    overlap,
  });
}
