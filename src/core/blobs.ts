import { assert, fail } from "./errors.ts";
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
  /**
   * Takes back one `put`, also one of an earlier process of the same run. A blob that was dropped as often as it was put
   * stays until no checkpoint that a run may go on from can name it.
   */
  drop(name: string): Promise<void>;
}

/** How often each blob was put and not yet dropped, by name. */
export type BlobClaims = { readonly [name: string]: number };

/** Counts who still needs a blob. */
export interface ClaimCounter {
  add(name: string): void;
  /** Returns whether this was the last claim. */
  remove(name: string): boolean;
  has(name: string): boolean;
  /** Sorted by name. */
  save(): BlobClaims;
  load(claims: BlobClaims): void;
}

export function claimCounter(): ClaimCounter {
  const claims = new Map<string, number>();
  return {
    add: (name) => void claims.set(name, (claims.get(name) ?? 0) + 1),
    remove(name) {
      const count = claims.get(name) ?? 0;
      assert(count > 0, `blob ${name} is dropped no more often than it was put`);
      if (count > 1) claims.set(name, count - 1);
      else claims.delete(name);
      return count === 1;
    },
    has: (name) => claims.has(name),
    save: () => Object.fromEntries(Array.from(claims).sort(([a], [b]) => (a < b ? -1 : 1))),
    load(saved) {
      claims.clear();
      for (const [name, count] of Object.entries(saved)) claims.set(name, count);
    },
  };
}

/** Blobs that last as long as the process: for evaluation, servers and tests. */
export function memoryBlobs(): BlobStore {
  const kept = new Map<string, Uint8Array>();
  const claims = claimCounter();
  return {
    async put(bytes) {
      const name = await digest(new Uint8Array(bytes));
      if (!kept.has(name)) kept.set(name, bytes.slice());
      claims.add(name);
      return name;
    },
    async get(name) {
      const bytes = kept.get(name);
      return bytes ? bytes.slice() : fail("file/corrupt", { given: `no blob ${name}`, expected: "one that was put" });
    },
    async drop(name) {
      if (claims.remove(name)) kept.delete(name);
    },
  };
}
