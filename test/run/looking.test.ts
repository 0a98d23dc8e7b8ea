import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { poseSize, type RunSpec, registry, sceneRows } from "../../src/core/index.ts";
import { readEpisode, readMetrics, recordedRows, runPaths, writeEpisode } from "../../src/record/index.ts";
import { evaluate, openPolicy, replayScored, settle, train } from "../../src/run/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { fakeLearner } from "../fixtures/fake-learner.ts";
import { goalFollower } from "../fixtures/goal-follower.ts";
import { rewards, transforms } from "../fixtures/rewards.ts";
import { envs } from "../fixtures/worlds.ts";
import { trace } from "../vector/trace.ts";
import { freshFolder } from "./folder.ts";

const registries = {
  envs,
  rewards,
  transforms,
  agents: registry("agent", import.meta.url, [goalFollower, fakeLearner]),
};

const spec: RunSpec = settle(
  {
    env: { id: "fixture/fetch-v1", params: {} },
    reward: { sum: { asked: "fixture/wanted-v1" } },
    watch: { measured: { use: "fixture/value-v1", params: { feature: "asked" } } },
    agent: { id: "fixture/goal-follower-v1", params: {} },
    seed: 1,
    steps: 1,
    worlds: 4,
    device: "cpu",
  },
  registries,
);

test("an agent reads goals and texts and looks at pictures of the present state, on threads too", async () => {
  for (const threads of [0, 2]) {
    const env = await openVector({ envs, env: spec.env, worlds: 1 });
    const policy = await openPolicy({ ...spec, worlds: 5 }, registries, env.env);
    await env.close();
    const evaluated = { spec, registries, policy, episodes: 25, worlds: 5, seed: 3, threads, record: 5 };
    const { episodes, summary, records } = await evaluate(evaluated);
    // half of the episodes ask for a side that the observation does not show: without goals some would fail
    expect(summary.score.mean).toBe(1);
    expect(new Set(records.map(({ goal }) => goal))).toEqual(
      new Set(["Roll the ball to the left side.", "Roll the ball to the right side."]),
    );
    // what the goal says is what the world measures, in the rows of the last step as well
    for (const { return: sum, watched } of episodes) expect(sum).toBe(watched.measured);
    expect(summary.yardsticks.reach.mean).toBeGreaterThan(0.9);
    for (const { steps, yardsticks } of episodes) expect(yardsticks.briskness).toBe(1 - steps / 30);
  }
});

test("goals and yardsticks are recorded, and goals can be scored later", async () => {
  const env = await openVector({ envs, env: spec.env, worlds: 1 });
  const policy = await openPolicy({ ...spec, worlds: 1 }, registries, env.env);
  const { records } = await evaluate({ spec, registries, policy, episodes: 1, seed: 3, record: 1 });
  const path = `${freshFolder()}.episode`;
  await writeEpisode(path, records[0]);
  const record = await readEpisode(path);
  expect(record.yardsticks).toEqual(records[0].yardsticks);
  expect(record.goal).toBe(records[0].goal);
  const rows = recordedRows(record, env.env, { goals: true });
  expect(rows.goals).toEqual(Array.from({ length: record.steps }, () => record.goal));
  const { total } = (await replayScored(record, { reward: "fixture/wanted-v1" }, registries)).reward;
  expect(total).toBe(record.goal?.includes("right") ? record.steps : 0);
  await env.close();
});

test("yardsticks are logged as means of the last 100 episodes", async () => {
  const directory = freshFolder();
  const learning = { ...spec, agent: { id: "fake/linear-v1", params: {} }, steps: 4 * 8 * 20 };
  await train({ spec: learning, registries, directory });
  const { metrics } = (await readMetrics(runPaths(directory).metrics)).at(-1)!;
  expect(metrics["yardstick/briskness"]).toBeCloseTo(1 - metrics.meanLength / 30, 10);
});

test("goals and poses are the same on any number of threads, and after a load", async () => {
  const options = { envs, env: { id: "fixture/fetch-v1" }, worlds: 3, capture: { goals: true, text: true } };
  const runs = await Promise.all(
    [0, 1, 2].map(async (threads) => {
      const vector = await openVector({ ...options, threads });
      await vector.reset(7);
      const seen = await trace(vector, 2, 60);
      const scene = await vector.scene(2);
      const poses = new Float64Array(sceneRows(scene) * poseSize);
      await vector.poses(2, poses);
      await vector.load(0, await vector.save(2));
      const goals = [vector.goals[0], vector.goals[2]];
      expect(goals[0]).toBe(goals[1]);
      const [place] = vector.observations as Float64Array;
      expect(poses[poseSize]).toBe(place);
      await vector.close();
      return { seen, scene, poses, goals };
    }),
  );
  for (const other of runs.slice(1)) expect(other).toEqual(runs[0]);
});

test("an agent that reads what the env does not say is refused before anything is written", async () => {
  const reader = {
    ...fakeLearner,
    id: "fake/reader-v1" as const,
    create: async (...given: Parameters<typeof fakeLearner.create>) => ({
      ...(await fakeLearner.create(...given)),
      inputs: { text: true },
    }),
  };
  const agents = registry("agent", import.meta.url, [reader]);
  const deaf = { ...spec, env: { id: "fixture/recall-v1", params: {} }, reward: "fixture/step-v1", watch: undefined };
  const directory = freshFolder();
  const run = { spec: { ...deaf, agent: { id: reader.id, params: {} } }, directory };
  await expect(train({ ...run, registries: { ...registries, agents } })).rejects.toMatchObject({
    code: "env/unsupported",
  });
  expect(existsSync(directory)).toBe(false);
});

test("a world without goals of its own has the env's, one without a scene is refused", async () => {
  const vector = await openVector({ envs, env: { id: "fixture/painter-v1" }, worlds: 2, capture: { goals: true } });
  await vector.reset(1);
  expect(vector.goals).toEqual([vector.env.goal, vector.env.goal]);
  await expect(vector.scene(0)).rejects.toMatchObject({ code: "env/unsupported" });
  await vector.close();
});
