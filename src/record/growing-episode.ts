import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { removeFile } from "./atomic.ts";
import { cutColumns } from "./columns-cut.ts";
import type { EpisodeRecord } from "./episode.ts";
import { blockWriter, splitEpisode } from "./episode-blocks.ts";
import { failFile } from "./file-errors.ts";
import { makeFolder } from "./folder.ts";

/** What the name of an episode's file ends with while the episode is lived. */
export const growingEnding = ".part";

/** The file of an episode that is being lived. What was written can be read at once, and stays if the process dies. */
export interface GrowingEpisode {
  /** Appends the steps that the record has beyond those that were written. */
  grow(record: EpisodeRecord): Promise<void>;
  /** @param isWhole whether the whole episode is in its file, so that this one is no longer needed */
  close(isWhole: boolean): Promise<void>;
}

/**
 * Begins to write an episode beside the file that will hold all of it, so that whoever takes whole episodes does not meet it.
 * @param path of that file
 * @throws `file/full`, `file/unusable`, also of the calls
 */
export async function beginEpisode(path: string): Promise<GrowingEpisode> {
  const growing = path + growingEnding;
  const tried = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      return failFile(thrown, growing, "a file that can be written");
    }
  };
  const file = await tried(async () => {
    await makeFolder(dirname(path));
    return open(growing, "w");
  });
  const writer = blockWriter();
  let written = 0; // steps
  let isBegun = false;
  let isBroken = false;
  return {
    async grow(record) {
      if (record.steps < written) isBroken = true; // a fault cut it off, and it is lived again
      if (isBroken) return;
      const { head, columns, extent } = splitEpisode(record);
      const pieces = isBegun ? [] : [writer.begin(head)];
      isBegun = true;
      if (record.steps > written) {
        const part = { from: written, to: record.steps, columns: cutColumns(columns, extent, written, record.steps) };
        pieces.push(writer.add(part));
        written = record.steps;
      }
      for (const piece of pieces) await tried(() => file.appendFile(piece));
    },
    async close(isWhole) {
      await file.close();
      if (isWhole) await removeFile(growing);
    },
  };
}
