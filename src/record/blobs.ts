import { existsSync } from "node:fs";
import { join } from "node:path";
import { type BlobStore, digest, fail, memoryBlobs } from "../core/index.ts";
import { readWhole, writeWhole } from "./atomic.ts";

/** Blobs in a folder, one file each, named by their digest. The first blob creates the folder. */
export function folderBlobs(folder: string): BlobStore {
  return {
    async put(bytes) {
      const name = await digest(new Uint8Array(bytes));
      const path = join(folder, name);
      if (!existsSync(path)) await writeWhole(path, bytes);
      return name;
    },
    async get(name) {
      if (!/^[0-9a-f]{16}$/.test(name))
        fail("file/corrupt", { given: `a blob named ${JSON.stringify(name)}`, expected: "16 hexadecimal digits" });
      const path = join(folder, name);
      const bytes = await readWhole(path, "a blob that a checkpoint names");
      const found = await digest(bytes);
      if (found !== name) fail("file/corrupt", { given: `${path} with the digest ${found}`, expected: name });
      return bytes;
    },
  };
}

/** Reads a folder's blobs and keeps new ones in memory, for readers that must not change the run. */
export function readingBlobs(folder: string): BlobStore {
  const [stored, added] = [folderBlobs(folder), memoryBlobs()];
  const own = new Set<string>();
  return {
    async put(bytes) {
      const name = await added.put(bytes);
      own.add(name);
      return name;
    },
    get: (name) => (own.has(name) ? added : stored).get(name),
  };
}
