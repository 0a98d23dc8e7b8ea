import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { customaryReward } from "../../scripts/zoo/index.ts";
import { bindEnv } from "../../src/core/index.ts";
import { bindExpression } from "../../src/reward/index.ts";

const registries = { rewards, transforms };

test.each(envs.ids)("%s measures what its customary reward reads", async (id) => {
  const env = bindEnv(await envs.find(id));
  expect((await bindExpression(customaryReward(id), registries, env)).length).toBeGreaterThan(0);
});

test("an env of somebody else's has none", () => {
  expect(() => customaryReward("fixture/none-v1")).toThrow("reward/expression");
  expect(() => customaryReward("constructor")).toThrow("reward/expression");
});
