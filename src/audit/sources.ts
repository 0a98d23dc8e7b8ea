import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fail, type RunSpec } from "../core/index.ts";
import { type EpisodeRecord, episodesAt, readEpisode, runPaths } from "../record/index.ts";
import { fileDigests, learnedReward, recordedSpec, renamedFiles } from "../run/index.ts";
import type { AskedReward } from "./rescore.ts";

/** A run whose reward is looked at. */
export interface AskedRun {
  readonly directory: string;
  /** Its rewards name files by their paths in the run's folder. */
  readonly spec: RunSpec;
  /** Its own reward, with what it had learned by the newest checkpoint. */
  readonly own: AskedReward;
}

/** The run in a folder; undefined for anything that is no run's folder. @throws what `recordedSpec` throws */
export async function runAt(path: string): Promise<AskedRun | undefined> {
  if (!(await exists(runPaths(path).description))) return undefined;
  const spec = withPaths(await recordedSpec(path), runPaths(path).blobs);
  const learned = (await learnedReward(path))?.state;
  return { directory: path, spec, own: { reward: spec.reward, ...(learned && { learned }) } };
}

/** The description with the paths of the files that its rewards take, so that they can be read anywhere. */
const withPaths = (spec: RunSpec, blobs: string): RunSpec =>
  renamedFiles(spec, new Map(fileDigests(spec).map((digest) => [digest, join(blobs, digest)])));

/**
 * The files of recorded episodes: as given, of a folder its own, of a run's folder the run's.
 * @throws `file/unusable` for a folder or run without any
 */
export async function episodeFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const { description, episodes } = runPaths(path);
    if (!(await exists(description))) files.push(...(await episodesAt([path])));
    else if (await exists(episodes)) files.push(...(await episodesAt([episodes])));
    else
      fail("file/unusable", {
        given: `${path}, a run without recorded episodes`,
        expected: "a run with some",
        fix: `\`rewardgym eval ${path} --record 50\` records them.`,
      });
  }
  return files;
}

/** @throws `file/corrupt`, `file/unusable` */
export async function readEpisodes(files: readonly string[]): Promise<EpisodeRecord[]> {
  const records: EpisodeRecord[] = [];
  for (const file of files) records.push(await readEpisode(file));
  return records;
}

const exists = async (path: string) => (await stat(path).catch(() => undefined)) !== undefined;
