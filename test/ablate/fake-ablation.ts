import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { customaryReward } from "../../scripts/zoo/index.ts";
import { expand, type Plan, type Question, type RunnerOptions, runAblation } from "../../src/ablate/index.ts";
import { registry } from "../../src/core/index.ts";
import { fakeLearner, presets } from "../fixtures/fake-learner.ts";

/** The package's envs and rewards, and a learner that needs no network. */
export const registries = {
  envs,
  rewards,
  transforms,
  agents: registry("agent", import.meta.url, [fakeLearner]),
  presets,
};

/** Eight runs of a fraction of a second each. */
export const question: Question = {
  question: "Does learning faster help?",
  base: { env: "classic/cart-pole-v1", agent: "fake/linear-v1", steps: 6400 },
  variants: { fast: { "agent.learningRate": 0.1 } },
  seeds: 4,
  evaluation: { episodes: 6, heldOut: { short: { maxSteps: 20 } } },
};

/** Four runs that write two checkpoints on their way. */
export const longer: Question = { ...question, base: { ...question.base, steps: 19_200 }, seeds: 2 };

export const planOf = (asked: Question = question): Promise<Plan> =>
  expand(asked, { registries, customaryReward, version: "1" });

const worker = new URL("./fake-worker.ts", import.meta.url);

/** Runs a plan in processes that know the same registries. */
export const run = (plan: Plan, directory: string, options: Partial<RunnerOptions> = {}) =>
  runAblation({ name: "fake", command: "none", plan, directory, worker, jobs: 2, ...options });
