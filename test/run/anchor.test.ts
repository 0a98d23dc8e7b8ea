import { existsSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import type { RunSpec } from "../../src/core/index.ts";
import { readMetrics, readRun, runPaths, versionsHere } from "../../src/record/index.ts";
import { openTrained, type Progress, type TrainOptions, train } from "../../src/run/index.ts";
import { ppoRun, registries } from "./fake-run.ts";
import { contentOf, freshFolder, withoutTime } from "./folder.ts";

const withParams = (spec: RunSpec, params: RunSpec["agent"]["params"]): RunSpec => ({
  ...spec,
  agent: { ...spec.agent, params: { ...spec.agent.params, ...params } },
});

/** Policies of different networks, and of actions of both kinds. */
const teacher = withParams({ ...ppoRun, seed: 8, steps: 64 * 20 }, { hidden: [16] });
const pupil: RunSpec = { ...ppoRun, steps: 64 * 12 };
const pendulum = {
  env: { id: "classic/pendulum-v1", params: {} },
  reward: { use: "shaped/feature-v1", params: { feature: "upright" } },
};

const run = (directory: string, spec: RunSpec, more: Partial<TrainOptions> = {}) =>
  train({ spec, registries, directory, ...more });

async function trained(spec: RunSpec, more: Partial<TrainOptions> = {}): Promise<string> {
  const directory = freshFolder();
  await run(directory, spec, more);
  return directory;
}

const rowsOf = async (directory: string) => (await readMetrics(runPaths(directory).metrics)).map(withoutTime);
const divergences = async (directory: string) => (await rowsOf(directory)).map(({ metrics }) => metrics.anchorKl);

test.each([
  ["options", {}],
  ["numbers", pendulum],
])("the heavier the anchor, the nearer a policy over %s stays to it", async (_, task) => {
  const from = await trained({ ...teacher, ...task });
  const spec = { ...withParams(pupil, { hidden: [16], learningRate: 1e-2 }), ...task };
  const last: number[] = [];
  for (const anchorWeight of [0, 1, 100]) {
    const directory = await trained(withParams(spec, { anchorWeight }), { from, anchor: from });
    const all = await divergences(directory);
    expect(all.every((each) => each >= -1e-6)).toBe(true);
    last.push(all[all.length - 1]);
  }
  expect(last[0]).toBeGreaterThan(3 * last[1]);
  expect(last[1]).toBeGreaterThan(3 * last[2]);
});

test("an anchor without a weight is only measured", async () => {
  const anchor = await trained(teacher);
  const [alone, watched] = [await trained(pupil), await trained(pupil, { anchor })];
  const measured = await rowsOf(watched);
  expect(measured.every(({ metrics }) => metrics.anchorKl > 0)).toBe(true);
  const others = measured.map(({ steps, metrics: { anchorKl: _, ...metrics } }) => ({ steps, metrics }));
  expect(others).toEqual(await rowsOf(alone));
  expect((await contentOf(watched)).policy).toEqual((await contentOf(alone)).policy);
});

test("what it begins with is the anchor where none is named", async () => {
  const from = await trained(teacher);
  const spec = withParams(pupil, { hidden: [16], anchorWeight: 1 });
  const [implied, named] = [await trained(spec, { from }), await trained(spec, { from, anchor: from })];
  expect(await rowsOf(implied)).toEqual(await rowsOf(named));
  expect((await divergences(implied))[0]).toBeLessThan(0.05); // near to it at first
});

test("it resumes bit for bit, also where the anchor's folder is gone", async () => {
  const anchor = await trained(teacher);
  const spec = withParams(pupil, { anchorWeight: 0.5 });
  const whole = await trained(spec, { anchor });
  const halves = freshFolder();
  const controller = new AbortController();
  const onProgress = ({ updates }: Progress) => updates === 5 && controller.abort();
  await run(halves, spec, { anchor, signal: controller.signal, onProgress });
  const { identity } = (await readRun(anchor, versionsHere())).description;
  rmSync(anchor, { recursive: true });
  await run(halves, spec, { resume: true });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
  expect((await readRun(halves, versionsHere())).description.spec.anchor?.run).toBe(identity);
  const { policy } = await openTrained(halves, registries); // whoever evaluates it finds the anchor too
  await policy.close?.();
});

test.each([
  [
    "a weight without an anchor",
    withParams(pupil, { anchorWeight: 1 }),
    undefined,
    "params/invalid",
    "anchorWeight = 1",
  ],
  [
    "an anchor with memory",
    pupil,
    withParams({ ...teacher, steps: 64 }, { memory: 4 }),
    "agent/unsupported",
    "memory of 4",
  ],
  [
    "an anchor over other spaces",
    pupil,
    { ...teacher, ...pendulum, steps: 64 },
    "weights/incompatible",
    "other observations or actions",
  ],
])("%s is one coded error before anything is written", async (_, spec, source, code, given) => {
  const directory = freshFolder();
  const anchor = source && (await trained(source));
  await expect(run(directory, spec, { anchor })).rejects.toMatchObject({ code, given: expect.stringContaining(given) });
  expect(existsSync(directory)).toBe(false);
});
