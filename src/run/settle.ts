import { bindEnv, checkRun, type NamedRewards, overlay, type Params, type RunSpec } from "../core/index.ts";
import { hostOf } from "./policy.ts";
import type { Registries } from "./registries.ts";
import { requireRoom } from "./room.ts";

type Settling = Pick<Registries, "envs" | "agents" | "presets">;

/**
 * A run's description with every param of env and agent spelled out, so that it keeps its meaning when defaults change:
 * defaults, then presets for the env, then given values. The agent's params are checked for this env and number
 * of worlds, and for the memory that they need.
 * @throws `run/invalid`, `registry/unknown`, `params/invalid`
 */
export async function settle(spec: RunSpec, { envs, agents, presets }: Settling): Promise<RunSpec> {
  checkRun(spec);
  const { overlap, streams, watch, group, rolloutBy, ...always } = spec;
  const env = bindEnv(await envs.find(spec.env.id), spec.env.params);
  const agent = await agents.find(spec.agent.id);
  const suited = overlay<Params>(agent.id, agent.params, presets?.(agent.id, env.id).params, agent.limits);
  const params = overlay(agent.id, suited, spec.agent.params, agent.limits);
  const host = hostOf(spec, env, { overlap });
  agent.validate?.(params as never, host);
  if (agent.memoryOf) requireRoom(agent.id, agent.memoryOf(params as never, host));
  return {
    ...always,
    env: { id: env.id, params: { ...env.params, maxSteps: env.maxSteps } },
    agent: { id: agent.id, params },
    ...(hasAny(streams) && { streams }),
    ...(hasAny(watch) && { watch }),
    ...(group !== undefined && { group }),
    ...(rolloutBy !== undefined && { rolloutBy }),
    ...(overlap && { overlap }),
  };
}

const hasAny = (rewards: NamedRewards = {}): boolean => Object.keys(rewards).length > 0;

/** The default number of worlds for an agent on an env. */
export function worldsFor(agent: string, env: string, { presets }: Pick<Registries, "presets">): number {
  return presets?.(agent, env).worlds ?? 16;
}
