import { join } from "node:path";
import type { BoundEnv } from "../core/index.ts";
import { writeEpisode, writeFolder } from "../record/index.ts";
import { readingMinari } from "./minari/read-dataset.ts";
import { selecting, type Wanted } from "./selection.ts";

/** What an import did. */
export interface Imported {
  readonly dataset: string;
  /** The Gymnasium env that the data set was lived in, if it says so. */
  readonly from?: string;
  readonly tried: number;
  readonly episodes: number;
  readonly steps: number;
  /** Numbers in actions that lay beyond the env's bounds and were clipped to them, as worlds do. */
  readonly clipped: number;
  /** Episodes without an end, which count as cut off. */
  readonly open: number;
}

/**
 * Writes the episodes of a Minari data set as files that agents learn from, into a folder of their own: all of them or
 * nothing.
 * @param dataset its folder, or its id in the place where Minari keeps data sets
 * @throws `demonstration/foreign` for other spaces than the env's, `demonstration/none`, `run/exists`, `package/missing`,
 *   `file/corrupt`, `file/unusable`, `file/full`, and the signal's reason
 */
export function importMinari(
  dataset: string,
  env: BoundEnv,
  out: string,
  wanted: Wanted & { readonly episodes?: number; readonly signal?: AbortSignal } = {},
): Promise<Imported> {
  const { signal } = wanted;
  return readingMinari(dataset, env, async ({ metadata, returns, read }) => {
    const selection = selecting<{ readonly return: number; readonly index: number }>(wanted);
    for (const [index, sum] of returns().slice(0, wanted.episodes).entries()) selection.add({ return: sum, index });
    const kept = selection.kept();
    return writeFolder(out, async (folder) => {
      const done = { steps: 0, clipped: 0, open: 0 };
      for (const { index } of kept) {
        signal?.throwIfAborted();
        const { episode, clipped, isOpen } = read(index);
        await writeEpisode(join(folder, `minari-${String(index).padStart(digits, "0")}.episode`), episode);
        done.steps += episode.steps;
        done.clipped += clipped;
        done.open += isOpen ? 1 : 0;
      }
      return {
        dataset: metadata.id,
        ...(metadata.env !== undefined && { from: metadata.env }),
        tried: selection.tried,
        episodes: kept.length,
        ...done,
      };
    });
  });
}

const digits = 6; // so that names sort as numbers do
