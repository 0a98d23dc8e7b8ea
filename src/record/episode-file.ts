import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fail } from "../core/index.ts";
import { readWhole, writeWhole } from "./atomic.ts";
import { isBlocked, lastBlockAt, markSize, readBlock, trailerSize } from "./blocks.ts";
import type { Part } from "./columns-cut.ts";
import {
  type EpisodeRecord,
  packEpisode,
  parseEpisode,
  parseEpisodeAbout,
  parseStoredEpisode,
  type Salvaged,
  salvageEpisode,
} from "./episode.ts";
import { type EpisodeAbout, readAbout } from "./episode-about.ts";
import { failFile } from "./file-errors.ts";
import type { StoredEpisode } from "./imported-episode.ts";
import { partIn, readEnd } from "./read-blocks.ts";

/** @throws `file/full`, `file/unusable` */
export const writeEpisode = (path: string, episode: StoredEpisode): Promise<void> =>
  writeWhole(path, packEpisode(episode));

/** @throws `file/corrupt`, `file/unusable`, `episode/imported` */
export const readEpisode = async (path: string): Promise<EpisodeRecord> =>
  parseEpisode(await readWhole(path, "a whole episode"), path);

/** Reads an episode that was recorded here, or imported. @throws `file/corrupt`, `file/unusable` */
export const readStoredEpisode = async (path: string): Promise<StoredEpisode> =>
  parseStoredEpisode(await readWhole(path, "a whole episode"), path);

/** Reads what is whole of an episode, also while it is being written. @throws `file/corrupt`, `file/unusable` */
export const readWholeBlocks = async (path: string): Promise<Salvaged> =>
  salvageEpisode(await readWhole(path, "an episode"), path);

/**
 * What a file says of its episode as a whole, whether it was recorded here or imported. Of a file in blocks only the end is
 * read, so that many are listed at once.
 * @throws `file/corrupt`, `file/unusable`
 */
export const readEpisodeAbout = async (path: string): Promise<EpisodeAbout> =>
  (await atEnd(path, async (end) => end && readAbout(end.about, path))) ??
  parseEpisodeAbout(await readWhole(path, "a whole episode"), path);

/**
 * The blocks that hold an episode's steps from `from` to before `to`, without reading the others. Their columns have a row
 * for each of their steps; those of states begin with the start's in the first block.
 * @throws `file/corrupt` for a block that is not whole, and for files of older formats; `file/unusable`
 */
export async function readEpisodeParts(path: string, from: number, to: number): Promise<readonly Part[]> {
  const parts = await atEnd(path, async (end, file) => {
    const found: Part[] = [];
    for (const [i, [at, first, last]] of (end?.places ?? []).entries()) {
      if (first >= to || last <= from) continue;
      const next = end!.places[i + 1]?.[0] ?? end!.at;
      const block = readBlock(await bytesOf(file, at, next - at), 0, i + 1);
      if (!block)
        fail("file/corrupt", {
          given: `${path}: block ${i + 1} with steps ${first + 1} to ${last} is cut or altered`,
          expected: "a whole block",
        });
      found.push(partIn(block.content, path));
    }
    return end && found;
  });
  return (
    parts ??
    fail("file/corrupt", {
      given: `${path}, which has no list of its blocks`,
      expected: "a whole file of format 5 or 6",
    })
  );
}

type Found = NonNullable<ReturnType<typeof readEnd>> & { readonly at: number };

/** Looks at a file through its last block; there is none where it was not finished, or is of an older format. */
async function atEnd<T>(path: string, look: (end: Found | undefined, file: FileHandle) => Promise<T>): Promise<T> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (thrown) {
    return failFile(thrown, path, "a whole episode");
  }
  try {
    const { size } = await file.stat();
    const trailer = await bytesOf(file, Math.max(0, size - trailerSize), trailerSize);
    const at = lastBlockAt(trailer);
    if (at === undefined || at >= size || !isBlocked(await bytesOf(file, 0, markSize)))
      return await look(undefined, file);
    const tail = await bytesOf(file, at, size - at);
    const end = readEnd(trailer, () => tail, path);
    return await look(end && { ...end, at }, file);
  } finally {
    await file.close();
  }
}

async function bytesOf(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

/** Files as they are given; of a folder its episodes, by name. @throws `file/unusable` for a folder without any */
export async function episodesAt(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false; // reading says what is wrong
    if (!isFolder) {
      files.push(path);
      continue;
    }
    const names = (await readdir(path)).filter((name) => name.endsWith(".episode")).sort();
    if (names.length === 0)
      fail("file/unusable", { given: `${path}, a folder without episodes`, expected: "files that end with .episode" });
    files.push(...names.map((name) => join(path, name)));
  }
  return files;
}
