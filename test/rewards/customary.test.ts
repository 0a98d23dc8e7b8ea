import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { rewards } from "../../rewards/index.ts";
import { customaryReward } from "../../scripts/customary.ts";
import { bindEnv, bindReward, requireNames } from "../../src/core/index.ts";

test.each(envs.all.map(({ id }) => id))("%s measures what its customary reward reads", (id) => {
  const reward = rewards.find(String(customaryReward(id)));
  const { features = [] } = bindReward(reward).inputs;
  requireNames(id, "feature", features, Object.keys(bindEnv(envs.find(id)).features), reward.id);
});

test("an env of somebody else's has none", () => {
  expect(() => customaryReward("fixture/none-v1")).toThrow("reward/expression");
  expect(() => customaryReward("constructor")).toThrow("reward/expression");
});
