import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runFolder } from "../../src/ablate/index.ts";
import { runPaths } from "../../src/record/index.ts";
import { codeOf, temporaryFolder } from "../record/temporary.ts";
import { contentOf, finishedIn } from "./contents.ts";
import { planOf, question, run } from "./fake-ablation.ts";

test("does every run, keeps what is done, and gives the same again", async () => {
  const [first, second] = [temporaryFolder(), temporaryFolder()];
  const plan = await planOf();
  expect(await run(plan, first)).toEqual({ all: 8, kept: 0, done: 8, failed: 0 });
  const finished = finishedIn(first);
  expect(await run(plan, first)).toEqual({ all: 8, kept: 8, done: 0, failed: 0 });
  expect(finishedIn(first)).toEqual(finished);

  await run(plan, second, { jobs: 1 });
  const ablation = await contentOf(first);
  expect(await contentOf(second)).toEqual(ablation);
  expect(ablation.runs.map(({ variant, seed }) => [variant, seed])).toEqual(
    ["base", "fast"].flatMap((variant) => [1, 2, 3, 4].map((seed) => [variant, seed])),
  );
  const [result] = ablation.runs;
  expect(Object.keys(result.evaluations)).toEqual(["plain", "short"]);
  expect(result.evaluations.plain.returns).toHaveLength(6);
  expect(Math.max(...result.evaluations.short.steps)).toBeLessThanOrEqual(20);
  expect(result.terms).toEqual({ "cart-pole": 1 });
  expect(result.steps).toBe(6400);
  expect(result.curve.steps.at(-1)).toBe(6400);
  expect(result.curve.steps.length).toBeLessThanOrEqual(200);
});

test("two runners on one folder are refused", async () => {
  const directory = temporaryFolder();
  const plan = await planOf({ ...question, seeds: 1 });
  const [one, other] = await Promise.allSettled([run(plan, directory), run(plan, directory)]);
  expect([one.status, other.status].sort()).toEqual(["fulfilled", "rejected"]);
  const { reason } = [one, other].find(({ status }) => status === "rejected") as PromiseRejectedResult;
  expect(reason.code).toBe("run/locked");
});

test("a run that fails is recorded with its cause, the rest go on, and it is tried again on request only", async () => {
  const directory = temporaryFolder();
  const plan = await planOf({ ...question, seeds: 2, variants: { broken: { "agent.divergesAt": 3 } } });
  const notices: string[] = [];
  const onNotice = (notice: string) => notices.push(notice);
  expect(await run(plan, directory, { onNotice })).toEqual({ all: 4, kept: 0, done: 2, failed: 2 });
  expect(notices.join()).toContain("broken on classic/cart-pole-v1, seed 1 failed: agent/diverged");
  const { runs } = await contentOf(directory);
  expect(runs.map(({ status }) => status)).toEqual(["done", "done", "failed", "failed"]);
  expect(runs[2].cause).toMatch(/^agent\/diverged: got policyLoss = NaN in update 3;/);
  expect(await run(plan, directory)).toMatchObject({ kept: 4 });
  expect(await run(plan, directory, { retry: true })).toEqual({ all: 4, kept: 2, done: 0, failed: 2 });
});

test("a run whose process dies is a failed run", async () => {
  const directory = temporaryFolder();
  const worker = new URL("./dying-worker.ts", import.meta.url);
  const plan = await planOf({ ...question, seeds: 2 });
  expect(await run(plan, directory, { worker, jobs: 1 })).toEqual({ all: 4, kept: 0, done: 2, failed: 2 });
  const { runs } = await contentOf(directory);
  const [{ cause }] = runs.filter(({ status }) => status === "failed");
  expect(cause).toBe("The process of the run ended with code 3. It said: no more of this");
  expect(await run(plan, directory, { retry: true })).toMatchObject({ kept: 2, done: 2 });
});

test("shards together are the whole", async () => {
  const [whole, parts] = [temporaryFolder(), temporaryFolder()];
  const plan = await planOf({ ...question, seeds: 3 });
  await run(plan, whole);
  const counts = [];
  for (const part of [1, 2]) counts.push(await run(plan, parts, { shard: { part, parts: 2 } }));
  expect(counts.map(({ all, kept }) => [all, kept])).toEqual([
    [3, 0],
    [3, 0],
  ]);
  expect(await contentOf(parts)).toEqual(await contentOf(whole));
  const changed = await planOf({ ...question, seeds: 4 });
  expect(await codeOf(() => run(changed, parts, { shard: { part: 1, parts: 2 } }))).toBe("ablate/changed");
});

test("equal variants are run once and counted for both", async () => {
  const directory = temporaryFolder();
  const plan = await planOf({ ...question, seeds: 2, variants: { same: { "agent.learningRate": 0.01 } } });
  expect(plan.notices).toContain('"same" is the same as "base": run once, counted for both.');
  expect(await run(plan, directory)).toMatchObject({ all: 2, done: 2 });
  const { runs } = await contentOf(directory);
  expect(runs.map(({ variant }) => variant)).toEqual(["base", "base", "same", "same"]);
  expect(runs[2]).toEqual({ ...runs[0], variant: "same" });
});

test("a folder edited by hand is said, set aside, and its run done again", async () => {
  const directory = temporaryFolder();
  const plan = await planOf({ ...question, seeds: 2 });
  await run(plan, directory);
  const before = await contentOf(directory);
  const [better, broken, other] = plan.runs.map(({ identity }) => runFolder(directory, identity));
  const edit = (path: string, change: (text: string) => string) =>
    writeFileSync(path, change(readFileSync(path, "utf8")));
  edit(join(better, "result.json"), (text) => text.replace('"steps": 6400', '"steps": 6401'));
  edit(join(broken, "result.json"), (text) => text.slice(100));
  edit(runPaths(other).description, (text) => text.replace('"steps": 6400', '"steps": 6401'));
  const notices: string[] = [];
  const onNotice = (notice: string) => notices.push(notice);
  expect(await run(plan, directory, { onNotice })).toEqual({ all: 4, kept: 1, done: 3, failed: 0 });
  expect(notices).toHaveLength(3);
  expect(notices[0]).toMatch(/^file\/corrupt: got .*result\.json that was altered; .* Its folder is now .*\.aside\. /);
  expect(await contentOf(directory)).toEqual(before);
  expect(readdirSync(join(directory, "runs")).filter((name) => name.endsWith(".aside"))).toHaveLength(3);
});

test("a run that reached its score stops there, and stays stopped when evaluated later", async () => {
  const directory = temporaryFolder();
  const plan = await planOf({ ...question, seeds: 1, variants: {}, stopAtScore: 0.03 });
  await run(plan, directory);
  const { runs } = await contentOf(directory);
  expect(runs[0].steps).toBeLessThan(6400);
  expect(runs[0].curve.scores.at(-1)).toBeGreaterThanOrEqual(0.03);
  // as if killed between training and evaluation
  rmSync(join(runFolder(directory, plan.runs[0].identity), "result.json"));
  await run(plan, directory);
  expect((await contentOf(directory)).runs).toEqual(runs);
});

test("Ctrl-C leaves checkpoints to go on from", async () => {
  const [whole, stopped] = [temporaryFolder(), temporaryFolder()];
  const plan = await planOf({ ...question, seeds: 1 });
  await run(plan, whole);
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error("enough"));
  await expect(run(plan, stopped, { signal: controller.signal, onProgress })).rejects.toThrow("enough");
  await run(plan, stopped);
  expect(await contentOf(stopped)).toEqual(await contentOf(whole));
});
