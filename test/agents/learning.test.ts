import { expect, it } from "vitest";
import { agents } from "../../agents/index.ts";
import { envs as catalogue } from "../../envs/index.ts";
import type { Params, RunSpec } from "../../src/core/index.ts";
import { envs as fixtures } from "../fixtures/worlds.ts";
import { counted, mean, trained } from "./training.ts";

const scoresOf = async (
  env: string,
  envs: typeof catalogue | typeof fixtures,
  reward: RunSpec["reward"],
  steps: number,
  params: Params,
) => (await trained({ env, envs, reward, steps, params })).scores;

it("finds the optimum of a world told in words, whose illegal moves are masked", async () => {
  const reward = { sum: { opened: counted("opened"), hurry: { weight: -0.05, of: "sparse/alive-v1" } } };
  const scores = await scoresOf("fixture/spell-v1", fixtures, reward, 60_000, {
    rolloutSteps: 64,
    minibatch: 256,
    learningRate: 2e-3,
    entropyWeight: 0.02,
  });
  expect(Math.min(...scores)).toBe(1);
});

const recalling = { rolloutSteps: 40, minibatch: 160, learningRate: 3e-3, epochs: 4 };

it("recalls a cue with memory", async () => {
  const scores = await scoresOf("fixture/recall-v1", fixtures, counted("right"), 60_000, {
    ...recalling,
    memory: 32,
    sequence: 10,
  });
  expect(mean(scores)).toBeGreaterThan(0.98);
});

it("recalls no better than chance without memory: 1/4, plus three deviations of 100 episodes", async () => {
  const scores = await scoresOf("fixture/recall-v1", fixtures, counted("right"), 60_000, recalling);
  expect(mean(scores)).toBeLessThan(0.25 + 3 * Math.sqrt((0.25 * 0.75) / 100));
});

it("balances a pole with the preset, in 60,000 steps", async () => {
  const { worlds: _, ...preset } = agents.get("learner/ppo-v1").presets?.("classic/cart-pole-v1") ?? {};
  const scores = await scoresOf("classic/cart-pole-v1", catalogue, "shaped/cart-pole-v1", 60_000, preset as Params);
  expect(mean(scores)).toBeGreaterThan(0.95);
});
