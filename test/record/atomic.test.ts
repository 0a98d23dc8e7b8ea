import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readWhole, writeWhole } from "../../src/record/index.ts";
import { codedError, codeOf, temporaryFolder } from "./temporary.ts";

test("a file is written and replaced whole, its folder made", async () => {
  const folder = join(temporaryFolder(), "a", "b");
  const path = join(folder, "file");
  await writeWhole(path, "first");
  await writeWhole(path, Uint8Array.of(1, 2, 3));
  expect(await readWhole(path, "three bytes")).toEqual(Uint8Array.of(1, 2, 3));
  expect(readdirSync(folder)).toEqual(["file"]);
});

test("writes at once to one file leave one of them whole", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "file");
  const contents = ["a", "b", "c", "d"].map((letter) => letter.repeat(100_000));
  await Promise.all(contents.map((content) => writeWhole(path, content)));
  expect(contents).toContain(readFileSync(path, "utf8"));
  expect(readdirSync(folder)).toEqual(["file"]);
});

test("a write that fails leaves what was there and nothing else", async () => {
  const folder = temporaryFolder();
  const taken = join(folder, "taken"); // a folder that is not empty cannot be replaced by a file
  mkdirSync(taken);
  writeFileSync(join(taken, "inside"), "old");
  expect(await codeOf(() => writeWhole(taken, "new"))).toBe("file/unusable");
  expect(readFileSync(join(taken, "inside"), "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["taken"]);
});

test("what cannot be read or written is named", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  const missing = await codedError(() => readWhole(join(folder, "none"), "a policy"));
  expect(missing).toMatchObject({ code: "file/unusable", expected: "a policy" });
  expect(missing?.given).toContain(join(folder, "none"));
  expect(await codeOf(() => writeWhole(join(folder, "file", "below"), ""))).toBe("file/unusable");
  expect(await codeOf(() => readWhole(folder, "a file"))).toBe("file/unusable");
});
