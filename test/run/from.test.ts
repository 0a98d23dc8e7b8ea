import { existsSync, readdirSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { assert, isLearner, type RunSpec, unpack } from "../../src/core/index.ts";
import { readMetrics, readRun, runPaths, versionsHere } from "../../src/record/index.ts";
import { evaluate, openTrained, type Progress, type TrainOptions, train } from "../../src/run/index.ts";
import { cartPoleRun, ppoRun, registries } from "./fake-run.ts";
import { contentOf, freshFolder } from "./folder.ts";

/** A teacher of another seed and reward, and a pupil. */
const teacher: RunSpec = { ...ppoRun, seed: 8, reward: "sparse/alive-v1", steps: 64 * 30 };
const pupil: RunSpec = { ...ppoRun, steps: 64 * 6 };

const withParams = (spec: RunSpec, params: RunSpec["agent"]["params"]): RunSpec => ({
  ...spec,
  agent: { ...spec.agent, params: { ...spec.agent.params, ...params } },
});

const run = (directory: string, spec: RunSpec, more: Partial<TrainOptions> = {}) =>
  train({ spec, registries, directory, ...more });

async function taught(spec = teacher): Promise<string> {
  const directory = freshFolder();
  await run(directory, spec);
  return directory;
}

async function episodesOf(directory: string) {
  const { policy } = await openTrained(directory, registries);
  const { episodes } = await evaluate({
    spec: { ...ppoRun, reward: "sparse/alive-v1" },
    registries,
    policy,
    episodes: 4,
    seed: 3,
  });
  await policy.close?.();
  return episodes;
}

test("a run that begins with the weights of another and learns nothing decides as that one does", async () => {
  const from = await taught(withParams(teacher, { normalizeObservations: false }));
  const still = withParams(pupil, { normalizeObservations: false, learningRate: 0 });
  const [directory, fresh] = [freshFolder(), freshFolder()];
  await run(directory, still, { from });
  await run(fresh, still);
  expect(await episodesOf(directory)).toEqual(await episodesOf(from));
  expect(await episodesOf(fresh)).not.toEqual(await episodesOf(from));
  const { description } = await readRun(directory, versionsHere());
  const source = (await readRun(from, versionsHere())).description;
  expect(description.spec.from).toEqual({ digest: readdirSync(runPaths(directory).blobs)[0], run: source.identity });
});

test("what observations are normalised with goes along; the optimiser starts over", async () => {
  const from = await taught();
  const directory = freshFolder();
  await run(directory, pupil, { from });
  const { policy } = await openTrained(directory, registries);
  assert(isLearner(policy), "it learns");
  expect(unpack(await policy.save())).toMatchObject({
    weights: {
      // the first number counts the observations so far
      moments: [expect.objectContaining({ 0: teacher.steps + pupil.steps })],
      // its own updates, epochs and minibatches
      state: { t: Float32Array.of(6 * 2 * 4) },
    },
  });
  await policy.close?.();
});

test("it resumes bit for bit, also where the source is gone and where there is no checkpoint yet", async () => {
  const from = await taught();
  const [whole, halves, early] = [freshFolder(), freshFolder(), freshFolder()];
  await run(whole, pupil, { from });
  const controller = new AbortController();
  const onProgress = ({ updates }: Progress) => updates === 3 && controller.abort();
  await run(halves, pupil, { from, signal: controller.signal, onProgress });
  const breaking = () => {
    throw new Error("as if the machine had lost power");
  };
  await expect(run(early, pupil, { from, onProgress: breaking })).rejects.toThrow("lost power");
  rmSync(from, { recursive: true });
  for (const directory of [halves, early]) {
    await run(directory, pupil, { resume: true });
    expect(await contentOf(directory)).toEqual(await contentOf(whole));
    const first = (await readMetrics(runPaths(directory).metrics))[0];
    expect(first.metrics).toEqual((await readMetrics(runPaths(whole).metrics))[0].metrics);
  }
  const plain = freshFolder();
  await run(plain, pupil);
  expect(await contentOf(plain)).not.toEqual(await contentOf(whole));
});

test("a source that has learned on since is another one", async () => {
  const from = await taught();
  const directory = freshFolder();
  await run(directory, pupil, { from });
  await run(from, { ...teacher, steps: teacher.steps + 64 }, { resume: true });
  await expect(run(directory, pupil, { from, resume: true })).rejects.toMatchObject({
    code: "checkpoint/foreign",
    given: expect.stringContaining("from.digest"),
  });
});

test.each([
  ["without the run that it is of", { from: { digest: "0123456789abcdef" } }, false, "0123456789abcdef under from"],
  ["of another run than the one given", { from: { digest: "0123456789abcdef" } }, true, "from with the digest"],
  ["that is none", { from: { digest: "runs/a" } }, false, 'from = {"digest":"runs/a"}'],
  ["in a list that is none", { demonstrations: [] }, false, "demonstrations = []"],
])("a description with a digest %s is one coded error before anything is written", async (_, more, isGiven, given) => {
  const directory = freshFolder();
  const from = isGiven ? await taught({ ...teacher, steps: 64 }) : undefined;
  await expect(run(directory, { ...pupil, ...more }, { from })).rejects.toMatchObject({
    code: "run/invalid",
    given: expect.stringContaining(given),
  });
  expect(existsSync(directory)).toBe(false);
});

const narrow = withParams({ ...teacher, steps: 64 }, { hidden: [8] });

test.each([
  ["of another network", () => taught(narrow), pupil, "weights/incompatible", "hidden = [8]"],
  [
    "of other spaces",
    () => taught({ ...narrow, env: { id: "classic/acrobot-v1", params: {} }, reward: "sparse/success-v1" }),
    pupil,
    "weights/incompatible",
    "other observations or actions",
  ],
  ["for an agent that cannot take any", () => taught(narrow), cartPoleRun, "agent/unsupported", "fake/linear-v1"],
  [
    "of an agent without any",
    () => taught({ ...cartPoleRun, steps: 64 }),
    pupil,
    "agent/unsupported",
    "fake/linear-v1",
  ],
  ["of no run", async () => freshFolder(), pupil, "file/unusable", "run.json"],
])("weights %s are one coded error before anything is written", async (_, source, spec, code, given) => {
  const directory = freshFolder();
  await expect(run(directory, spec, { from: await source() })).rejects.toMatchObject({
    code,
    given: expect.stringContaining(given),
  });
  expect(existsSync(directory)).toBe(false);
});
