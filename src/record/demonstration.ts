import { type BoundEnv, batchIn, type Demonstration, fail } from "../core/index.ts";
import { requireEnvOf } from "./episode-env.ts";
import { isImported, type StoredEpisode } from "./imported-episode.ts";

/** A recorded or imported episode as an agent may learn from it; it shares the record's arrays. @throws `episode/mismatch` */
export function demonstrationOf(
  record: StoredEpisode,
  env: Pick<BoundEnv, "id" | "action" | "observation" | "seats">,
): Demonstration {
  requireEnvOf(record, env);
  const { terms, features, seats } = isImported(record) ? unmeasured : record;
  if (seats)
    fail("episode/mismatch", {
      given: `an episode of ${seats.count} seats as a demonstration`,
      expected: "an episode of one seat: what several do together shows nobody what to do alone",
    });
  const { steps, actions, observations, rewards, terminated, truncated } = record;
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

/** What an imported episode does not have. */
const unmeasured = { terms: {}, features: {}, seats: undefined };
