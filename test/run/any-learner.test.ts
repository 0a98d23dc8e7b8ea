import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { RunSpec } from "../../src/core/index.ts";
import { readMetrics, runPaths } from "../../src/record/index.ts";
import { evaluate, openTrained, type TrainOptions, train } from "../../src/run/index.ts";
import { shortestWay } from "../fixtures/worlds-grid.ts";
import { contentOf, freshFolder } from "./folder.ts";
import { forgetfulRun, namedBlobs, qRun, registries } from "./q-run.ts";

const spec = qRun;

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
  await train({ spec, registries, directory: whole, checkpointSteps: 800 });
  await inTwoHalves({ spec, registries, directory: halves, checkpointSteps: 800 });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
  // 12,000 transitions, 256 a blob, however often there was a checkpoint
  expect(readdirSync(runPaths(whole).blobs)).toHaveLength(Math.floor(12_000 / 256));
});

test("chunks that it has forgotten go from the folder, and never one that a checkpoint still names", async () => {
  const [whole, halves] = [freshFolder(), freshFolder()];
  await train({ spec: forgetfulRun, registries, directory: whole, checkpointSteps: 800 });
  await inTwoHalves({ spec: forgetfulRun, registries, directory: halves, checkpointSteps: 800 });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
  for (const directory of [whole, halves]) {
    expect(readdirSync(runPaths(directory).blobs).sort()).toEqual(await namedBlobs(directory));
    expect(await greedySteps(directory)).toBe(shortestWay);
  }
});

const twoStreams: RunSpec = {
  ...spec,
  env: { id: "classic/cart-pole-v1", params: {} },
  reward: "sparse/alive-v1",
  streams: { upright: "shaped/upright-v1" },
  agent: { id: "learner/ppo-v1", params: { streams: { upright: { gamma: 0.5, weight: 0.2 } } } },
  worlds: 8,
  steps: 32 * 8 * 50,
};

test("PPO learns from two streams, each with a discount and a value head of its own, and resumes bit for bit", async () => {
  const [whole, halves] = [freshFolder(), freshFolder()];
  await train({ spec: twoStreams, registries, directory: whole });
  await inTwoHalves({ spec: twoStreams, registries, directory: halves });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
  const rows = await readMetrics(runPaths(whole).metrics);
  const { metrics } = rows[rows.length - 1];
  expect(metrics["explainedVariance/upright"]).toBeGreaterThan(0.5); // of returns over two steps or so: easily told
  expect(metrics.meanLength).toBeGreaterThan(3 * rows[1].metrics.meanLength);
});

test("a stream that the run does not have is refused before anything is written", async () => {
  const params = { ...twoStreams.agent.params, streams: { uprigth: { gamma: 0.5 } } };
  const directory = freshFolder();
  const wrong = { ...twoStreams, agent: { ...twoStreams.agent, params } };
  await expect(train({ spec: wrong, registries, directory })).rejects.toMatchObject({ code: "params/invalid" });
});
