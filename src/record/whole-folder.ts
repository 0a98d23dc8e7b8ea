import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { failFile } from "./file-errors.ts";
import { makeFolder, removeEmpty } from "./folder.ts";
import { requireVacant } from "./vacant.ts";

/**
 * Fills a folder completely or not at all: `fill` writes into a temporary folder beside it, which then takes its place.
 * If that fails, nothing is left behind.
 * @throws `run/exists` for a folder that holds anything, before `fill` is called; `file/full`, `file/unusable`
 */
export async function writeFolder<T>(directory: string, fill: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${directory}.${process.pid}-0.tmp`;
  const parents = await makeFolder(dirname(directory));
  try {
    const made = await makeFolder(directory); // shows at once whether it can be written
    try {
      await requireVacant(directory);
      await makeFolder(temporary);
      const result = await fill(temporary);
      await replace(directory, temporary);
      return result;
    } catch (thrown) {
      await removeEmpty(made);
      throw thrown;
    }
  } catch (thrown) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined); // the first failure is the one to report
    await removeEmpty(parents);
    return failFile(thrown, directory, "a folder that can be written");
  }
}

/** The empty folder goes first, because Windows renames nothing onto a folder that is there. */
async function replace(directory: string, temporary: string): Promise<void> {
  await rm(directory, { recursive: true, force: true }); // leftovers of a killed process at most
  await rename(temporary, directory);
}
