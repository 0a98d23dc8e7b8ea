import { readdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CodedError } from "../../src/core/index.ts";
import { runPaths } from "../../src/record/index.ts";
import { recordedSpec, type TrainOptions, train } from "../../src/run/index.ts";
import { registries, cartPoleRun as spec } from "./fake-run.ts";
import { contentOf, freshFolder } from "./folder.ts";

const run = (directory: string, more: Partial<TrainOptions> = {}) =>
  train({ spec, registries, directory, checkpointSteps: 640, ...more });

/** What a folder holds, by name. */
function filesIn(folder: string): { readonly [name: string]: string } {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  const files = names.filter((name) => statSync(join(folder, name)).isFile() && !name.endsWith(".lock"));
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), "base64")]));
}

async function refusal(work: Promise<unknown>): Promise<CodedError> {
  const thrown = await work.then(() => undefined).catch((thrown) => thrown);
  expect(thrown).toBeInstanceOf(CodedError);
  return thrown;
}

test.each([
  [
    "its checkpoints",
    (directory: string) => {
      const { checkpoints } = runPaths(directory);
      for (const name of readdirSync(checkpoints)) rmSync(join(checkpoints, name));
    },
  ],
  [
    "the folder of its checkpoints",
    (directory: string) => rmSync(runPaths(directory).checkpoints, { recursive: true }),
  ],
  ["what its logs said", (directory: string) => truncateSync(runPaths(directory).metrics, 10)],
])("a run that lost %s is not overwritten unless it is to start over", async (_, lose) => {
  const [whole, broken] = [freshFolder(), freshFolder()];
  await run(whole);
  await run(broken);
  lose(broken);
  const before = filesIn(broken);
  const refused = await refusal(run(broken, { resume: true }));
  expect(refused).toMatchObject({ code: "checkpoint/missing", fix: expect.stringContaining("--from-start") });
  expect(filesIn(broken)).toEqual(before);
  const notices: string[] = [];
  expect((await recordedSpec(broken, true)).steps).toBe(spec.steps);
  await run(broken, { resume: true, fromStart: true, onNotice: (notice) => notices.push(notice) });
  expect(notices.join()).toContain("Starts over at step 0");
  expect(await contentOf(broken)).toEqual(await contentOf(whole));
});

test("a run whose logs are shorter than its newest checkpoint says goes on from an older one", async () => {
  const [whole, broken] = [freshFolder(), freshFolder()];
  await run(whole);
  await run(broken);
  const { metrics } = runPaths(broken);
  const rows = readFileSync(metrics, "utf8").split("\n");
  truncateSync(metrics, rows.slice(0, 35).join("\n").length); // of 40; checkpoints are 10 apart
  const notices: string[] = [];
  await run(broken, { resume: true, onNotice: (notice) => notices.push(notice) });
  expect(notices.join()).toMatch(/Passed over .*2560\.ckpt.*metrics\.jsonl/);
  expect(await contentOf(broken)).toEqual(await contentOf(whole));
});

test("starting over leaves no checkpoint of before", async () => {
  const directory = freshFolder();
  await run(directory);
  const stop = new AbortController();
  stop.abort();
  await run(directory, { resume: true, fromStart: true, signal: stop.signal }).catch(() => undefined);
  const steps = readdirSync(runPaths(directory).checkpoints).map((name) => Number.parseInt(name, 10));
  expect(steps.filter((step) => step > 64)).toEqual([]);
});
