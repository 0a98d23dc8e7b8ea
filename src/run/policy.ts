import type { AgentHost, BoundEnv, Policy, RunSpec } from "../core/index.ts";
import type { Registries } from "./registries.ts";

/** The agent of a run, as new. */
export function openPolicy(
  spec: RunSpec,
  { agents }: Pick<Registries, "agents">,
  env: BoundEnv,
  { overlap = false, blobs }: Pick<AgentHost, "overlap" | "blobs"> = {},
): Promise<Policy> {
  return agents.find(spec.agent.id).create(spec.agent.params as never, {
    env: env.id,
    observation: env.observation,
    action: env.action,
    maskSize: env.maskSize,
    seats: spec.worlds * env.seats,
    mayBeAbsent: env.seats > 1 || spec.rolloutBy === "episodes",
    seed: spec.seed,
    device: spec.device,
    streams: Object.keys(spec.streams ?? {}),
    blobs,
    overlap,
  });
}
