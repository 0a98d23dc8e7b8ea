import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { failFile } from "./file-errors.ts";
import { makeFolder } from "./folder.ts";

let written = 0;

/** Whether a name is that of an unfinished file of `writeWhole`. */
export const isTemporary = (name: string): boolean => /\.\d+-\d+\.tmp$/.test(name);

/**
 * Writes a file completely or not at all: it is written under a temporary name, synced to the disk and then renamed into
 * place. If that fails, an earlier file is unchanged and nothing else is left behind. Creates the folder.
 * @throws `file/full`, `file/unusable`
 */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}-${++written}.tmp`;
  try {
    await makeFolder(dirname(path));
    await writeThrough(temporary, bytes);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first failure is the one to report
    failFile(thrown, path, "a file that can be written");
  }
}

/**
 * The bytes of a file.
 * @param what describes the expected file
 * @throws `file/unusable`
 */
export async function readWhole(path: string, what: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (thrown) {
    return failFile(thrown, path, what);
  }
}

/**
 * Removes a file, if it is there.
 * @throws `file/unusable`
 */
export async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (thrown) {
    failFile(thrown, path, "a file that can be removed");
  }
}

async function writeThrough(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Syncs a rename to the disk. Windows has no such call for folders and needs none. */
async function syncFolder(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(directory, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
