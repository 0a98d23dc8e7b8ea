import type { RewardExpression } from "../../core/index.ts";
import type { StoredEpisode } from "../../record/index.ts";

/**
 * Gymnasium's description of the env that episodes are of, as the Python client registers it: with that package at hand,
 * Minari's `recover_environment` makes the same env with the same params and reward.
 */
export const envSpec = ({ id, params }: StoredEpisode["env"], reward: RewardExpression | undefined) => ({
  id: `rewardgym/${id.replace("/", ".")}`,
  entry_point: "rewardgym.env:RewardGymEnv",
  reward_threshold: null,
  nondeterministic: false,
  max_episode_steps: null, // the env has its own time limit
  order_enforce: false,
  disable_env_checker: true,
  kwargs: { env: id, params, ...(reward !== undefined && { reward }) },
  additional_wrappers: [],
  vector_entry_point: "rewardgym.vector:RewardGymVectorEnv",
});
