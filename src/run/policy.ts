import type { AgentHost, BoundEnv, Policy, RunSpec } from "../core/index.ts";
import type { Registries } from "./registries.ts";

/** What does not follow from a run's description alone. */
export type GivenToAgent = Partial<
  Pick<AgentHost, "overlap" | "blobs" | "rescore" | "from" | "anchor" | "demonstrations">
>;

/** The host that a run gives its agent. */
export const hostOf = (spec: RunSpec, env: BoundEnv, { overlap = false, ...given }: GivenToAgent = {}): AgentHost => ({
  env: env.id,
  observation: env.observation,
  action: env.action,
  maskSize: env.maskSize,
  seats: spec.worlds * env.seats,
  mayBeAbsent: env.seats > 1 || spec.rolloutBy === "episodes",
  seed: spec.seed,
  device: spec.device,
  streams: Object.keys(spec.streams ?? {}),
  overlap,
  ...given,
});

/**
 * The untrained agent of a run.
 * @param spec settled
 */
export const openPolicy = async (
  spec: RunSpec,
  { agents }: Pick<Registries, "agents">,
  env: BoundEnv,
  given: GivenToAgent = {},
): Promise<Policy> => (await agents.find(spec.agent.id)).create(spec.agent.params as never, hostOf(spec, env, given));
