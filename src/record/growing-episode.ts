import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { cutColumns } from "./columns-cut.ts";
import type { EpisodeRecord } from "./episode.ts";
import { blockWriter, splitEpisode } from "./episode-blocks.ts";
import { failFile } from "./file-errors.ts";
import { makeFolder } from "./folder.ts";

/** An episode's file while the episode is lived. What was written can be read at once, and stays if the process dies. */
export interface GrowingEpisode {
  /** Appends the steps that the record has beyond those that were written. */
  grow(record: EpisodeRecord): Promise<void>;
  close(): Promise<void>;
}

/**
 * Begins the file of an episode that is being lived; `writeEpisode` puts the whole one in its place. Nothing is written
 * where there is a file already.
 * @throws `file/full`, `file/unusable`, also of `grow`
 */
export async function beginEpisode(path: string): Promise<GrowingEpisode | undefined> {
  const tried = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      return failFile(thrown, path, "a file that can be written");
    }
  };
  const isThere = (thrown: unknown) => thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST";
  const file = await tried(async (): Promise<FileHandle | undefined> => {
    await makeFolder(dirname(path));
    try {
      return await open(path, "wx");
    } catch (thrown) {
      if (isThere(thrown)) return undefined;
      throw thrown;
    }
  });
  if (!file) return undefined;
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
    close: () => file.close(),
  };
}
