import { expect, test } from "vitest";
import { bindEnv, CodedError, evaluationSeed, type Policy } from "../../src/core/index.ts";
import { replay } from "../../src/record/index.ts";
import { type EvaluateOptions, evaluate, openPolicy, openTrained, settle, train } from "../../src/run/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { cartPoleRun, registries } from "./fake-run.ts";
import { freshFolder } from "./folder.ts";

const spec = await settle({ ...cartPoleRun, reward: "sparse/alive-v1" }, registries);
const env = bindEnv(await registries.envs.find(spec.env.id));
const policy: Policy = await openPolicy(spec, registries, env);

const run = (more: Partial<EvaluateOptions> = {}) =>
  evaluate({ spec, registries, policy, episodes: 10, seed: 7, worlds: 4, ...more });

test("exactly so many episodes, their rewards summed", async () => {
  const { episodes, summary } = await run();
  expect(episodes).toHaveLength(10);
  for (const episode of episodes) expect(episode.return).toBe(episode.steps);
  const mean = episodes.reduce((sum, { score }) => sum + score, 0) / 10;
  expect(summary).toMatchObject({ episodes: 10, score: { mean: expect.closeTo(mean, 12) } });
});

test("every world lives its quota, so that short episodes count no more than long ones", async () => {
  // quotas of 10 episodes in 4 worlds are 3, 3, 2, 2; of 40 they are 10 each
  const [few, many] = [await run(), await run({ episodes: 40 })];
  const byWorld = [0, 1, 2, 3].map((world) => many.episodes.slice(10 * world, 10 * (world + 1)));
  expect(few.episodes).toEqual([3, 3, 2, 2].flatMap((quota, world) => byWorld[world].slice(0, quota)));
});

test("the same seed gives the same episodes, another one others", async () => {
  expect(await run()).toEqual(await run({ threads: 1 }));
  expect((await run({ seed: 8 })).episodes).not.toEqual((await run()).episodes);
});

test("actions are drawn where that is asked for, the same ones each time", async () => {
  const sampled = async () => {
    const fresh = await openPolicy(spec, registries, env);
    const { episodes } = await run({ policy: fresh, sampled: true });
    await fresh.close?.();
    return episodes;
  };
  const drawn = await sampled();
  expect(await sampled()).toEqual(drawn);
  expect(drawn).not.toEqual((await run()).episodes);
});

test("there are never more worlds than episodes", async () => {
  expect((await run({ episodes: 1, worlds: 64 })).episodes).toHaveLength(1);
});

test("the first episode of some worlds is recorded and replays to the last bit", async () => {
  const { records, episodes } = await run({ record: 2 });
  expect(records.map(({ world }) => world).sort()).toEqual([0, 1]);
  const vector = await openVector({ envs: registries.envs, env: spec.env, worlds: 1 });
  for (const record of records) {
    await replay(record, vector);
    const [first] = episodes.slice(3 * record.world); // quotas of worlds 0 and 1 are 3
    const { return: sum, score, steps } = first;
    expect(record).toMatchObject({ return: sum, score, steps, seed: evaluationSeed(7) });
  }
  await vector.close();
});

test.each([0, 2.5, Number.NaN])("%d episodes are refused", async (episodes) => {
  await expect(run({ episodes })).rejects.toMatchObject({ code: "run/invalid" });
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])("the seed %d is refused", async (seed) => {
  await expect(run({ seed })).rejects.toMatchObject({ code: "run/invalid" });
});

test("an aborted signal ends it with the reason", async () => {
  await expect(run({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
});

test("the agent of a run is opened as its newest checkpoint left it", async () => {
  const directory = freshFolder();
  await expect(openTrained(directory, registries)).rejects.toBeInstanceOf(CodedError);
  await train({ spec, registries, directory });
  const trained = await openTrained(directory, registries);
  expect(trained).toMatchObject({ steps: spec.steps, spec });
  const [before, after] = [await run(), await run({ policy: trained.policy })];
  expect(after.summary.score.mean).toBeGreaterThan(before.summary.score.mean);
});
