import { fail } from "./errors.ts";
import { digest } from "./json.ts";

/**
 * Large data that a plug-in keeps beside its checkpoints: replay memories, labels, weights. A blob is named by the digest
 * of its content and never changes. A checkpoint only names blobs, so a blob that it shares with the last checkpoint is
 * not written again.
 */
export interface BlobStore {
  /** Keeps the bytes and returns their name. Equal bytes have equal names and are kept once. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of a name; they are the caller's. @throws `file/corrupt` for a blob that is missing or altered */
  get(name: string): Promise<Uint8Array>;
}

/** Blobs that last as long as the process: for evaluation, servers and tests. */
export function memoryBlobs(): BlobStore {
  const kept = new Map<string, Uint8Array>();
  return {
    async put(bytes) {
      const name = await digest(new Uint8Array(bytes));
      if (!kept.has(name)) kept.set(name, bytes.slice());
      return name;
    },
    async get(name) {
      const bytes = kept.get(name);
      return bytes ? bytes.slice() : fail("file/corrupt", { given: `no blob ${name}`, expected: "one that was put" });
    },
  };
}
