export { checkEnv, type EnvCheckOptions } from "./check-env.ts";
export { checkGradient, type GradientSubject } from "./check-gradient.ts";
export { checkLiveReward, type LiveRewardLike } from "./check-live-reward.ts";
export { checkReward, checkTransform, type RewardCheckOptions } from "./check-reward.ts";
export { type Finding, report } from "./finding.ts";
export { recordRows } from "./record-rows.ts";
export { type RowsOptions, randomRows } from "./rows.ts";
