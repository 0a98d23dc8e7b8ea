export type { RewardRegistries } from "./bind.ts";
export { buildReward, type Evaluation, type LiveReward } from "./build.ts";
export { checkExpression, parseExpression } from "./parse.ts";
export { rewardsIn } from "./terms.ts";
