import { stat } from "node:fs/promises";
import { episodeFiles } from "../../src/audit/index.ts";
import { readEpisodeAbout } from "../../src/record/index.ts";

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
  const known: { readonly file: string; readonly score: number; readonly sum: number; readonly written: number }[] = [];
  for (const file of files) {
    const { score = 0, return: sum } = await readEpisodeAbout(file);
    known.push({ file, score, sum, written: (await stat(file)).mtimeMs });
  }
  if (pick === "last") return known.reduce((last, one) => (one.written > last.written ? one : last)).file;
  known.sort((one, other) => one.score - other.score || one.sum - other.sum);
  const place = { worst: 0, median: Math.floor((known.length - 1) / 2), best: known.length - 1 }[pick];
  return known[place].file;
}
