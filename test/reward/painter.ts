import { recordRows } from "../../src/check/index.ts";
import { bindEnv, type RewardExpression, type RewardRows } from "../../src/core/index.ts";
import { type LiveReward, openReward, rewardHost } from "../../src/reward/index.ts";
import * as registries from "../fixtures/rewards.ts";
import { envs } from "../fixtures/worlds.ts";

/** The world that most of these tests score: it has features, events, pictures and text. */
export const painter = bindEnv(await envs.get("fixture/painter-v1"));
export const worlds = 3;
export const steps = 60; // more than an episode's 40

export const build = (expression: RewardExpression, env = painter): Promise<LiveReward> =>
  openReward(expression, registries, env, rewardHost(env, { seats: worlds, seed: 5 }));

/** Rows that hold what a reward reads. */
export const rowsFor = (live: LiveReward, seed = 1, env = painter): RewardRows =>
  recordRows(env, live.inputs, { steps, worlds, seed });

export const feature = (name: string): RewardExpression => ({ use: "fixture/value-v1", params: { feature: name } });
