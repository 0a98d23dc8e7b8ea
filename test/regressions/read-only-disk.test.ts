import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { makeFolder } from "../../src/record/folder.ts";
import { createRun, writeWhole } from "../../src/record/index.ts";
import { sampleAbout } from "../record/sample-run.ts";
import { test } from "../record/small-disk.ts";
import { codedError, codeOf } from "../record/temporary.ts";

test("a read-only disk is named as such, however deep the folder", async ({ disk }) => {
  mkdirSync(join(disk, "there"));
  execFileSync("mount", ["-o", "remount,ro", disk]);
  for (const place of ["run", "runs/a", "a/b/c/d", "there"]) {
    const directory = join(disk, place);
    for (const work of [() => createRun(directory, sampleAbout), () => writeWhole(join(directory, "file"), "text")])
      expect(await codedError(work)).toMatchObject({ code: "file/unusable", given: expect.stringContaining("EROFS") });
  }
  expect(readdirSync(disk)).toEqual(["there"]);
});

test("the folders that were missing are returned, outermost first", async ({ disk }) => {
  const deep = join(disk, "a", "b", "c");
  expect(await makeFolder(deep)).toEqual([join(disk, "a"), join(disk, "a", "b"), deep]);
  expect(await makeFolder(deep)).toEqual([]);
  await writeWhole(join(disk, "file"), "");
  expect(await codeOf(() => makeFolder(join(disk, "file")))).toBe("file/unusable");
  expect(await codeOf(() => makeFolder(join(disk, "file", "inside")))).toBe("file/unusable");
  expect(await codeOf(() => makeFolder(""))).toBe("file/unusable");
});
