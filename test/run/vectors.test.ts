import { expect, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { bindEnv, type RunSpec, registry } from "../../src/core/index.ts";
import { packEpisode, parseEpisode, readMetrics, recordedRows, replay, runPaths } from "../../src/record/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { evaluate, openPolicy, openTrained, replayScored, settle, train } from "../../src/run/index.ts";
import { openVector } from "../../src/vector/index.ts";
import * as fixtures from "../fixtures/rewards.ts";
import { envs } from "../fixtures/worlds.ts";
import { contentOf, freshFolder } from "./folder.ts";

const registries = {
  envs,
  rewards: registry("reward", import.meta.url, [...(await rewards.all()), ...(await fixtures.rewards.all())]),
  transforms,
  agents,
};
const elbow = { use: "shaped/feature-v1", params: { feature: "errors.1" } };
/** Rewards the vector as a whole; watches one of its elements. */
const spec: RunSpec = {
  env: { id: "fixture/arm-v1", params: {} },
  reward: "fixture/smallness-v1",
  watch: { elbow },
  agent: {
    id: "learner/ppo-v1",
    params: { rolloutSteps: 24, minibatch: 96, epochs: 4, learningRate: 1e-2, gamma: 0.5, entropyWeight: 0 },
  },
  seed: 1,
  steps: 16 * 24 * 16,
  worlds: 16,
  device: "cpu",
};

test("an agent learns from a reward of a vector, and its run resumes bit for bit on any number of threads", async () => {
  const [whole, halves] = [freshFolder(), freshFolder()];
  await train({ spec, registries, directory: whole });
  await train({ spec, registries, directory: halves, stopWhen: ({ steps }) => steps >= spec.steps / 2 });
  await train({ spec, registries, directory: halves, resume: true, threads: 2 });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));

  const { policy } = await openTrained(whole, registries);
  const settled = await settle(spec, registries);
  const random = await openPolicy(
    { ...settled, agent: { id: "baseline/random-v1", params: {} } },
    registries,
    bindEnv(await envs.get("fixture/arm-v1")),
  );
  const scoreOf = async (player: typeof policy) =>
    (await evaluate({ spec, registries, policy: player, episodes: 50, seed: 3 })).summary.score.mean;
  expect(await scoreOf(policy)).toBeGreaterThan((await scoreOf(random)) + 0.2);
  await policy.close?.();
  const rows = await readMetrics(runPaths(whole).metrics);
  expect(rows.at(-1)!.metrics["watch/elbow"]).toBeLessThan(rows[0].metrics["watch/elbow"]);
});

test("a recorded episode holds every element, replays, and is scored by rewards of the vector", async () => {
  const env = bindEnv(await envs.get("fixture/arm-v1"));
  const random = { ...(await settle(spec, registries)), agent: { id: "baseline/random-v1", params: {} } };
  const policy = await openPolicy(random, registries, env);
  const { records, episodes, groups } = await evaluate({
    spec: random,
    registries,
    policy,
    episodes: 20,
    seed: 7,
    record: 1,
    by: "errors.1.last",
  });
  const record = parseEpisode(packEpisode(records[0]));
  expect(record).toEqual(records[0]);
  expect(Object.keys(record.features)).toEqual(Object.keys(env.features));

  const vector = await openVector({ envs, env: record.env, worlds: 1 });
  await replay(record, vector);
  await vector.close();

  const live = await openReward(spec.reward, registries, env, rewardHost(env, { seats: 1, seed: 1 }));
  const { total } = await live.evaluate(recordedRows(record, env, live.inputs));
  expect(total).toEqual(record.rewards);
  const worth = await replayScored(record, { again: spec.reward, elbow, moved: "fixture/motion-v1" }, registries);
  expect(worth.again.total).toBeCloseTo(episodes[0].return, 10);
  expect(worth.elbow.total).toBeCloseTo(episodes[0].watched.elbow, 10);
  expect(worth.moved.total).toBeGreaterThan(0);

  expect(groups!.map(({ summary }) => summary.episodes)).toEqual([5, 5, 5, 5]); // quartiles of 20 different values
  for (let i = 1; i < 4; i++) expect(groups![i].lowest).toBeGreaterThan(groups![i - 1].highest);
});

test("rewards of what was not recorded, and groups by a whole vector, are refused", async () => {
  const env = bindEnv(await envs.get("fixture/arm-v1"));
  const random = { ...(await settle(spec, registries)), agent: { id: "baseline/random-v1", params: {} } };
  const policy = await openPolicy(random, registries, env);
  const run = (by?: string) => evaluate({ spec: random, registries, policy, episodes: 1, seed: 7, record: 1, by });
  const [record] = (await run()).records;
  expect(() => recordedRows(record, env, { vectors: ["joints"] })).toThrow("reward/input");
  expect(() => recordedRows(record, env, { features: ["errors"] })).toThrow("name an element, errors.0 to errors.2");
  for (const by of ["errors", "errors.3", "errors.mean", "errors.3.last"])
    await expect(run(by)).rejects.toMatchObject({
      code: "reward/input",
      message: expect.stringContaining("name an element, errors.0 to errors.2"),
    });
});
