import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryBlobs } from "../../src/core/index.ts";
import { folderBlobs, readingBlobs } from "../../src/record/index.ts";
import { codeOf, temporaryFolder } from "./temporary.ts";

const bytes = Uint8Array.of(1, 2, 3);

test("a blob that was dropped stays for as many checkpoints as are kept", async () => {
  const folder = join(temporaryFolder(), "blobs");
  const blobs = folderBlobs(folder);
  const name = await blobs.put(bytes);
  await blobs.sweep();
  await blobs.drop(name);
  expect(blobs.claims()).toEqual({});
  for (const left of [1, 1, 0]) {
    await blobs.sweep();
    expect(readdirSync(folder)).toHaveLength(left);
  }
  expect(await codeOf(() => blobs.get(name))).toBe("file/unusable");
});

test("a blob that two have put stays until both have dropped it, and one put again starts over", async () => {
  const folder = join(temporaryFolder(), "blobs");
  const blobs = folderBlobs(folder);
  const name = await blobs.put(bytes);
  expect(await blobs.put(bytes)).toBe(name);
  await blobs.drop(name);
  expect(blobs.claims()).toEqual({ [name]: 1 });
  for (let i = 0; i < 5; i++) await blobs.sweep();
  expect(await blobs.get(name)).toEqual(bytes);
  await blobs.drop(name);
  await blobs.sweep();
  await blobs.sweep();
  await blobs.put(bytes);
  await blobs.sweep();
  expect(await blobs.get(name)).toEqual(bytes);
});

test("put waits for a sweep that is going on, so what it found there does not go afterwards", async () => {
  const folder = join(temporaryFolder(), "blobs");
  const blobs = folderBlobs(folder);
  await blobs.drop(await blobs.put(bytes));
  await blobs.sweep();
  await blobs.sweep();
  const [, name] = await Promise.all([blobs.sweep(), blobs.put(bytes)]);
  expect(await blobs.get(name)).toEqual(bytes);
});

test("claims go on in another process; pinned blobs and files that are no blobs stay", async () => {
  const folder = join(temporaryFolder(), "blobs");
  const first = folderBlobs(folder);
  const [name, other] = [await first.put(bytes), await first.put(Uint8Array.of(9))];
  const second = folderBlobs(folder, [other]);
  second.load({ [name]: 1 });
  for (let i = 0; i < 4; i++) await second.sweep();
  expect(readdirSync(folder).sort()).toEqual([name, other].sort());
  await second.put(Uint8Array.of(9));
  await second.drop(other);
  expect(second.claims()).toEqual({ [name]: 1 });
});

test.each([
  ["a folder's blobs", () => folderBlobs(join(temporaryFolder(), "blobs"))],
  ["blobs in memory", memoryBlobs],
])("%s are dropped no more often than they were put", async (_, open) => {
  const blobs = open();
  const name = await blobs.put(bytes);
  await blobs.drop(name);
  await expect(blobs.drop(name)).rejects.toThrow("dropped no more often");
});

test("who only reads a run drops nothing of it", async () => {
  const folder = join(temporaryFolder(), "blobs");
  const name = await folderBlobs(folder).put(bytes);
  const reader = readingBlobs(folder);
  const own = await reader.put(Uint8Array.of(7));
  await reader.drop(own);
  await reader.drop(name);
  expect(await reader.get(name)).toEqual(bytes);
  expect(readdirSync(folder)).toEqual([name]);
});
