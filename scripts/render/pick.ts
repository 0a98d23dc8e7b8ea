import { stat } from "node:fs/promises";
import { episodeFiles } from "../../src/audit/index.ts";
import { byMerit, type EpisodeAbout, readEpisodeAbout } from "../../src/record/index.ts";

export const picks = ["best", "median", "worst", "last"] as const;
export type Pick = (typeof picks)[number];

/**
 * An episode's file: the one that is named, or one of those in a folder or a run's folder. They are compared by score and
 * then by return; the last is the one that was written last.
 * @throws `file/corrupt`, `file/unusable`
 */
export async function pickEpisode(path: string, pick: Pick): Promise<string> {
  const files = await episodeFiles([path]);
  if (files.length === 1) return files[0];
  const known: (EpisodeAbout & { readonly file: string; readonly written: number })[] = [];
  for (const file of files)
    known.push({ ...(await readEpisodeAbout(file)), file, written: (await stat(file)).mtimeMs });
  if (pick === "last") return known.reduce((last, one) => (one.written > last.written ? one : last)).file;
  known.sort(byMerit);
  const place = { worst: 0, median: Math.floor((known.length - 1) / 2), best: known.length - 1 }[pick];
  return known[place].file;
}
