import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { type RunSpec, registry } from "../../src/core/index.ts";
import { readMetrics, runPaths } from "../../src/record/index.ts";
import { evaluate, openTrained, type TrainOptions, train } from "../../src/run/index.ts";
import { qLearner } from "../fixtures/q-learner.ts";
import { grid, shortestWay } from "../fixtures/worlds-grid.ts";
import { contentOf, freshFolder } from "./folder.ts";

const registries = {
  envs: registry("env", import.meta.url, [grid]),
  rewards,
  transforms,
  agents: registry("agent", import.meta.url, [qLearner, ...agents.all]),
};

const spec: RunSpec = {
  env: { id: "fixture/grid-v1", params: {} },
  reward: "sparse/success-v1",
  agent: { id: "fixture/q-learner-v1", params: {} },
  seed: 1,
  steps: 6000,
  worlds: 4,
  device: "cpu",
};

/** Trains in two halves, with a stop between them. */
async function inTwoHalves(options: TrainOptions): Promise<void> {
  const controller = new AbortController();
  const half = options.spec.steps / 2;
  await train({
    ...options,
    signal: controller.signal,
    onProgress: ({ steps }) => steps >= half && controller.abort(),
  });
  await train({ ...options, resume: true });
}

async function greedySteps(directory: string): Promise<number> {
  const { policy, spec } = await openTrained(directory, registries);
  const { summary } = await evaluate({ spec, registries, policy, episodes: 1, seed: 5 });
  await policy.close?.();
  return summary.steps.mean;
}

test("a tabular learner that learns off-policy from what followed finds the shortest way", async () => {
  const directory = freshFolder();
  await train({ spec, registries, directory });
  expect(await greedySteps(directory)).toBe(shortestWay);
});

test("it resumes bit for bit, and its memory is appended to, not written again", async () => {
  const [whole, halves] = [freshFolder(), freshFolder()];
  await train({ spec, registries, directory: whole, checkpointUpdates: 50 });
  await inTwoHalves({ spec, registries, directory: halves, checkpointUpdates: 50 });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
  // 6,000 transitions, 256 a blob, however often there was a checkpoint
  expect(readdirSync(runPaths(whole).blobs)).toHaveLength(Math.floor(6000 / 256));
});

const twoStreams: RunSpec = {
  ...spec,
  streams: { presence: { use: "shaped/feature-v1", params: { feature: "column" } } },
  agent: {
    id: "learner/ppo-v1",
    params: {
      rolloutSteps: 64,
      minibatch: 64,
      learningRate: 3e-3,
      entropyWeight: 0.01,
      streams: { presence: { gamma: 0.5, weight: 0.1 } },
    },
  },
  worlds: 8,
  steps: 64 * 8 * 50,
};

test("PPO learns from two streams, each with a discount and a value head of its own, and resumes bit for bit", async () => {
  const [whole, halves] = [freshFolder(), freshFolder()];
  await train({ spec: twoStreams, registries, directory: whole });
  await inTwoHalves({ spec: twoStreams, registries, directory: halves });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
  const rows = await readMetrics(runPaths(whole).metrics);
  const { metrics } = rows[rows.length - 1];
  // Returns of the column, discounted by a half, follow from where it stands: its head learns to tell them.
  expect(metrics["explainedVariance/presence"]).toBeGreaterThan(0.9);
  expect(Number.isFinite(metrics.explainedVariance)).toBe(true);
  expect(metrics.meanScore).toBeGreaterThan(0.9);
});

test("a stream that the run does not have is refused before anything is written", async () => {
  const params = { ...twoStreams.agent.params, streams: { presense: { gamma: 0.5 } } };
  const directory = freshFolder();
  const wrong = { ...twoStreams, agent: { ...twoStreams.agent, params } };
  await expect(train({ spec: wrong, registries, directory })).rejects.toMatchObject({ code: "params/invalid" });
});
