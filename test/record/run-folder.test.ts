import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createRun, openRun, readRun, runPaths } from "../../src/record/index.ts";
import { sampleAbout, sampleSpec } from "./sample-run.ts";
import { codedError, codeOf, temporaryFolder } from "./temporary.ts";

const versions = { rewardgym: "0.2.0", node: "24.1.0" };

test("a run is created, read by others while it goes on, closed and opened again", async () => {
  const directory = join(temporaryFolder(), "runs", "a");
  const run = await createRun(directory, sampleAbout);
  const read = await readRun(directory, versions);
  expect(read.description).toEqual(run.description);
  expect(read).toMatchObject({ versions, description: sampleAbout });
  expect(await codeOf(() => openRun(directory, versions))).toBe("run/locked");
  await run.close();
  const again = await openRun(directory, versions);
  expect(again.description).toEqual(run.description);
  await again.close();
  expect(readdirSync(directory)).toEqual(["run.json"]);
});

test("golden run.json", async () => {
  const directory = temporaryFolder();
  const { close, paths } = await createRun(directory, sampleAbout);
  await close();
  expect(readFileSync(paths.description, "utf8")).toMatchInlineSnapshot(`
    "{
      "format": 1,
      "spec": {
        "env": {
          "id": "classic/cart-pole-v1",
          "params": {}
        },
        "reward": {
          "sum": {
            "upright": {
              "weight": 1,
              "of": "shaped/upright-v1"
            }
          }
        },
        "agent": {
          "id": "learner/ppo-v1",
          "params": {
            "learningRate": 0.0003
          }
        },
        "seed": 3,
        "steps": 1000,
        "worlds": 8,
        "device": "cpu"
      },
      "versions": {
        "rewardgym": "0.1.0",
        "node": "24.0.0"
      },
      "machine": "a machine",
      "started": "2026-01-02T03:04:05.000Z",
      "identity": "a496b04613d7e3cb"
    }
    "
  `);
});

test("a folder that holds a run is refused with what to do", async () => {
  const directory = temporaryFolder();
  await (await createRun(directory, sampleAbout)).close();
  const before = readFileSync(runPaths(directory).description, "utf8");
  expect(await codedError(() => createRun(directory, { ...sampleAbout, machine: "another" }))).toMatchObject({
    code: "run/exists",
    fix: "Continue it with `rewardgym train --resume`, or choose another --out.",
  });
  expect(readFileSync(runPaths(directory).description, "utf8")).toBe(before);
  expect(readdirSync(directory)).toEqual(["run.json"]);
});

test("an impossible run makes no folder", async () => {
  const folder = temporaryFolder();
  const about = { ...sampleAbout, spec: { ...sampleSpec, steps: 0 } };
  expect(await codeOf(() => createRun(join(folder, "run"), about))).toBe("run/invalid");
  expect(readdirSync(folder)).toEqual([]);
});

test("opening clears away unfinished files", async () => {
  const directory = temporaryFolder();
  const { close, paths } = await createRun(directory, sampleAbout);
  await close();
  mkdirSync(paths.checkpoints);
  writeFileSync(join(paths.checkpoints, "000000000100.ckpt.7-1.tmp"), "half");
  writeFileSync(join(directory, "policy.onnx.7-2.tmp"), "half");
  await (await openRun(directory, versions)).close();
  expect(readdirSync(directory)).toEqual(["checkpoints", "run.json"]);
  expect(readdirSync(paths.checkpoints)).toEqual([]);
});

test("a folder without a run is left as it is", async () => {
  const folder = temporaryFolder();
  expect(await codeOf(() => openRun(folder, versions))).toBe("file/unusable");
  expect(await codeOf(() => readRun(join(folder, "none"), versions))).toBe("file/unusable");
  expect(readdirSync(folder)).toEqual([]);
});

test("a file in place of the folder is refused", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  expect(await codeOf(() => createRun(file, sampleAbout))).toBe("file/unusable");
});

test.each([
  ["cut short", (text: string) => text.slice(0, 100)],
  ["empty", () => ""],
  ["not text", () => "\u0000"],
  ["another seed", (text: string) => text.replace('"seed": 3', '"seed": 4')],
  ["another format", (text: string) => text.replace('"format": 1', '"format": 2')],
  ["a version that is none", (text: string) => text.replace('"0.1.0"', "1")],
  ["no spec", (text: string) => text.replace('"spec"', '"specification"')],
  ["a list", () => "[]"],
])("a run.json that is %s is refused", async (_, damage) => {
  const directory = temporaryFolder();
  const { close, paths } = await createRun(directory, sampleAbout);
  await close();
  const whole = readFileSync(paths.description, "utf8");
  expect(damage(whole)).not.toBe(whole);
  writeFileSync(paths.description, damage(whole));
  expect(await codeOf(() => openRun(directory, versions))).toBe("file/corrupt");
  expect(readdirSync(directory)).toEqual(["run.json"]);
});
