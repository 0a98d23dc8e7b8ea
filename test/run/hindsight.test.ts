import { expect, it } from "vitest";
import { registries } from "../../scripts/registries.ts";
import type { RunSpec } from "../../src/core/index.ts";
import { train } from "../../src/run/index.ts";
import { newFolder, rememberedRewards } from "./remembered.ts";

const params = { rolloutSteps: 10, learningStarts: 1000, hidden: [8], minibatch: 16 };
const spec: RunSpec = {
  env: { id: "locomotion/reacher-v1", params: {} },
  reward: "sparse/success-v1",
  agent: { id: "learner/sac-v1", params },
  ...{ seed: 3, steps: 40, worlds: 2, device: "cpu" },
};
const withHindsight = (hindsight: number, more: Partial<RunSpec> = {}): RunSpec => ({
  ...spec,
  ...more,
  agent: { ...spec.agent, params: { ...params, hindsight } },
});

it("a learner remembers each step again, with goals that were achieved, and is paid for achieving them", async () => {
  const [plain, told] = [await rememberedRewards(spec), await rememberedRewards(withHindsight(2))];
  expect(plain).toHaveLength(40);
  expect(told).toHaveLength(3 * 40);
  expect([...told.subarray(0, 20)]).toEqual([...plain.subarray(0, 20)]); // as it was lived
  const paid = (rewards: Float32Array) => rewards.filter((reward) => reward === 1).length;
  expect(paid(told)).toBeGreaterThan(3 * paid(plain) + 5); // a goal may be what the step itself achieved
});

it("is refused for an env that declares no goals, before anything is written", async () => {
  const other = withHindsight(2, { env: { id: "classic/pendulum-v1", params: {} }, reward: "shaped/pendulum-v1" });
  await expect(train({ spec: other, registries, directory: await newFolder() })).rejects.toMatchObject({
    code: "env/unsupported",
  });
});
