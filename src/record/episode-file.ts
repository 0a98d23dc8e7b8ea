import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fail } from "../core/index.ts";
import { readWhole, writeWhole } from "./atomic.ts";
import { type EpisodeRecord, packEpisode, parseEpisode, parseEpisodeAbout, parseStoredEpisode } from "./episode.ts";
import type { EpisodeAbout } from "./episode-about.ts";
import type { StoredEpisode } from "./imported-episode.ts";

/** @throws `file/full`, `file/unusable` */
export const writeEpisode = (path: string, episode: StoredEpisode): Promise<void> =>
  writeWhole(path, packEpisode(episode));

/** @throws `file/corrupt`, `file/unusable`, `episode/imported` */
export const readEpisode = async (path: string): Promise<EpisodeRecord> =>
  parseEpisode(await readWhole(path, "a whole episode"), path);

/** Reads an episode that was recorded here, or imported. @throws `file/corrupt`, `file/unusable` */
export const readStoredEpisode = async (path: string): Promise<StoredEpisode> =>
  parseStoredEpisode(await readWhole(path, "a whole episode"), path);

/** What a file says of its episode as a whole, whether it was recorded here or imported. @throws `file/corrupt`, `file/unusable` */
export const readEpisodeAbout = async (path: string): Promise<EpisodeAbout> =>
  parseEpisodeAbout(await readWhole(path, "a whole episode"), path);

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
