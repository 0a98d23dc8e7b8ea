export { type Bound, type BoundTerm, bindExpression, innerOf, isBound, type RewardRegistries } from "./bind.ts";
export type { GoalStrategy } from "./goal-choice.ts";
export { rewardHost } from "./host.ts";
export { unionOf } from "./inputs.ts";
export { type LiveReward, openReward, type PartVisitor, type RewardScores } from "./open.ts";
export { checkExpression, parseExpression } from "./parse.ts";
export { openRelabeller, type Relabelled, type Relabeller, type RelabelOptions } from "./relabel.ts";
export { ownGoal } from "./retold.ts";
export { rewardsIn } from "./terms.ts";
