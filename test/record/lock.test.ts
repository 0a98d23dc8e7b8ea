import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "../../src/record/lock.ts";
import { codedError, codeOf, temporaryFolder } from "./temporary.ts";

/** Puts up a lock as another process would. */
const putUp = (folder: string, pid: number, start: number | string, host = hostname()): void =>
  writeFileSync(join(folder, `lock.${pid}.${start}.${host}`), "");

test("a folder is held once, until released", async () => {
  const folder = temporaryFolder();
  const lock = await lockFolder(folder);
  expect(await codedError(() => lockFolder(folder))).toMatchObject({
    code: "run/locked",
    given: `${folder}, held by process ${process.pid}`,
  });
  await lock.release();
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
  await (await lockFolder(folder)).release();
});

test("of many that come at once, at most one holds it", async () => {
  const folder = temporaryFolder();
  const results = await Promise.all(Array.from({ length: 8 }, () => codeOf(() => lockFolder(folder))));
  expect(results.filter((code) => code === undefined)).toHaveLength(1);
});

test("a living process's lock holds, and the refused one leaves nothing", async () => {
  const folder = temporaryFolder();
  putUp(folder, process.ppid, startOf(process.ppid));
  const before = readdirSync(folder);
  expect(await codeOf(() => lockFolder(folder))).toBe("run/locked");
  expect(readdirSync(folder)).toEqual(before);
});

test("a dead process's lock is taken over", async () => {
  const folder = temporaryFolder();
  putUp(folder, spawnSync(process.execPath, ["--version"]).pid, 1);
  const lock = await lockFolder(folder);
  expect(readdirSync(folder)).toHaveLength(1);
  await lock.release();
});

test("a dead process's lock is taken over though a later process has its number", async ({ skip }) => {
  if (!existsSync("/proc/self/stat")) skip("Without /proc nobody knows when a process started.");
  const folder = temporaryFolder();
  putUp(folder, process.ppid, Number(startOf(process.ppid)) + 1);
  putUp(folder, process.pid, Number(startOf(process.pid)) + 1);
  await lockFolder(folder);
  expect(readdirSync(folder)).toHaveLength(1);
});

test("another host's lock holds, and the error says which file to delete", async () => {
  const folder = temporaryFolder();
  putUp(folder, 1, 1, "elsewhere.example");
  expect(await codedError(() => lockFolder(folder))).toMatchObject({
    code: "run/locked",
    fix: `Delete ${join(folder, "lock.1.1.elsewhere.example")} if it is gone.`,
  });
});

test("a folder that is not there cannot be held", async () => {
  expect(await codeOf(() => lockFolder(join(temporaryFolder(), "none")))).toBe("file/unusable");
});

/** Field 22 of /proc/<pid>/stat, or 0 for unknown. */
function startOf(pid: number): string {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return "0";
  return readFileSync(path, "utf8").split(") ")[1].split(" ")[19];
}
