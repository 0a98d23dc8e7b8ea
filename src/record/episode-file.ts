import { readWhole, writeWhole } from "./atomic.ts";
import { type EpisodeRecord, packEpisode, parseEpisode } from "./episode.ts";

/** @throws `file/full`, `file/unusable` */
export const writeEpisode = (path: string, record: EpisodeRecord): Promise<void> =>
  writeWhole(path, packEpisode(record));

/** @throws `file/corrupt`, `file/unusable` */
export const readEpisode = async (path: string): Promise<EpisodeRecord> =>
  parseEpisode(await readWhole(path, "a whole episode"), path);
