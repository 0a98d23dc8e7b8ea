import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { pack } from "../../src/core/index.ts";
import {
  createRun,
  latestCheckpoint,
  type RunFolder,
  readRun,
  saveCheckpoint,
  writeSealed,
} from "../../src/record/index.ts";
import { sampleAbout, sampleSpec } from "./sample-run.ts";
import { codedError, codeOf, temporaryFolder } from "./temporary.ts";

const newRun = (): Promise<RunFolder> => createRun(join(temporaryFolder(), "run"), sampleAbout);

/** A state with everything that can be packed in it. */
const stateAt = (step: number) => ({
  learner: Uint8Array.of(1, 2, step),
  worlds: [Float64Array.of(Number.NaN, -0, step), Int32Array.of(step)],
  seen: { nothing: null, flag: true, word: "ü" },
});

async function withSteps(...steps: number[]): Promise<RunFolder> {
  const run = await newRun();
  for (const step of steps) await saveCheckpoint(run, { step, state: stateAt(step) });
  return run;
}

test("what was saved is found again", async () => {
  const run = await withSteps(100, 200);
  const found = await latestCheckpoint(run);
  expect(found).toMatchObject({ step: 200, state: stateAt(200), notices: [] });
  expect(basename(found.path)).toBe("000000000200.ckpt");
});

test("the newest 3 are kept, by number and not by letters", async () => {
  const run = await withSteps(9, 100, 20_000, 1_000_000_000_000, 2_000_000_000_000);
  expect(readdirSync(run.paths.checkpoints).sort()).toEqual([
    "000000020000.ckpt",
    "1000000000000.ckpt",
    "2000000000000.ckpt",
  ]);
  expect(await latestCheckpoint(run)).toMatchObject({ step: 2_000_000_000_000 });
});

test("a damaged newest one is named and the one before it used; going on removes it", async () => {
  const run = await withSteps(100, 200, 300);
  const newest = join(run.paths.checkpoints, "000000000300.ckpt");
  truncateSync(newest, 77);
  const found = await latestCheckpoint(run);
  expect(found).toMatchObject({ step: 200, state: stateAt(200) });
  expect(found.notices).toEqual([
    `Passed over a damaged checkpoint: ${newest}: a file cut short or altered since it was written.`,
  ]);
  await saveCheckpoint(run, { step: 250, state: null });
  expect(existsSync(newest)).toBe(false);
  expect(await latestCheckpoint(run)).toMatchObject({ step: 250, state: null, notices: [] });
});

test("without a whole one there is nothing to go on from", async () => {
  const run = await newRun();
  expect(await codeOf(() => latestCheckpoint(run))).toBe("checkpoint/missing");
  const path = await saveCheckpoint(run, { step: 1, state: 1 });
  writeFileSync(path, "");
  const error = await codedError(() => latestCheckpoint(run));
  expect(error?.code).toBe("checkpoint/missing");
  expect(error?.given).toContain(`${path}: 0 bytes`);
});

test("another run's checkpoint is foreign", async () => {
  const mine = await newRun();
  const other = await createRun(join(temporaryFolder(), "run"), { ...sampleAbout, spec: { ...sampleSpec, seed: 4 } });
  const path = await saveCheckpoint(other, { step: 1, state: 1 });
  await saveCheckpoint(mine, { step: 0, state: 0 });
  copyFileSync(path, join(mine.paths.checkpoints, basename(path)));
  const error = await codedError(() => latestCheckpoint(mine));
  expect(error?.code).toBe("checkpoint/foreign");
  expect(error?.given).toContain(other.description.identity);
  expect(error?.expected).toContain(mine.description.identity);
});

test("another format is foreign, even one of which nothing else is known", async () => {
  const run = await newRun();
  await writeSealed(join(run.paths.checkpoints, "1.ckpt"), "checkpoint", pack({ format: 2 }));
  expect(await codedError(() => latestCheckpoint(run))).toMatchObject({
    code: "checkpoint/foreign",
    expected: "format 1",
  });
});

test("other versions are noticed", async () => {
  const { directory } = await withSteps(100);
  const run = await readRun(directory, { rewardgym: "0.2.0", node: "24.0.0", engine: "1.0.0" });
  expect((await latestCheckpoint(run)).notices).toEqual([
    "Written with engine absent, going on with 1.0.0: results may differ.",
    "Written with rewardgym 0.1.0, going on with 0.2.0: results may differ.",
  ]);
});

test("golden bytes", async () => {
  const path = await saveCheckpoint(await newRun(), { step: 7, state: { weights: Float32Array.of(1, 2) } });
  expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toMatchInlineSnapshot(
    `"3ca5f7a24e95d8d688a20275e09db14a6d455f4c792de4184ef51d52bdc9f24d"`,
  );
});
