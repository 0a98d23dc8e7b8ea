import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { bindEnv, type RunSpec, registry } from "../../src/core/index.ts";
import { readEpisode, readRun, runPaths, versionsHere, writeEpisode } from "../../src/record/index.ts";
import { evaluate, openPolicy, openTrained, type Progress, type TrainOptions, train } from "../../src/run/index.ts";
import { cloner } from "../fixtures/cloner.ts";
import { fakeLearner } from "../fixtures/fake-learner.ts";
import { cartPoleRun, registries as usual } from "./fake-run.ts";
import { contentOf, freshFolder } from "./folder.ts";

const registries = { ...usual, agents: registry("agent", import.meta.url, [cloner, fakeLearner, ...agents.all]) };

const spec: RunSpec = {
  ...cartPoleRun,
  reward: "sparse/alive-v1",
  agent: { id: "fixture/cloner-v1", params: {} },
  steps: 4 * 8 * 40,
};

/** Episodes of the script, in a folder; their observations too unless said otherwise. */
async function recorded(env = spec.env, recordObservations = true): Promise<string> {
  const scripted = { ...spec, env, agent: { id: "baseline/scripted-v1", params: {} } };
  const policy = await openPolicy(scripted, registries, bindEnv(registries.envs.find(env.id), env.params));
  const { records } = await evaluate({
    spec: scripted,
    registries,
    policy,
    episodes: 3,
    seed: 2,
    record: 3,
    recordObservations,
  });
  const folder = freshFolder();
  mkdirSync(folder);
  for (const record of records) await writeEpisode(join(folder, `${record.world}.episode`), record);
  return folder;
}

const run = (directory: string, more: Partial<TrainOptions> = {}) => train({ spec, registries, directory, ...more });

/** Stops in the middle and goes on, with what is given then. */
async function inTwoHalves(directory: string, first: Partial<TrainOptions>, then: Partial<TrainOptions> = {}) {
  const controller = new AbortController();
  const onProgress = ({ updates }: Progress) => updates === 13 && controller.abort();
  await run(directory, { ...first, signal: controller.signal, onProgress });
  await run(directory, { ...then, resume: true });
}

test("a learner clones the script from its recorded episodes", async () => {
  const directory = freshFolder();
  await run(directory, { demonstrations: [await recorded()] });
  const { policy } = await openTrained(directory, registries);
  const { summary } = await evaluate({ spec, registries, policy, episodes: 20, seed: 7 });
  expect(summary.steps.mean).toBeGreaterThan(490); // the script lives to the limit of 500; who never learned falls after 10 or so
});

test("it resumes bit for bit, from the episodes that the run keeps", async () => {
  const folder = await recorded();
  const [whole, halves] = [freshFolder(), freshFolder()];
  const files = readdirSync(folder).map((name) => join(folder, name));
  await run(whole, { demonstrations: files });
  await inTwoHalves(halves, { demonstrations: [folder] }, { demonstrations: [folder] });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
  const { description } = await readRun(whole, versionsHere());
  expect(readdirSync(runPaths(whole).blobs).sort()).toEqual([...(description.spec.demonstrations ?? [])].sort());

  const without = freshFolder();
  const controller = new AbortController();
  const onProgress = ({ updates }: Progress) => updates === 13 && controller.abort();
  await run(without, { demonstrations: [folder], signal: controller.signal, onProgress });
  rmSync(folder, { recursive: true });
  await run(without, { resume: true });
  expect(await contentOf(without)).toEqual(await contentOf(whole));
});

test("other episodes are another run", async () => {
  const folder = await recorded();
  const [three, two] = [freshFolder(), freshFolder()];
  await run(three, { demonstrations: [folder] });
  await run(two, { demonstrations: [join(folder, "0.episode"), join(folder, "1.episode")] });
  const identity = async (directory: string) => (await readRun(directory, versionsHere())).description.identity;
  expect(await identity(three)).not.toBe(await identity(two));
});

test("an episode that changed since the run began is one coded error", async () => {
  const folder = await recorded();
  const directory = freshFolder();
  await run(directory, { demonstrations: [folder] });
  copyFileSync(join(folder, "0.episode"), join(folder, "1.episode"));
  await expect(run(directory, { demonstrations: [folder], resume: true })).rejects.toMatchObject({
    code: "demonstration/changed",
    given: expect.stringContaining(join(folder, "1.episode")),
  });
  rmSync(join(folder, "1.episode"));
  rmSync(join(folder, "2.episode"));
  await expect(run(directory, { demonstrations: [folder], resume: true })).rejects.toMatchObject({
    code: "demonstration/changed",
    given: "1 demonstrations",
  });
});

test("an episode that was altered in the run's own folder is one coded error", async () => {
  const folder = await recorded();
  const directory = freshFolder();
  await run(directory, { demonstrations: [folder] });
  const { blobs } = runPaths(directory);
  const record = await readEpisode(join(folder, "0.episode"));
  await writeEpisode(join(blobs, readdirSync(blobs)[0]), { ...record, score: 0 });
  await expect(run(directory, { resume: true })).rejects.toMatchObject({ code: "file/corrupt" });
});

test.each([
  [
    "of another env",
    () => recorded({ id: "classic/acrobot-v1", params: {} }),
    "episode/mismatch",
    "classic/acrobot-v1",
  ],
  ["without observations", () => recorded(spec.env, false), "demonstration/incomplete", "0.episode"],
  ["that is no episode", async () => import.meta.filename, "file/corrupt", "demonstrations.test.ts"],
  ["that is not there", async () => join(freshFolder(), "x.episode"), "file/unusable", "x.episode"],
])("an episode %s is one coded error before anything is written", async (_, make, code, given) => {
  const directory = freshFolder();
  await expect(run(directory, { demonstrations: [await make()] })).rejects.toMatchObject({
    code,
    given: expect.stringContaining(given),
  });
  expect(existsSync(directory)).toBe(false);
});

test("demonstrations for an agent that makes no use of them are refused", async () => {
  const directory = freshFolder();
  const demonstrations = [await recorded()];
  await expect(run(directory, { spec: cartPoleRun, demonstrations })).rejects.toMatchObject({
    code: "agent/unsupported",
  });
  expect(existsSync(directory)).toBe(false);
});
