import { type BoundEnv, batchIn, type Demonstration } from "../core/index.ts";
import type { EpisodeRecord } from "./episode.ts";
import { requireEnvOf } from "./episode-env.ts";

/** A recorded episode as an agent may learn from it; it shares the record's arrays. @throws `episode/mismatch` */
export function demonstrationOf(
  record: EpisodeRecord,
  env: Pick<BoundEnv, "id" | "action" | "observation">,
): Demonstration {
  requireEnvOf(record, env);
  const { steps, actions, observations, rewards, terms, features, terminated, truncated } = record;
  return {
    steps,
    actions: batchIn(env.action, actions),
    ...(observations && { observations: batchIn(env.observation, observations) }),
    rewards,
    terms,
    features,
    terminated,
    truncated,
  };
}
