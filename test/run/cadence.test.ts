import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { RunSpec } from "../../src/core/index.ts";
import { type MetricsRow, readMetrics, runPaths } from "../../src/record/index.ts";
import { type Progress, runMetrics, type TrainOptions, train } from "../../src/run/index.ts";
import { cartPoleRun, registries } from "./fake-run.ts";
import { contentOf, freshFolder, withoutTime } from "./folder.ts";

/** An update after every step of its 4 worlds. */
const eager: RunSpec = { ...cartPoleRun, agent: { id: "fake/linear-v1", params: { rolloutSteps: 1 } }, steps: 4 * 150 };

const run = (directory: string, more: Partial<TrainOptions> = {}) =>
  train({ spec: eager, registries, directory, ...more });

const rowsOf = (directory: string): Promise<MetricsRow[]> => readMetrics(runPaths(directory).metrics);

function stopAt(updates: number): Pick<TrainOptions, "signal" | "onProgress"> {
  const controller = new AbortController();
  return { signal: controller.signal, onProgress: (now: Progress) => now.updates === updates && controller.abort() };
}

test("a learner that updates after every step has a row a while, of means over its updates", async () => {
  const [each, usual] = [freshFolder(), freshFolder()];
  await run(each, { logSteps: 1 });
  await run(usual);
  const updates = await rowsOf(each);
  expect(updates).toHaveLength(150);
  const rows = await rowsOf(usual);
  expect(rows.map(({ steps }) => steps)).toEqual([64, 128, 192, 256, 320, 384, 448, 512, 576, 600]);
  for (const { steps, metrics, time } of rows) {
    const own = updates.filter((update) => update.steps <= steps && update.steps > Math.ceil(steps / 64 - 1) * 64);
    expect(own).toHaveLength(steps === 600 ? 6 : 16);
    for (const [name, value] of Object.entries(metrics)) {
      const values = own.map((update) => update.metrics[name]);
      const mean = values.reduce((a, b) => a + b) / values.length;
      expect(value, name).toBe(name in runMetrics ? values.at(-1) : mean);
    }
    expect(Object.keys(time)).toEqual(Object.keys(updates[0].time));
  }
});

test("a run that stopped in the middle of a row and went on equals one that never stopped", async () => {
  const [whole, stopped] = [freshFolder(), freshFolder()];
  await run(whole);
  await run(stopped, stopAt(41));
  const last = (await rowsOf(stopped)).at(-1);
  expect(last).toMatchObject({ steps: 164, metrics: { updates: 41 } }); // whoever looks at it now sees where it stands
  await run(stopped, { resume: true, ...stopAt(43) });
  await run(stopped, { resume: true });
  expect(await contentOf(stopped)).toEqual(await contentOf(whole));
  const rows = (await rowsOf(stopped)).map(withoutTime);
  await run(stopped, { resume: true }); // nothing is left to do
  expect((await rowsOf(stopped)).map(withoutTime)).toEqual(rows);
});

test("a run that broke off in the middle of a row does so too", async () => {
  const [whole, broken] = [freshFolder(), freshFolder()];
  await run(whole);
  const breaking = ({ updates }: Progress) => {
    if (updates === 41) throw new Error("as if the machine had lost power");
  };
  await expect(run(broken, { checkpointSteps: 100, onProgress: breaking })).rejects.toThrow("lost power");
  await run(broken, { resume: true });
  expect(await contentOf(broken)).toEqual(await contentOf(whole));
});

test("checkpoints follow env steps, whatever an update takes", async () => {
  for (const rolloutSteps of [1, 5]) {
    const directory = freshFolder();
    const spec = { ...eager, agent: { ...eager.agent, params: { rolloutSteps } } };
    const breaking = ({ steps }: Progress) => {
      if (steps === 240) throw new Error("as if the machine had lost power");
    };
    await expect(run(directory, { spec, checkpointSteps: 100, onProgress: breaking })).rejects.toThrow("lost power");
    expect((await contentOf(directory)).step).toBe(200);
  }
});

test.each([
  { checkpointSteps: 0 },
  { checkpointSteps: 1.5 },
  { checkpointSteps: Number.POSITIVE_INFINITY },
  { checkpointSeconds: 0 },
  { checkpointSeconds: Number.NaN },
  { logSteps: -1 },
  { logSteps: 0.5 },
])("%o is one coded error before anything is written", async (options) => {
  const directory = freshFolder();
  await expect(run(directory, options)).rejects.toMatchObject({
    code: "run/invalid",
    given: expect.stringContaining(Object.keys(options)[0]),
  });
  expect(existsSync(directory)).toBe(false);
});
