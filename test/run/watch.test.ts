import { expect, test } from "vitest";
import type { RunSpec } from "../../src/core/index.ts";
import { readEpisode, readMetrics, runPaths, writeEpisode } from "../../src/record/index.ts";
import { evaluate, openTrained, replayScored, train } from "../../src/run/index.ts";
import { cartPoleRun, registries } from "./fake-run.ts";
import { contentOf, freshFolder, withoutTime } from "./folder.ts";

const watching: RunSpec = { ...cartPoleRun, watch: { same: cartPoleRun.reward, steps: "sparse/alive-v1" } };

test("watched rewards are logged as sums over episodes, and change nothing of what is learned", async () => {
  const [plain, watched] = [freshFolder(), freshFolder()];
  await train({ spec: { ...cartPoleRun, reward: "sparse/alive-v1" }, registries, directory: plain });
  const gold = { gold: "shaped/upright-v1", same: "sparse/alive-v1" };
  const spec = { ...cartPoleRun, reward: "sparse/alive-v1", watch: gold };
  await train({ spec, registries, directory: watched });
  const rows = (await readMetrics(runPaths(watched).metrics)).map(withoutTime);
  const { "watch/gold": upright, "watch/same": same, meanReturn } = rows[rows.length - 1].metrics;
  expect(same).toBe(meanReturn);
  expect(upright).toBeGreaterThan(0);
  expect(upright).toBeLessThan(meanReturn); // never more than 1 a step
  const rest = rows.map(({ steps, metrics }) => ({
    steps,
    metrics: Object.fromEntries(Object.entries(metrics).filter(([name]) => !/\/(gold|same)$/.test(name))),
  }));
  expect(rest).toEqual((await readMetrics(runPaths(plain).metrics)).map(withoutTime));
});

test("a run that watches resumes bit for bit", async () => {
  const [whole, halves] = [freshFolder(), freshFolder()];
  await train({ spec: watching, registries, directory: whole });
  await train({
    spec: watching,
    registries,
    directory: halves,
    stopWhen: ({ steps }) => steps >= watching.steps / 2,
  });
  await train({ spec: watching, registries, directory: halves, resume: true });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
});

test("an evaluation tells what watched rewards give, and episodes hold it", async () => {
  const directory = freshFolder();
  await train({ spec: watching, registries, directory });
  const { policy, learned, spec } = await openTrained(directory, registries);
  const { episodes, summary, records } = await evaluate({
    spec,
    registries,
    policy,
    episodes: 6,
    seed: 7,
    record: 1,
    learned: { ...learned },
  });
  await policy.close?.();
  for (const { watched, steps } of episodes) expect(watched.steps).toBe(steps); // 1 a step
  expect(summary.watched.steps.mean).toBeCloseTo(summary.steps.mean, 10);
  const path = `${directory}.episode`;
  await writeEpisode(path, records[0]);
  const record = await readEpisode(path);
  expect(record.watch).toEqual(watching.watch);
  expect(record.watched?.steps).toEqual(new Float64Array(record.steps).fill(1));
});

test("a recorded episode is scored by rewards of a later day, on what the env shows when it is simulated again", async () => {
  const directory = freshFolder();
  await train({ spec: cartPoleRun, registries, directory });
  const { policy, spec } = await openTrained(directory, registries);
  const { records } = await evaluate({ spec, registries, policy, episodes: 1, seed: 7, record: 1 });
  await policy.close?.();
  const [record] = records;
  const worth = await replayScored(record, { reward: "sparse/alive-v1", upright: "shaped/upright-v1" }, registries);
  expect(worth.reward.total).toBe(record.steps);
  expect(worth.upright.total).toBeGreaterThan(0);
});
