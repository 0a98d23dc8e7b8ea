import type { FileSource } from "../core/index.ts";
import { readWhole } from "./atomic.ts";
import { folderBlobs } from "./blobs.ts";

/** Files of a disk, by path. */
export const diskFiles: FileSource = {
  get: async (path) => ({ bytes: await readWhole(path, "a learned reward's file"), place: path }),
};

/** The files that a run keeps among its blobs, by digest, and all others from elsewhere. */
export function runFiles(folder: string, others: FileSource = diskFiles): FileSource {
  const blobs = folderBlobs(folder);
  return {
    get: async (name) =>
      /^[0-9a-f]{16}$/.test(name)
        ? { bytes: await blobs.get(name), place: `blob ${name} of ${folder}` }
        : others.get(name),
  };
}
