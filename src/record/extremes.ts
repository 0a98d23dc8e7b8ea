import { join } from "node:path";
import type { EpisodeRecord } from "./episode.ts";
import { writeEpisode } from "./episode-file.ts";

/** Orders episodes from the worst to the best: by score, then by return. */
export const byMerit = (
  one: { readonly score?: number; readonly return: number },
  other: { readonly score?: number; readonly return: number },
): number => (one.score ?? 0) - (other.score ?? 0) || one.return - other.return;

export type Rank = "best" | "median" | "worst";

/** The best, the median and the worst of some episodes; of fewer than three those that differ. */
export function extremesOf<T extends Pick<EpisodeRecord, "score" | "return" | "world">>(
  records: readonly T[],
): { readonly [R in Rank]?: T } {
  const sorted = records.toSorted((one, other) => byMerit(one, other) || other.world - one.world);
  const last = sorted.length - 1;
  return {
    ...(last >= 0 && { best: sorted[last] }),
    ...(last >= 2 && { median: sorted[Math.floor(last / 2)] }),
    ...(last >= 1 && { worst: sorted[0] }),
  };
}

/**
 * Writes them as `<name>-best.episode` and so on, over those of an earlier time, and returns the files.
 * @throws `file/full`, `file/unusable`
 */
export async function writeExtremes(
  folder: string,
  name: string,
  records: readonly EpisodeRecord[],
): Promise<string[]> {
  const files: string[] = [];
  for (const [rank, record] of Object.entries(extremesOf(records))) {
    const file = join(folder, `${name}-${rank}.episode`);
    await writeEpisode(file, record);
    files.push(file);
  }
  return files;
}
