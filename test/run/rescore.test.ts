import { expect, it } from "vitest";
import { registries } from "../../scripts/registries.ts";
import type { RunSpec } from "../../src/core/index.ts";
import { train } from "../../src/run/index.ts";
import { newFolder, rememberedRewards } from "./remembered.ts";

const spec: RunSpec = {
  env: { id: "classic/pendulum-v1", params: { maxSteps: 40 } },
  reward: {
    apply: "transform/preferences-v1",
    params: { budget: 12, atFirst: 1, segment: 5, recent: 64, gradientSteps: 20, hidden: [8], explore: false },
    to: "shaped/pendulum-v1",
  },
  agent: {
    id: "learner/sac-v1",
    params: { rolloutSteps: 8, learningStarts: 400, hidden: [8], minibatch: 16, rescoreSteps: 160 },
  },
  ...{ seed: 3, steps: 320, worlds: 2, device: "cpu" },
};

it("a learner scores again what it remembers, by what the reward has learned since", async () => {
  const anew = await rememberedRewards(spec);
  const params = { ...spec.agent.params, rescoreSteps: 0 };
  const asLived = await rememberedRewards({ ...spec, agent: { ...spec.agent, params } });
  const unpaid = (rewards: Float32Array) => rewards.filter((reward) => reward === 0).length;
  expect(unpaid(asLived)).toBe(32); // two rollouts from before there were labels
  expect(unpaid(anew)).toBe(0);
  expect(anew.at(-1)).toBe(asLived.at(-1)); // nothing was learned after that
});

it("is refused beside what it cannot be combined with, and for rewards that need more than is remembered", async () => {
  const begin = async (more: Partial<RunSpec>, params = {}) =>
    train({
      spec: { ...spec, ...more, agent: { ...spec.agent, params: { ...spec.agent.params, ...params } } },
      registries,
      directory: await newFolder(),
    });
  await expect(begin({ overlap: true })).rejects.toMatchObject({ code: "params/invalid" });
  await expect(begin({}, { hindsight: 2 })).rejects.toMatchObject({ code: "params/invalid" });
  const remembers = { use: "sparse/reached-v1", params: { feature: "upright", bound: 2 } };
  await expect(begin({ reward: remembers })).rejects.toMatchObject({ code: "agent/unsupported" });
});
