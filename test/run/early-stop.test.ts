import { expect, test } from "vitest";
import type { RunSpec } from "../../src/core/index.ts";
import { readMetrics, runPaths } from "../../src/record/index.ts";
import { type EarlyStop, evaluate, openTrained, type TrainOptions, train } from "../../src/run/index.ts";
import { cartPoleRun, registries } from "./fake-run.ts";
import { contentOf, freshFolder } from "./folder.ts";

const spec: RunSpec = { ...cartPoleRun, reward: "sparse/alive-v1" }; // 40 updates of 64 steps
const earlyStop: EarlyStop = { patience: 3, every: 128, episodes: 5 };

const run = (directory: string, more: Partial<TrainOptions> = {}) =>
  train({ spec, registries, directory, earlyStop, ...more });

const validationsOf = async (directory: string) =>
  (await readMetrics(runPaths(directory).metrics)).flatMap(({ steps, metrics }) =>
    "validation/return" in metrics && steps % earlyStop.every === 0
      ? [
          {
            steps,
            latest: metrics["validation/return"],
            best: metrics["validation/best"],
            at: metrics["validation/steps"],
          },
        ]
      : [],
  );

test("a run stops when its patience is at an end, and keeps the learner of its best validation", async () => {
  const directory = freshFolder();
  const notices: string[] = [];
  const result = await run(directory, { onNotice: (notice) => notices.push(notice) });
  const validations = await validationsOf(directory);
  const last = validations[validations.length - 1];
  expect(result.stopped).toBe("patience");
  expect(result.steps).toBeLessThan(spec.steps);
  expect(last.steps - last.at).toBe(earlyStop.patience * earlyStop.every);
  expect(last.best).toBe(Math.max(...validations.map(({ latest }) => latest)));
  expect(notices).toContain(`Stopped early: it keeps what it had learned by step ${last.at}.`);
  const { policy, learned } = await openTrained(directory, registries);
  const { summary } = await evaluate({ spec, registries, policy, learned, episodes: 5, seed: spec.seed });
  expect(summary.return.mean).toBe(last.best);
});

test("validations change nothing in a run that goes on", async () => {
  const [plain, validated] = [freshFolder(), freshFolder()];
  await run(plain, { earlyStop: undefined });
  await run(validated, { earlyStop: { ...earlyStop, patience: 1000 } });
  const without = (await readMetrics(runPaths(validated).metrics)).map(({ steps, metrics }) => ({
    steps,
    metrics: Object.fromEntries(Object.entries(metrics).filter(([name]) => !name.startsWith("validation/"))),
  }));
  expect(without).toEqual((await contentOf(plain)).rows);
});

test("a run that was stopped by hand goes on as if it had not been, with what it knew of its best", async () => {
  const [whole, halves] = [freshFolder(), freshFolder()];
  await run(whole);
  const controller = new AbortController();
  const stopped = await run(halves, {
    signal: controller.signal,
    onProgress({ updates }) {
      if (updates === 5) controller.abort();
    },
  });
  expect(stopped.stopped).toBe("signal");
  await run(halves, { resume: true });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
});

test("an early stop without patience is refused before anything is written", async () => {
  for (const wrong of [{ patience: 0 }, { every: 0.5 }, { episodes: 0 }])
    await expect(run(freshFolder(), { earlyStop: { ...earlyStop, ...wrong } })).rejects.toThrow("of an early stop");
});
