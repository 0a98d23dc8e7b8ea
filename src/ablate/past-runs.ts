import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { CodedError, fail, listing, type Metrics, nearest } from "../core/index.ts";
import { failFile } from "../record/file-errors.ts";
import { type RunDescription, readMetrics, readRun, runPaths, versionsHere } from "../record/index.ts";
import { lockFolder } from "../record/lock.ts";
import { rewardsIn } from "../reward/index.ts";
import { readResult } from "./result-file.ts";
import { readTags } from "./tags.ts";

/** A run on disk, made by any command. */
export interface PastRun {
  /** Its folder. */
  readonly directory: string;
  readonly description: RunDescription;
  /** The ids of the rewards in its expression. */
  readonly rewards: readonly string[];
  /** Steps trained so far. */
  readonly steps: number;
  /** Mean score of its evaluation, or without one of its last 100 training episodes. */
  readonly score: number | undefined;
  /** Its place in an ablation. */
  readonly variant: string | undefined;
  readonly tags: readonly string[];
  /** Its last row of metrics. */
  readonly metrics: Metrics;
}

export interface RunFilter {
  readonly env?: string;
  readonly reward?: string;
  readonly agent?: string;
  readonly tag?: string;
}

/** The folders of all runs below a folder, those of ablations included. */
export async function runFolders(place: string): Promise<string[]> {
  const inside = async (folder: string) =>
    (await readdir(folder).catch(() => [])).sort().map((name) => join(folder, name));
  const ablations = await inside(join(place, "ablations"));
  const parents = [place, ...ablations].map((folder) => join(folder, "runs"));
  const folders = (await Promise.all(parents.map(inside))).flat();
  return folders.filter((folder) => existsSync(runPaths(folder).description));
}

/** Reads a run. @throws `file/corrupt`, `file/unusable` */
export async function pastRun(directory: string): Promise<PastRun> {
  const { description, paths } = await readRun(directory, versionsHere());
  const result = await readResult(directory);
  const last = existsSync(paths.metrics) ? (await readMetrics(paths.metrics)).at(-1) : undefined;
  const scores = result?.evaluations.plain?.scores;
  return {
    directory,
    description,
    rewards: rewardsIn(description.spec.reward),
    steps: last?.steps ?? 0,
    score: scores ? scores.reduce((sum, score) => sum + score, 0) / scores.length : last?.metrics.meanScore,
    variant: result?.variant,
    tags: await readTags(directory),
    metrics: last?.metrics ?? {},
  };
}

/** The runs below a folder that pass a filter, and a sentence for every folder that cannot be read. */
export async function pastRuns(place: string, filter: RunFilter = {}): Promise<{ runs: PastRun[]; notices: string[] }> {
  const runs: PastRun[] = [];
  const notices: string[] = [];
  for (const folder of await runFolders(place)) {
    try {
      const run = await pastRun(folder);
      if (passes(run, filter)) runs.push(run);
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw thrown;
      notices.push(thrown.message);
    }
  }
  return { runs, notices };
}

/** Part of an id is enough. */
function passes(
  { description: { spec }, rewards, tags }: PastRun,
  { env = "", reward = "", agent = "", tag }: RunFilter,
) {
  return (
    spec.env.id.includes(env) &&
    rewards.some((id) => id.includes(reward)) &&
    spec.agent.id.includes(agent) &&
    (tag === undefined || tags.includes(tag))
  );
}

/**
 * Finds the folder of a run by its path, or by its folder's name or the beginning of that name.
 * @throws `cli/usage` if there is none, or more than one
 */
export async function findRun(name: string, place: string): Promise<string> {
  if (existsSync(runPaths(name).description)) return name;
  const folders = await runFolders(place);
  const exact = folders.filter((folder) => basename(folder) === name);
  const found = exact.length ? exact : folders.filter((folder) => basename(folder).startsWith(name));
  if (found.length === 1) return found[0];
  return fail("cli/usage", {
    given: found.length ? `${JSON.stringify(name)}, which is ${listing(found)}` : `the run ${JSON.stringify(name)}`,
    expected: "the folder of one run",
    fix:
      nearest(
        name,
        folders.map((folder) => basename(folder)),
      ) ?? "`rewardgym runs` lists them.",
  });
}

/** Removes a run's folder. @throws `run/locked` if another process is writing it */
export async function deleteRun(directory: string): Promise<void> {
  const { release } = await lockFolder(directory);
  try {
    await rm(directory, { recursive: true });
  } catch (thrown) {
    await release();
    failFile(thrown, directory, "a folder that can be removed");
  }
}
