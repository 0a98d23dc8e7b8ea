import { canonical, fail } from "../core/index.ts";
import { type EpisodeRecord, readEpisode } from "../record/index.ts";
import { startWorker } from "../rpc/index.ts";
import type { Registries } from "../run/index.ts";
import { episodesOf } from "./episodes.ts";
import { type AskedReward, type EpisodeSum, rescore, rowsIn } from "./rescore.ts";

/** A recorded episode under other rewards. */
export interface RescoredFile {
  readonly file: string;
  readonly env: EpisodeRecord["env"];
  readonly steps: number;
  /** By the env's yardstick. */
  readonly score: number;
  /** As it was recorded, by the reward of that time. */
  readonly return: number;
  readonly rewards: { readonly [name: string]: EpisodeSum };
}

export interface RescoredFiles {
  readonly files: readonly RescoredFile[];
  readonly notices: readonly string[];
}

/** What a worker thread does. */
export interface RescoreThread {
  rescore(files: readonly string[], rewards: Rewards, sources: Sources): Promise<RescoredFiles>;
}
export type Rewards = { readonly [name: string]: AskedReward };
export type Sources = { readonly [K in "envs" | "rewards" | "transforms"]: string };

const rowsAtOnce = 262_144; // what is read before it is scored and forgotten

/**
 * Scores files of recorded episodes by rewards, in the order of the files.
 * @param threads 0: in this thread
 * @throws `episode/mismatch` where files are of several envs; what reading, `episodesOf` and `rescore` throw
 */
export async function rescoreFiles(
  files: readonly string[],
  rewards: Rewards,
  registries: Pick<Registries, "envs" | "rewards" | "transforms" | "files">,
  threads = 0,
): Promise<RescoredFiles> {
  const parts = threads > 0 ? await inThreads(files, rewards, registries, threads) : [];
  const whole = threads > 0 ? joined(parts) : await inThisThread(files, rewards, registries);
  const [first] = whole.files;
  const own = canonical(first.env);
  const other = whole.files.find(({ env }) => canonical(env) !== own);
  if (other)
    fail("episode/mismatch", {
      given: `${first.file} of ${first.env.id} ${canonical(first.env.params)} and ${other.file} of ${other.env.id} ${canonical(other.env.params)}`,
      expected: "episodes of one env with the same params",
    });
  return whole;
}

async function inThreads(
  files: readonly string[],
  rewards: Rewards,
  { envs, rewards: known, transforms }: Pick<Registries, "envs" | "rewards" | "transforms" | "files">,
  threads: number,
): Promise<RescoredFiles[]> {
  const sources = { envs: envs.source, rewards: known.source, transforms: transforms.source };
  const share = Math.ceil(files.length / threads);
  const workers = Array.from({ length: Math.ceil(files.length / share) }, () =>
    startWorker<RescoreThread>({ module: "./rescore-worker", beside: import.meta.url }),
  );
  try {
    return await Promise.all(
      workers.map((worker, i) => worker.call("rescore", files.slice(i * share, (i + 1) * share), rewards, sources)),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
}

async function inThisThread(
  files: readonly string[],
  rewards: Rewards,
  registries: Pick<Registries, "envs" | "rewards" | "transforms" | "files">,
): Promise<RescoredFiles> {
  const parts: RescoredFiles[] = [];
  let read: { readonly file: string; readonly record: EpisodeRecord }[] = [];
  let rows = 0;
  const score = async () => {
    if (read.length) parts.push(await scored(read, rewards, registries));
    [read, rows] = [[], 0];
  };
  for (const file of files) {
    const record = await readEpisode(file);
    read.push({ file, record });
    rows += rowsIn(record);
    if (rows >= rowsAtOnce) await score();
  }
  await score();
  return joined(parts);
}

async function scored(
  read: readonly { readonly file: string; readonly record: EpisodeRecord }[],
  rewards: Rewards,
  registries: Pick<Registries, "envs" | "rewards" | "transforms" | "files">,
): Promise<RescoredFiles> {
  const episodes = await episodesOf(
    read.map(({ record }) => record),
    registries.envs,
  );
  const sums: [string, readonly EpisodeSum[]][] = [];
  for (const [name, asked] of Object.entries(rewards))
    sums.push([name, (await rescore(episodes, asked, registries)).episodes]);
  const files = read.map(({ file, record: { env, steps, score, return: sum } }, i) => ({
    file,
    env,
    steps,
    score,
    return: sum,
    rewards: Object.fromEntries(sums.map(([name, episodes]) => [name, episodes[i]])),
  }));
  return { files, notices: episodes.notices };
}

const joined = (parts: readonly RescoredFiles[]): RescoredFiles => ({
  files: parts.flatMap(({ files }) => files),
  notices: [...new Set(parts.flatMap(({ notices }) => notices))],
});
