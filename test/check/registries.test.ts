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
  bindReward,
  bindTransform,
  type Reward,
  type RewardExpression,
  registry,
} from "../../src/core/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import * as fixtureRewards from "../fixtures/rewards.ts";
import { envs as fixtureEnvs } from "../fixtures/worlds.ts";
import { seated } from "../fixtures/worlds-seated.ts";
import { beyondSample, sampleByFamily } from "../sample.ts";

/** Everything listed keeps its contract, by being listed. */
const flaws = (findings: readonly Finding[]) => findings.filter(({ ok, warning }) => !ok || warning);
const [everyEnv, everyReward, everyTransform] = [
  [
    ...(await envs.all()).filter(({ id }) => !id.startsWith("locomotion/")),
    ...(await fixtureEnvs.all()),
    ...(await seated.all()),
  ],
  // what a file makes of a reward that takes one is checked where there is a file
  [...(await rewards.all()).filter(({ takes }) => !takes?.file), ...(await fixtureRewards.rewards.all())],
  [...(await transforms.all()), ...(await fixtureRewards.transforms.all())] as readonly AnyTransform[],
];
const fixtures = await fixtureRewards.rewards.all();
const painting = bindEnv(await fixtureEnvs.get("fixture/painter-v1"));
const measuring = bindEnv(await fixtureEnvs.get("fixture/arm-v1"));

describe("every env", () => {
  const chosen = sampleByFamily(everyEnv, 3);
  for (const env of everyEnv)
    it(`${env.id} conforms`, async ({ skip }) => {
      if (!chosen.has(env)) skip(beyondSample);
      expect(flaws(await checkEnv(env))).toEqual([]);
    });
});

describe("every reward", () => {
  for (const reward of everyReward)
    it(`${reward.id} conforms`, async () => {
      expect(flaws(await checkReward(reward))).toEqual([]);
    });

  for (const reward of fixtures)
    it(`${reward.id} conforms over a world's rows`, async () => {
      const env = bindReward(reward).inputs.vectors ? measuring : painting;
      expect(flaws(await checkReward(reward, { env }))).toEqual([]);
    });

  it("sparse/reached-v1 conforms over seats that come and go", async () => {
    const env = bindEnv(await seated.get("fixture/queue-v1"), { pause: 2 });
    const params = { feature: "waited", bound: 2 };
    expect(flaws(await checkReward(await rewards.get("sparse/reached-v1"), { env, params, steps: 40 }))).toEqual([]);
  });
});

describe("every transform", () => {
  for (const transform of everyTransform) {
    it(`${transform.id} conforms`, async () => {
      expect(flaws(await checkTransform(transform))).toEqual([]);
    });

    it(`${transform.id} conforms within an expression`, async () => {
      const near: RewardExpression = { use: "shaped/feature-v1", params: { feature: "closeness" } };
      const { named, within } = bindTransform(transform).inputs;
      const kept: RewardExpression = within
        ? { apply: "transform/clamp-v1", params: { low: within[0], high: within[1] }, to: near }
        : near;
      const names = Array.isArray(named) ? (named as readonly string[]) : ["near", "step"];
      const to = named ? Object.fromEntries(names.map((name, i) => [name, i === 0 ? kept : "fixture/step-v1"])) : kept;
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
    rewards: registry<Reward>("reward", import.meta.url, everyReward),
    transforms: registry<AnyTransform>("transform", import.meta.url, everyTransform),
  };
  const build = () => openReward(expression, all, env, host);
  const { inputs } = await build();
  const [first, next] = [1, 2].map((seed) => randomRows(inputs, { steps, worlds, seed }));
  return checkLiveReward(build, [first, next]);
}
