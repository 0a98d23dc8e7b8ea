import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { failFile } from "./file-errors.ts";
import { makeFolder } from "./folder.ts";

let written = 0;

/** Whether a name is that of a file that `writeWhole` has not finished. */
export const isTemporary = (name: string): boolean => /\.\d+-\d+\.tmp$/.test(name);

/**
 * Writes a file that is there whole or not at all: beside it first, then to the disk, then renamed into place. Where
 * that fails, the file that was there before is as it was and nothing else is left. Makes the folder.
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
    await rm(temporary, { force: true }).catch(() => undefined); // the first failure is the one to tell
    failFile(thrown, path, "a file that can be written");
  }
}

/**
 * The bytes of a file.
 * @param what says what should be there
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

/** Puts a rename onto the disk. Windows has no such call for folders and needs none. */
async function syncFolder(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(directory, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
