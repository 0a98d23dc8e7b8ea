export { type Bound, type BoundTerm, bindExpression, innerOf, isBound, type RewardRegistries } from "./bind.ts";
export { rewardHost } from "./host.ts";
export { unionOf } from "./inputs.ts";
export { type LiveReward, openReward, type PartVisitor, type RewardScores } from "./open.ts";
export { checkExpression, parseExpression } from "./parse.ts";
export { rewardsIn } from "./terms.ts";
