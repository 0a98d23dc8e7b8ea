import { bindEnv, checkRun, type Limits, overlay, type Params, type RunSpec } from "../core/index.ts";
import type { Registries } from "./registries.ts";

/**
 * A run's description with every param of env and agent spelled out, so that it means the same when defaults have
 * changed: defaults, then what suits the env, then what was given.
 * @throws `run/invalid`, `registry/unknown`, `params/invalid`
 */
export function settle(spec: RunSpec, { envs, agents }: Pick<Registries, "envs" | "agents">): RunSpec {
  checkRun(spec);
  const { overlap, group, rolloutBy, ...always } = spec;
  const env = bindEnv(envs.find(spec.env.id), spec.env.params);
  const agent = agents.find(spec.agent.id);
  const { worlds: _, ...preset } = agent.presets?.(env.id) ?? {};
  const params = overlay<Params>(
    agent.id,
    { ...agent.params, ...preset },
    spec.agent.params,
    agent.limits as Limits<Params>,
  );
  return {
    ...always,
    env: { id: env.id, params: { ...env.params, maxSteps: env.maxSteps } },
    agent: { id: agent.id, params },
    ...(group !== undefined && { group }),
    ...(rolloutBy !== undefined && { rolloutBy }),
    ...(overlap && { overlap }),
  };
}

/** How many worlds suit an agent on an env, where a person names no number. */
export function worldsFor(agent: string, env: string, { agents }: Pick<Registries, "agents">): number {
  const { worlds } = agents.find(agent).presets?.(env) ?? {};
  return typeof worlds === "number" ? worlds : 16;
}
