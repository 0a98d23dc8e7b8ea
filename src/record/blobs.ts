import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type BlobClaims, type BlobStore, claimCounter, digest, fail, memoryBlobs } from "../core/index.ts";
import { readWhole, removeFile, writeWhole } from "./atomic.ts";
import { keptCheckpoints } from "./checkpoint.ts";

/** The blobs of a run that this process alone writes. */
export interface RunBlobs extends BlobStore {
  /** What a checkpoint must hold, so that blobs can be dropped after it. */
  claims(): BlobClaims;
  load(claims: BlobClaims): void;
  /**
   * Call after every checkpoint. Removes the blobs that nobody has claimed for as many checkpoints as are kept: none of
   * them names these, and those before are gone. A process that is killed in between leaves them to the next one.
   */
  sweep(): Promise<void>;
}

const form = /^[0-9a-f]{16}$/;

/**
 * Blobs in a folder, one file each, named by their digest. The folder comes with the first.
 * @param pinned names that stay for as long as the folder does
 */
export function folderBlobs(folder: string, pinned: readonly string[] = []): RunBlobs {
  const claims = claimCounter();
  const unclaimed = new Map<string, number>(); // checkpoints since the last claim was dropped
  let sweeping: Promise<void> | undefined;

  async function removeUnclaimed(): Promise<void> {
    const names = await readdir(folder).catch(() => []); // a run without blobs has no folder of them
    for (const name of names) {
      if (!form.test(name) || pinned.includes(name)) continue;
      const age = claims.has(name) ? 0 : (unclaimed.get(name) ?? 0) + 1;
      if (age >= keptCheckpoints) await removeFile(join(folder, name));
      if (age > 0 && age < keptCheckpoints) unclaimed.set(name, age);
      else unclaimed.delete(name);
    }
  }

  return {
    async put(bytes) {
      const name = await digest(new Uint8Array(bytes));
      while (sweeping) await sweeping; // or else a file that is about to go would count as there
      if (!pinned.includes(name)) claims.add(name);
      const path = join(folder, name);
      if (!existsSync(path)) await writeWhole(path, bytes);
      return name;
    },
    async get(name) {
      if (!form.test(name))
        fail("file/corrupt", { given: `a blob named ${JSON.stringify(name)}`, expected: "16 hexadecimal digits" });
      const path = join(folder, name);
      const bytes = await readWhole(path, "a blob that a checkpoint names");
      const found = await digest(bytes);
      if (found !== name) fail("file/corrupt", { given: `${path} with the digest ${found}`, expected: name });
      return bytes;
    },
    async drop(name) {
      if (!pinned.includes(name)) claims.remove(name);
    },
    claims: () => claims.save(),
    load: (saved) => claims.load(saved),
    async sweep() {
      sweeping = removeUnclaimed();
      try {
        await sweeping;
      } finally {
        sweeping = undefined;
      }
    },
  };
}

/** Reads a folder's blobs and keeps new ones in memory, for readers that must not change the run. */
export function readingBlobs(folder: string): BlobStore {
  const [stored, added] = [folderBlobs(folder), memoryBlobs()];
  const own = claimCounter();
  return {
    async put(bytes) {
      const name = await added.put(bytes);
      own.add(name);
      return name;
    },
    get: (name) => (own.has(name) ? added : stored).get(name),
    async drop(name) {
      if (!own.has(name)) return; // one of the run, which stays as it is
      own.remove(name);
      await added.drop(name);
    },
  };
}
