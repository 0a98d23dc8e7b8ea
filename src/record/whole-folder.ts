import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { failFile } from "./file-errors.ts";
import { makeFolder, removeEmpty } from "./folder.ts";
import { requireVacant } from "./vacant.ts";

/**
 * Fills a folder completely or not at all: `fill` writes into a temporary folder inside it, whose content is moved up when
 * all of it is there. If that fails, nothing is left behind.
 * @throws `run/exists` for a folder that holds anything, before `fill` is called; `file/full`, `file/unusable`
 */
export async function writeFolder<T>(directory: string, fill: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = join(directory, `whole.${process.pid}-0.tmp`);
  const made = await makeFolder(directory);
  try {
    await requireVacant(directory);
    await makeFolder(temporary);
    const result = await fill(temporary);
    for (const name of await readdir(temporary)) await rename(join(temporary, name), join(directory, name));
    await removeEmpty([temporary]);
    return result;
  } catch (thrown) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined); // the first failure is the one to report
    await removeEmpty(made);
    return failFile(thrown, directory, "a folder that can be written");
  }
}
