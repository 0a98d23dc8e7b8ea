import { describe, expect, it } from "vitest";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import {
  checkEnv,
  checkLiveReward,
  checkReward,
  checkTransform,
  type Finding,
  randomRows,
} from "../../src/check/index.ts";
import {
  type AnyTransform,
  type BoundEnv,
  bindEnv,
  type Reward,
  type RewardExpression,
  registry,
} from "../../src/core/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import * as fixtureRewards from "../fixtures/rewards.ts";
import { envs as fixtureEnvs } from "../fixtures/worlds.ts";
import { beyondSample, sampleByFamily } from "../sample.ts";

/** Everything listed keeps its contract, by being listed. */
const flaws = (findings: readonly Finding[]) => findings.filter(({ ok, warning }) => !ok || warning);
const painting = bindEnv(fixtureEnvs.get("fixture/painter-v1"));

describe("every env", () => {
  const all = [...envs.all.filter(({ id }) => !id.startsWith("locomotion/")), ...fixtureEnvs.all];
  const chosen = sampleByFamily(all, 6);
  for (const env of all)
    it(`${env.id} conforms`, async ({ skip }) => {
      if (!chosen.has(env)) skip(beyondSample);
      expect(flaws(await checkEnv(env))).toEqual([]);
    });
});

describe("every reward", () => {
  for (const reward of [...rewards.all, ...fixtureRewards.rewards.all])
    it(`${reward.id} conforms`, async () => {
      expect(flaws(await checkReward(reward))).toEqual([]);
    });

  for (const reward of fixtureRewards.rewards.all)
    it(`${reward.id} conforms over a world's rows`, async () => {
      expect(flaws(await checkReward(reward, { env: painting }))).toEqual([]);
    });
});

describe("every transform", () => {
  const all: readonly AnyTransform[] = [...transforms.all, ...fixtureRewards.transforms.all];
  for (const transform of all) {
    it(`${transform.id} conforms`, async () => {
      expect(flaws(await checkTransform(transform))).toEqual([]);
    });

    it(`${transform.id} conforms within an expression`, async () => {
      const near: RewardExpression = { use: "shaped/feature-v1", params: { feature: "closeness" } };
      const to = transform.inputs.named ? { near, step: "fixture/step-v1" } : near;
      const expression: RewardExpression = { sum: { a: { weight: 2, of: { apply: transform.id, to } }, b: near } };
      expect(flaws(await checkExpression(expression, painting))).toEqual([]);
    });
  }
});

/** Checks an expression over all rewards and transforms there are. */
async function checkExpression(expression: RewardExpression, env: BoundEnv): Promise<Finding[]> {
  const steps = 8;
  const worlds = 3;
  const host = rewardHost(env, { seats: worlds, seed: 1 });
  const all = {
    rewards: registry<Reward>("reward", import.meta.url, [...rewards.all, ...fixtureRewards.rewards.all]),
    transforms: registry<AnyTransform>("transform", import.meta.url, [
      ...transforms.all,
      ...fixtureRewards.transforms.all,
    ]),
  };
  const build = () => openReward(expression, all, env, host);
  const { inputs } = await build();
  const [first, next] = [1, 2].map((seed) => randomRows(inputs, { steps, worlds, seed }));
  return checkLiveReward(build, [first, next]);
}
