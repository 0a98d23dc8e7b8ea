import { playRandomly } from "../../scripts/random-episodes.ts";
import { registries } from "../../scripts/registries.ts";
import { episodesOf } from "../../src/audit/index.ts";
import type { RewardExpression } from "../../src/core/index.ts";

const { signal } = new AbortController();

/** Episodes of random actions. */
export const randomEpisodes = async (env: string, episodes: number, seed = 1) =>
  episodesOf(await playRandomly(env, { episodes, seed, signal }), registries.envs);

export const weighed = (of: RewardExpression, weight: number): RewardExpression => ({ sum: { only: { weight, of } } });

export const featureOf = (feature: string): RewardExpression => ({ use: "shaped/feature-v1", params: { feature } });

export const shapedBy = (reward: RewardExpression, feature: string, gamma = 0.99): RewardExpression => ({
  sum: { own: reward, shaping: { apply: "transform/potential-v1", params: { gamma }, to: featureOf(feature) } },
});

export const late = (reward: RewardExpression): RewardExpression => ({ apply: "transform/delay-v1", to: reward });
