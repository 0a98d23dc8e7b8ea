import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { assert, identityOf, isLearner, type Rollout, registry } from "../../src/core/index.ts";
import { readMetrics, runPaths } from "../../src/record/index.ts";
import { evaluate, type Progress, settle, type TrainOptions, train } from "../../src/run/index.ts";
import { fakeLearner } from "../fixtures/fake-learner.ts";
import { cartPoleRun, overlapRun, ppoRun, registries } from "./fake-run.ts";
import { contentOf, freshFolder } from "./folder.ts";

const fakeRun = { ...cartPoleRun, overlap: true };

const run = (directory: string, more: Partial<TrainOptions> = {}) =>
  train({ spec: fakeRun, registries, directory, ...more });

test("a run without has the description and identity that it always had", async () => {
  const plain = settle(cartPoleRun, registries);
  expect(settle({ ...cartPoleRun, overlap: false }, registries)).toEqual(plain);
  expect("overlap" in plain).toBe(false);
  expect(await identityOf(settle(fakeRun, registries))).not.toBe(await identityOf(plain));
  const odd = { ...cartPoleRun, overlap: "yes" as never };
  expect(() => settle(odd, registries)).toThrow('run/invalid: got overlap = "yes"');
});

test("every rollout but the first is lived by the decisions before the last update", async () => {
  const order: string[] = [];
  const agents = registry("agent", import.meta.url, [
    {
      ...fakeLearner,
      async create(...given: Parameters<typeof fakeLearner.create>) {
        const learner = await fakeLearner.create(...given);
        assert(isLearner(learner), "it learns");
        let updates = 0;
        return {
          ...learner,
          act(...asked: Parameters<typeof learner.act>) {
            if (order.at(-1) !== `acts after ${updates}`) order.push(`acts after ${updates}`);
            return learner.act(...asked);
          },
          async learn(rollout: Rollout, progress: number) {
            order.push(`learns at ${progress}`);
            const { metrics, adopt } = await learner.learn(rollout, progress);
            return {
              metrics,
              adopt() {
                updates++;
                adopt();
              },
            };
          },
        };
      },
    },
  ]);
  await run(freshFolder(), { spec: { ...fakeRun, steps: 4 * 64 }, registries: { ...registries, agents } });
  expect(order).toEqual([
    "acts after 0",
    "learns at 0",
    "acts after 0",
    "learns at 0.25",
    "acts after 1",
    "learns at 0.5",
    "acts after 2",
    "learns at 0.75", // nothing follows: no rollout is lived in vain
  ]);
});

describe.each(Object.entries({ fakeRun, overlapRun }))("%s", (_, spec) => {
  test("stopped and gone on equals itself never stopped, with the same budget of updates as without", async () => {
    const [whole, stopped] = [freshFolder(), freshFolder()];
    expect(await run(whole, { spec })).toMatchObject({ steps: 2560, updates: 40 });
    for (const updates of [1, 13, 14, 39]) {
      const controller = new AbortController();
      const onProgress = (progress: Progress) => {
        if (progress.updates === updates) controller.abort();
      };
      const resume = updates > 1;
      const given = { spec, resume, signal: controller.signal, onProgress };
      expect(await run(stopped, given)).toMatchObject({ stopped: "signal", updates });
    }
    await run(stopped, { spec, resume: true });
    expect(await contentOf(stopped)).toEqual(await contentOf(whole));
    const rows = await readMetrics(runPaths(whole).metrics);
    expect(rows.map(({ steps }) => steps)).toEqual(Array.from({ length: 40 }, (_, i) => 64 * (i + 1)));
  });

  test("threads, checkpoints and evaluations in between change nothing", async () => {
    const [plain, busy] = [freshFolder(), freshFolder()];
    await run(plain, { spec });
    await run(busy, {
      spec,
      threads: 2,
      checkpointSteps: 64,
      async stopWhen({ updates }, policy) {
        if (updates % 10 === 0) await evaluate({ spec, registries, policy, episodes: 3, seed: 5 });
        return false;
      },
    });
    expect(await contentOf(busy)).toEqual(await contentOf(plain));
  });
});

test("experience is one update older than without, so that the results are others", async () => {
  const [plain, overlapping] = [freshFolder(), freshFolder()];
  await run(plain, { spec: ppoRun });
  await run(overlapping, { spec: overlapRun });
  const rows = async (directory: string) => (await readMetrics(runPaths(directory).metrics)).map((row) => row.metrics);
  const [alone, aside] = [await rows(plain), await rows(overlapping)];
  expect(aside[0]).toEqual(alone[0]);
  expect(aside[1]).not.toEqual(alone[1]);
  const { spec } = JSON.parse(readFileSync(runPaths(overlapping).description, "utf8"));
  expect(spec.overlap).toBe(true);
});

test("a metric that is not a number stops the run and keeps the last good checkpoint", async () => {
  const directory = freshFolder();
  const spec = { ...fakeRun, agent: { ...fakeRun.agent, params: { divergesAt: 7 } } };
  await expect(run(directory, { spec, checkpointSteps: 5 * 64 })).rejects.toMatchObject({
    code: "agent/diverged",
    message: expect.stringMatching(/policyLoss = NaN in update 7.*checkpoint of step 320 is whole/),
  });
  expect((await contentOf(directory)).step).toBe(5 * 64);
});

test("an update that fails while the next rollout is lived is told, and nothing is left running", async () => {
  const params = { ...ppoRun.agent.params, learningRate: 10, maxGradientNorm: 0, normalizeObservations: false };
  const reward = { sum: { alive: { weight: 1e30, of: "sparse/alive-v1" } } };
  const agent = { ...ppoRun.agent, params: { ...params, scaleRewards: false } };
  await expect(run(freshFolder(), { spec: { ...overlapRun, agent, reward } })).rejects.toMatchObject({
    code: "agent/diverged",
  });
});
