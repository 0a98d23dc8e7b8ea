import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import {
  createRun,
  latestCheckpoint,
  openMetrics,
  readMetrics,
  saveCheckpoint,
  writeWhole,
} from "../../src/record/index.ts";
import { sampleAbout } from "./sample-run.ts";
import { size, test } from "./small-disk.ts";
import { codeOf } from "./temporary.ts";

test("a file keeps its old content, and nothing half-written is left", async ({ disk }) => {
  const path = join(disk, "file");
  await writeWhole(path, "old");
  expect(await codeOf(() => writeWhole(path, new Uint8Array(2 * size)))).toBe("file/full");
  expect(readFileSync(path, "utf8")).toBe("old");
  expect(readdirSync(disk)).toEqual(["file"]);
});

test("a checkpoint that does not fit leaves the last one to go on from", async ({ disk }) => {
  const run = await createRun(join(disk, "run"), sampleAbout);
  await saveCheckpoint(run, { step: 1, state: "good" });
  expect(await codeOf(() => saveCheckpoint(run, { step: 2, state: new Uint8Array(2 * size) }))).toBe("file/full");
  expect(await latestCheckpoint(run)).toMatchObject({ step: 1, state: "good", notices: [] });
  expect(readdirSync(run.paths.checkpoints)).toHaveLength(1);
});

test("metrics hold whole rows only, and go on once there is room", async ({ disk }) => {
  const path = join(disk, "metrics.jsonl");
  const file = await openMetrics(path, 0);
  const row = { steps: 1, metrics: { a: 1 }, time: {} };
  await file.log(row);
  const { position } = file;
  const long = { ...row, metrics: Object.fromEntries(Array.from({ length: size / 8 }, (_, i) => [`metric${i}`, i])) };
  expect(await codeOf(() => file.log(long))).toBe("file/full");
  expect(file.position).toBe(position);
  await file.log(row);
  await file.close();
  expect(await readMetrics(path)).toEqual([row, row]);
});

test("a run that does not fit leaves no folder", async ({ disk }) => {
  expect(() => writeFileSync(join(disk, "filling"), new Uint8Array(2 * size))).toThrow("ENOSPC");
  const directory = join(disk, "run");
  expect(await codeOf(() => createRun(directory, { ...sampleAbout, machine: "m".repeat(8192) }))).toBe("file/full");
  expect(readdirSync(disk)).toEqual(["filling"]);
});
