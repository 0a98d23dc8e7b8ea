import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { CodedError, type ErrorCode, fail, identityOf } from "../core/index.ts";
import { failFile } from "../record/file-errors.ts";
import { readRun, runPaths, versionsHere } from "../record/index.ts";
import { lockFolder } from "../record/lock.ts";
import { type Progress, type Registries, savedProgress, train } from "../run/index.ts";
import type { RunJob } from "./job.ts";

/** Who watches a run. */
export interface RunHost {
  readonly registries: Registries;
  readonly signal: AbortSignal;
  onProgress?(progress: Progress): void;
  /** What a person should know, in a sentence. */
  onNotice?(notice: string): void;
}

/** How far a run has come, as its rule for stopping sees it. */
interface Reached {
  readonly steps: number;
  readonly episodes: number;
  readonly score: number;
}

const judgedEpisodes = 100; // of which the mean score must reach `stopAtScore`
const patience = 30; // [s] that the process of a killed runner may take to notice

/**
 * Trains a run in its folder for as long as its job says, from its newest checkpoint where it has one; the steps that it
 * had trained before. A folder that does not hold what it should is set aside, which is said, and the run begins anew.
 */
export async function trainOn(job: RunJob, host: RunHost): Promise<number> {
  const begun = performance.now();
  for (let isAnew = false; ; ) {
    try {
      return await goOn(job, host);
    } catch (thrown) {
      const waited = (performance.now() - begun) / 1000;
      if (isDamage(thrown) && !isAnew) {
        host.onNotice?.(`${thrown.message} ${await setAside(job.directory)} The run begins anew.`);
        isAnew = true;
      } else if (isHeld(thrown) && waited < patience) await setTimeout(100);
      else throw thrown;
    }
  }
}

async function goOn(job: RunJob, { registries, signal, onProgress, onNotice }: RunHost): Promise<number> {
  const isEnough = ({ steps, episodes, score }: Reached) =>
    steps >= job.until || (episodes >= judgedEpisodes && score >= (job.stopAtScore ?? Number.POSITIVE_INFINITY));
  const { directory, spec } = job;
  if (existsSync(directory)) await (await lockFolder(directory)).release(); // what somebody writes is not read
  const resume = existsSync(runPaths(directory).description);
  const before = resume ? await reachedIn(job) : undefined;
  if (before && isEnough(before)) return before.steps;
  await train({
    spec,
    registries,
    directory,
    resume,
    signal,
    onProgress,
    onNotice,
    stopWhen: ({ steps, episodes, recent }) => isEnough({ steps, episodes, score: recent?.score ?? 0 }),
  });
  signal.throwIfAborted();
  return before?.steps ?? 0;
}

/**
 * What the newest checkpoint of a run has reached; nothing where there is none yet.
 * @throws `checkpoint/foreign` for a folder with another run
 */
async function reachedIn({ directory, spec }: RunJob): Promise<Reached | undefined> {
  const run = await readRun(directory, versionsHere());
  const [expected, found] = [await identityOf(spec), run.description.identity];
  if (expected !== found)
    fail("checkpoint/foreign", { given: `${directory} with the run ${found}`, expected: `the run ${expected}` });
  const saved = await savedProgress(run);
  return saved && { steps: saved.steps, episodes: saved.episodes, score: saved.recent?.score ?? 0 };
}

const damages: readonly ErrorCode[] = [
  "checkpoint/foreign",
  "checkpoint/missing",
  "file/corrupt",
  "run/exists",
  "run/invalid",
];

/** Whether a folder does not hold what was written there. */
export const isDamage = (thrown: unknown): thrown is CodedError =>
  thrown instanceof CodedError && damages.includes(thrown.code);

const isHeld = (thrown: unknown) => thrown instanceof CodedError && thrown.code === "run/locked";

/** Gives a folder a name that no run has; a sentence that says which. */
export async function setAside(directory: string): Promise<string> {
  let aside = `${directory}.aside`;
  for (let count = 2; existsSync(aside); count++) aside = `${directory}.aside-${count}`;
  await rename(directory, aside).catch((thrown) => failFile(thrown, directory, "a folder that can be renamed"));
  return `Its folder is now ${aside}.`;
}
