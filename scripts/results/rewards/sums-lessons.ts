import type { Params, RewardExpression } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { keptAt, type Lesson } from "./paired.ts";
import { judged, solvedAlone, sums } from "./sums.ts";

/** PPO for all trainings on sums. Rewards have one scale already, and every step of a short chain counts the same. */
export const settings: Params = {
  rolloutSteps: 32,
  minibatch: 512,
  learningRate: 1e-3,
  finalLearningRate: 1,
  hidden: [64],
  activation: "relu",
  entropyWeight: 0.01,
  gamma: 1,
  scaleRewards: false,
};

/** A training on sums that goes on from a start, if one is given. */
export const sumsLesson = (seed: number, reward: RewardExpression, steps: number): Lesson => ({
  env: sums.id,
  seed,
  worlds: 64,
  reward,
  watch: { again: { use: "shaped/feature-v1", params: { feature: "again" } } },
  agent: settings,
  steps: ofBudget(steps, 8192),
  episodes: ofBudget(200, 20),
});

/** Each of the first steps of a chain is worth something by itself: so a policy is brought up that can add a little. */
export const upbringing = (name: string, lesson: Lesson, steps: number) => ({
  ...lesson,
  reward: judged({ right: 1 }),
  steps,
  agent: { ...lesson.agent, gamma: 0, learningRate: 3e-3, epochs: 8, rolloutSteps: 16 },
  episodes: 0,
  keep: keptAt(name, lesson.seed),
});

/** Nothing, as a reward. */
export const nothing: RewardExpression = { apply: "transform/scale-v1", params: { factor: 0 }, to: solvedAlone };
