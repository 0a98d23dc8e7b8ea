import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { agents } from "../../agents/index.ts";
import { envs as catalogue } from "../../envs/index.ts";
import { rewards as plugIns, transforms } from "../../rewards/index.ts";
import { presets } from "../../scripts/zoo/index.ts";
import { type Params, type RunSpec, registry } from "../../src/core/index.ts";
import { evaluate, openTrained, train } from "../../src/run/index.ts";
import { event } from "../fixtures/rewards.ts";
import { envs as fixtures } from "../fixtures/worlds.ts";

const rewards = registry("reward", import.meta.url, [...plugIns.entries, event]);
const counted = (name: string) => ({ use: "fixture/event-v1", params: { event: name } });

/** Trains PPO and gives the scores of 100 greedy episodes. */
async function trained(
  env: string,
  envs: typeof catalogue | typeof fixtures,
  reward: RunSpec["reward"],
  steps: number,
  params: Params,
): Promise<number[]> {
  const parent = await mkdtemp(join(tmpdir(), "learning-"));
  const directory = join(parent, "run");
  const spec: RunSpec = {
    env: { id: env, params: {} },
    reward,
    agent: { id: "learner/ppo-v1", params },
    seed: 1,
    steps,
    worlds: 16,
    device: "cpu",
  };
  const all = { envs, rewards, transforms, agents };
  await train({ spec, registries: all, directory });
  const { policy } = await openTrained(directory, all);
  const { episodes } = await evaluate({ spec, registries: all, policy, episodes: 100, seed: 77 });
  await policy.close?.();
  await rm(parent, { recursive: true });
  return episodes.map(({ score }) => score);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

it("finds the optimum of a world told in words, whose illegal moves are masked", async () => {
  const reward = { sum: { opened: counted("opened"), hurry: { weight: -0.05, of: "sparse/alive-v1" } } };
  const scores = await trained("fixture/spell-v1", fixtures, reward, 60_000, {
    rolloutSteps: 64,
    minibatch: 256,
    learningRate: 2e-3,
    entropyWeight: 0.02,
  });
  expect(Math.min(...scores)).toBe(1);
});

const recalling = { rolloutSteps: 40, minibatch: 160, learningRate: 3e-3, epochs: 4 };

it("recalls a cue with memory", async () => {
  const scores = await trained("fixture/recall-v1", fixtures, counted("right"), 60_000, {
    ...recalling,
    memory: 32,
    sequence: 10,
  });
  expect(mean(scores)).toBeGreaterThan(0.98);
});

it("recalls no better than chance without memory: 1/4, plus three deviations of 100 episodes", async () => {
  const scores = await trained("fixture/recall-v1", fixtures, counted("right"), 60_000, recalling);
  expect(mean(scores)).toBeLessThan(0.25 + 3 * Math.sqrt((0.25 * 0.75) / 100));
});

it("balances a pole with the preset, in 60,000 steps", async () => {
  const { params = {} } = presets("learner/ppo-v1", "classic/cart-pole-v1");
  const scores = await trained("classic/cart-pole-v1", catalogue, "shaped/cart-pole-v1", 60_000, params);
  expect(mean(scores)).toBeGreaterThan(0.95);
});
