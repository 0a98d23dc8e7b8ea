import { expect, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { envs } from "../../envs/index.ts";
import { rewards as catalogue, transforms } from "../../rewards/index.ts";
import { type RunSpec, registry } from "../../src/core/index.ts";
import { readMetrics, runPaths } from "../../src/record/index.ts";
import { evaluate, openTrained, train } from "../../src/run/index.ts";
import { openLive } from "../../src/run/live.ts";
import { stopwatch } from "../../src/run/seconds.ts";
import { settle } from "../../src/run/settle.ts";
import { ranked } from "../fixtures/rewards.ts";
import { contentOf, freshFolder } from "./folder.ts";

const registries = {
  envs,
  rewards: registry("reward", import.meta.url, [ranked, ...catalogue.entries]),
  transforms,
  agents,
};

/** Pays the best of four episodes that begin alike; PPO's rollouts are as long as the longest of them. */
const spec: RunSpec = {
  env: { id: "classic/cart-pole-v1", params: { maxSteps: 100 } },
  reward: { use: "fixture/ranked-v1", params: { feature: "upright" } },
  agent: {
    id: "learner/ppo-v1",
    params: { rolloutSteps: 100, minibatch: 128, epochs: 4, learningRate: 3e-3, gamma: 1, lambda: 1 },
  },
  seed: 1,
  steps: 40_000,
  worlds: 16,
  group: 4,
  rolloutBy: "episodes",
  device: "cpu",
};

test("a listwise reward ranks four episodes of one start, of whatever length", async () => {
  const live = await openLive(await settle(spec, registries), registries, {});
  await live.vector.reset(spec.seed);
  const { rollout } = await live.experience.next(stopwatch(), { progress: 0, version: 0 });
  const paid = new Map<number, number[]>();
  for (const row of rollout.endings.rows) {
    expect(rollout.present[row]).toBe(1);
    paid.set(rollout.groups[row], [...(paid.get(rollout.groups[row]) ?? []), rollout.rewards[row]]);
  }
  expect([...paid.keys()].sort()).toEqual([0, 1, 2, 3]);
  for (const ranks of paid.values()) expect(ranks.sort()).toEqual([0, 1 / 3, 2 / 3, 1]); // no two are equally good
  expect(rollout.rewards.reduce((a, b) => a + b)).toBe(8); // and nothing else is paid
  await live.close();
});

test("PPO learns from the ranks alone, and resumes bit for bit", async () => {
  const [whole, halves] = [freshFolder(), freshFolder()];
  await train({ spec, registries, directory: whole });
  const controller = new AbortController();
  const onProgress = ({ steps }: { steps: number }) => steps >= spec.steps / 2 && controller.abort();
  await train({ spec, registries, directory: halves, signal: controller.signal, onProgress });
  await train({ spec, registries, directory: halves, resume: true, threads: 2 });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
  const rows = await readMetrics(runPaths(whole).metrics);
  expect(rows[rows.length - 1].metrics.meanLength).toBeGreaterThan(2 * rows[0].metrics.meanLength);
  expect(rows[rows.length - 1].metrics.meanReturn).toBeCloseTo(0.5, 1); // ranks are relative

  const { policy } = await openTrained(whole, registries);
  const { episodes, records } = await evaluate({ spec, registries, policy, episodes: 10, seed: 1, record: 2 });
  expect([episodes.length, records.length]).toEqual([10, 2]);
  for (const { rewards, steps } of records) expect(rewards.length).toBe(steps);
  await policy.close?.();
});

test("a run's groups must divide its worlds, and its episodes fit into a rollout", async () => {
  const refusals: readonly Partial<RunSpec>[] = [
    { group: 3 },
    { group: 0 },
    { rolloutBy: "weeks" as never },
    { agent: { id: "learner/ppo-v1", params: { rolloutSteps: 99 } } },
  ];
  for (const wrong of refusals)
    await expect(train({ spec: { ...spec, ...wrong }, registries, directory: freshFolder() })).rejects.toMatchObject({
      code: "run/invalid",
    });
  const ungrouped = { ...spec, group: undefined };
  await expect(train({ spec: ungrouped, registries, directory: freshFolder() })).rejects.toMatchObject({
    code: "reward/input",
  });
});
