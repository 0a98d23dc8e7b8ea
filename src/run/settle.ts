import { bindEnv, checkRun, type NamedRewards, overlay, type Params, type RunSpec } from "../core/index.ts";
import { hostOf } from "./policy.ts";
import type { Registries } from "./registries.ts";
import { requireRoom } from "./room.ts";

/**
 * A run's description with every param of env and agent spelled out, so that it keeps its meaning when defaults change:
 * defaults, then presets for the env, then given values. The agent's params are checked for this env and number
 * of worlds, and for the memory that they need.
 * @throws `run/invalid`, `registry/unknown`, `params/invalid`
 */
export function settle(spec: RunSpec, { envs, agents }: Pick<Registries, "envs" | "agents">): RunSpec {
  checkRun(spec);
  const { overlap, streams, watch, ...always } = spec;
  const env = bindEnv(envs.find(spec.env.id), spec.env.params);
  const agent = agents.find(spec.agent.id);
  const { worlds: _, ...preset } = agent.presets?.(env.id) ?? {};
  const params = overlay<Params>(agent.id, { ...agent.params, ...preset }, spec.agent.params, agent.limits);
  const host = hostOf(spec, env, { overlap });
  agent.validate?.(params as never, host);
  if (agent.memoryOf) requireRoom(agent.id, agent.memoryOf(params as never, host));
  return {
    ...always,
    env: { id: env.id, params: { ...env.params, maxSteps: env.maxSteps } },
    agent: { id: agent.id, params },
    ...(hasAny(streams) && { streams }),
    ...(hasAny(watch) && { watch }),
    ...(overlap && { overlap }),
  };
}

const hasAny = (rewards: NamedRewards = {}): boolean => Object.keys(rewards).length > 0;

/** The default number of worlds for an agent on an env. */
export function worldsFor(agent: string, env: string, { agents }: Pick<Registries, "agents">): number {
  const { worlds } = agents.find(agent).presets?.(env) ?? {};
  return typeof worlds === "number" ? worlds : 16;
}
