import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { readMetrics, readRun, runPaths, versionsHere } from "../../src/record/index.ts";
import { evaluate, type Progress, runMetrics, type TrainOptions, train } from "../../src/run/index.ts";
import { cartPoleRun, registries } from "./fake-run.ts";
import { contentOf, freshFolder } from "./folder.ts";

const spec = cartPoleRun; // 40 updates of 16 steps in 4 worlds

const run = (directory: string, more: Partial<TrainOptions> = {}) => train({ spec, registries, directory, ...more });

/** Trains until so many updates are done, then stops as Ctrl-C does. */
function runUntil(directory: string, updates: number, more: Partial<TrainOptions> = {}) {
  const controller = new AbortController();
  const onProgress = (progress: Progress) => {
    if (progress.updates === updates) controller.abort();
  };
  return run(directory, { ...more, signal: controller.signal, onProgress });
}

test("a run leaves its description, a row an update, a checkpoint and the policy", async () => {
  const directory = freshFolder();
  const seen: Progress[] = [];
  const result = await run(directory, { onProgress: (progress) => seen.push(progress) });
  expect(result).toMatchObject({ stopped: "budget", steps: 2560, updates: 40, device: "cpu, 1 thread" });
  const paths = runPaths(directory);
  const { description } = await readRun(directory, versionsHere());
  expect(description.spec.agent.params).toEqual({ rolloutSteps: 16, learningRate: 0.01, divergesAt: 0 });
  const rows = await readMetrics(paths.metrics);
  expect(rows.map(({ steps }) => steps)).toEqual(Array.from({ length: 40 }, (_, i) => 64 * (i + 1)));
  const last = rows[39];
  expect(last.metrics).toMatchObject({ updates: 40, episodes: result.episodes, meanScore: result.recent?.score });
  expect(Object.keys(last.metrics)).toEqual(expect.arrayContaining(["reward/alive", "reward/upright"]));
  const own = Object.keys(last.metrics).filter((name) => !name.startsWith("reward/"));
  const ofScore = ["retention/score", "alarm/score"];
  expect(own.sort()).toEqual([...Object.keys(runMetrics), ...ofScore, "weight", "policyLoss"].sort());
  expect(Object.keys(last.time)).toEqual(
    expect.arrayContaining(["stepping", "inference", "reward", "learning", "other", "stepsPerSecond"]),
  );
  expect(existsSync(paths.events)).toBe(true);
  expect((await contentOf(directory)).policy.toString()).toBe("policy after update 40");
  expect(seen).toHaveLength(40);
  const { speed } = seen[39];
  expect(Object.values(speed.shares).reduce((a, b) => a + b)).toBeCloseTo(1, 9);
  expect(speed.secondsLeft).toBe(0);
});

test("the mean return is what episodes of one reward a step gather", async () => {
  const directory = freshFolder();
  await run(directory, { spec: { ...spec, reward: "sparse/alive-v1" } });
  const { metrics } = (await readMetrics(runPaths(directory).metrics))[39];
  expect(metrics.meanReturn).toBe(metrics.meanLength);
  expect(metrics.meanScore).toBeCloseTo(metrics.meanLength / 500, 12);
});

test("a run that stopped and went on equals one that never stopped", async () => {
  const [whole, stopped] = [freshFolder(), freshFolder()];
  await run(whole);
  expect(await runUntil(stopped, 13)).toMatchObject({ stopped: "signal", updates: 13 });
  expect(await runUntil(stopped, 14, { resume: true })).toMatchObject({ stopped: "signal", updates: 14 });
  expect(await run(stopped, { resume: true })).toMatchObject({ stopped: "budget", updates: 40 });
  expect(await contentOf(stopped)).toEqual(await contentOf(whole));
});

test("neither threads, nor checkpoints, nor evaluations in between change a run", async () => {
  const [plain, busy] = [freshFolder(), freshFolder()];
  await run(plain);
  await run(busy, {
    threads: 2,
    checkpointSteps: 64,
    async stopWhen({ updates }, policy) {
      if (updates % 10 === 0) await evaluate({ spec, registries, policy, episodes: 3, seed: 5 });
      return false;
    },
  });
  expect(await contentOf(busy)).toEqual(await contentOf(plain));
});

test("a condition ends a run early, with a checkpoint", async () => {
  const directory = freshFolder();
  const result = await run(directory, { stopWhen: ({ updates }) => updates === 5 });
  expect(result).toMatchObject({ stopped: "condition", updates: 5 });
  expect((await contentOf(directory)).step).toBe(5 * 64);
});

test("a finished run goes on where it is given more steps, and says that its schedules change", async () => {
  const directory = freshFolder();
  const notices: string[] = [];
  const onNotice = (notice: string) => notices.push(notice);
  await run(directory);
  expect(await run(directory, { resume: true, onNotice })).toMatchObject({ updates: 40 });
  expect(notices.join()).toContain("All 2560 steps were done before");
  const more = { ...spec, steps: 2 * spec.steps };
  expect(await runUntil(directory, 50, { spec: more, resume: true, onNotice })).toMatchObject({ updates: 50 });
  expect(notices.join()).toContain("Goes for 5120 steps instead of 2560");
  await expect(run(directory, { resume: true })).rejects.toThrow("steps = 2560 instead of 5120 or more");
  expect(await run(directory, { spec: more, resume: true })).toMatchObject({ stopped: "budget", updates: 80 });
});

test("a run that was stopped before its first checkpoint begins again", async () => {
  const [whole, broken] = [freshFolder(), freshFolder()];
  await run(whole);
  const interrupted = run(broken, {
    onProgress() {
      throw new Error("as if the machine had lost power");
    },
  });
  await expect(interrupted).rejects.toThrow("lost power");
  const notices: string[] = [];
  await run(broken, { resume: true, onNotice: (notice) => notices.push(notice) });
  expect(notices.join()).toContain("begins again at step 0");
  expect(await contentOf(broken)).toEqual(await contentOf(whole));
});

test("a metric that is not a number stops the run, names it, and keeps the last good checkpoint", async () => {
  const directory = freshFolder();
  const diverging = { ...spec, agent: { ...spec.agent, params: { divergesAt: 7 } } };
  await expect(run(directory, { spec: diverging, checkpointSteps: 5 * 64 })).rejects.toMatchObject({
    code: "agent/diverged",
    message: expect.stringMatching(/policyLoss = NaN in update 7.*checkpoint of step 320 is whole/),
  });
  expect((await contentOf(directory)).step).toBe(5 * 64);
  expect(await readMetrics(runPaths(directory).metrics)).toHaveLength(6);
});

test("another run does not go on in the folder", async () => {
  const directory = freshFolder();
  await runUntil(directory, 2);
  const before = readdirSync(directory, { recursive: true });
  await expect(run(directory)).rejects.toMatchObject({ code: "run/exists" });
  const other = { ...spec, seed: 4, env: { ...spec.env, params: { maxSteps: 100 } } };
  await expect(run(directory, { spec: other, resume: true })).rejects.toMatchObject({
    code: "checkpoint/foreign",
    message: expect.stringMatching(/env.params.maxSteps = 100 instead of 500; .*seed = 4 instead of 3/),
  });
  expect(readdirSync(directory, { recursive: true })).toEqual(before);
});

test.each([
  ["an unknown env", { env: { id: "classic/cart-pole-v9", params: {} } }, "registry/unknown"],
  ["an unknown param", { agent: { id: "fake/linear-v1", params: { speed: 1 } } }, "params/invalid"],
  [
    "actions that the agent cannot take",
    { env: { id: "classic/pendulum-v1", params: {} }, reward: "sparse/alive-v1" },
    "agent/unsupported",
  ],
  [
    "a reward that asks for what is not measured",
    { reward: { use: "shaped/feature-v1", params: { feature: "height" } } },
    "reward/input",
  ],
  ["no worlds", { worlds: 0 }, "run/invalid"],
])("%s is one coded error and leaves no folder", async (_, change, code) => {
  const directory = freshFolder();
  await expect(run(directory, { spec: { ...spec, ...change } })).rejects.toMatchObject({ code });
  expect(existsSync(directory)).toBe(false);
});
