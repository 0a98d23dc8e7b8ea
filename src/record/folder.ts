import { mkdir, readdir, rmdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { failFile } from "./file-errors.ts";

/**
 * Makes a folder and its parents. Returns the ones that were missing, outermost first. If several processes make a folder
 * at the same moment, only one of them gets it in its list.
 * @throws `file/full`, `file/unusable`
 */
export async function makeFolder(directory: string): Promise<readonly string[]> {
  const made: string[] = [];
  try {
    await makeEach(directory, made);
    return made;
  } catch (thrown) {
    await removeEmpty(made);
    return failFile(thrown, directory, "a folder that can be made");
  }
}

/** Removes folders in reverse order, innermost first; folders that are not empty stay. */
export async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of folders.toReversed()) await rmdir(folder).catch(() => undefined);
}

/** The names in a folder. @throws `file/unusable` */
export async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (thrown) {
    return failFile(thrown, directory, "a folder that can be read");
  }
}

/** Makes the folders one by one, because Node's recursive `mkdir` reports a read-only disk as ENOENT. */
async function makeEach(directory: string, made: string[], isParentThere = false): Promise<void> {
  try {
    await mkdir(directory);
    made.push(directory);
    return;
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
    if (code === "EEXIST" && (await stat(directory)).isDirectory()) return;
    if (code !== "ENOENT" || isParentThere) throw thrown;
  }
  await makeEach(dirname(directory), made, dirname(directory) === directory);
  await makeEach(directory, made, true);
}
