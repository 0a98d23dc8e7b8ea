import type { BoundEnv, Demonstration } from "../core/index.ts";
import type { EpisodeRecord } from "./episode.ts";
import { requireEnvOf } from "./episode-env.ts";
import { batchFrom } from "./rescore.ts";

/** A recorded episode as an agent may learn from it; it shares the record's arrays. @throws `episode/mismatch` */
export function demonstrationOf(
  record: EpisodeRecord,
  env: Pick<BoundEnv, "id" | "action" | "observation">,
): Demonstration {
  requireEnvOf(record, env);
  const { steps, actions, observations, rewards, terms, features, terminated, truncated } = record;
  return {
    steps,
    actions: batchFrom(env.action, actions.values()),
    ...(observations && { observations: batchFrom(env.observation, observations.values()) }),
    rewards,
    terms,
    features,
    terminated,
    truncated,
  };
}
