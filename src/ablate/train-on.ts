import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { CodedError, type ErrorCode, fail, identityOf } from "../core/index.ts";
import { failFile } from "../record/file-errors.ts";
import { readRun, runPaths, versionsHere } from "../record/index.ts";
import { lockFolder } from "../record/lock.ts";
import { type Progress, type Registries, savedProgress, train } from "../run/index.ts";
import type { RunJob } from "./job.ts";

/** Callbacks of whoever watches a run. */
export interface RunHost {
  readonly registries: Registries;
  readonly signal: AbortSignal;
  onProgress?(progress: Progress): void;
  /** Called with notices for people, each a sentence. */
  onNotice?(notice: string): void;
}

/** The progress of a run that its stopping rule looks at. */
interface Reached {
  readonly steps: number;
  readonly episodes: number;
  readonly score: number;
}

const judgedEpisodes = 100; // whose mean score must reach `stopAtScore`
const patience = 30; // time for a worker to notice that its runner was killed [s]

/**
 * Trains a run in its folder up to the job's limit, from its newest checkpoint if there is one. Returns the steps that
 * had been trained before. A damaged or foreign folder is moved aside with a notice, and the run starts over.
 */
export async function trainOn(job: RunJob, host: RunHost): Promise<number> {
  const begun = performance.now();
  for (let isAnew = false; ; ) {
    try {
      return await goOn(job, host);
    } catch (thrown) {
      const waited = (performance.now() - begun) / 1000;
      if (isDamage(thrown) && !isAnew) {
        host.onNotice?.(`${thrown.message} ${await setAside(job.directory)} The run starts over.`);
        isAnew = true;
      } else if (isHeld(thrown) && waited < patience) await setTimeout(100);
      else throw thrown;
    }
  }
}

async function goOn(job: RunJob, { registries, signal, onProgress, onNotice }: RunHost): Promise<number> {
  const isEnough = ({ steps, episodes, score }: Reached) =>
    steps >= job.until || (episodes >= judgedEpisodes && score >= (job.stopAtScore ?? Number.POSITIVE_INFINITY));
  const { directory, spec, origins } = job;
  if (existsSync(directory)) await (await lockFolder(directory)).release(); // do not read while another process writes
  const resume = existsSync(runPaths(directory).description);
  const before = resume ? await reachedIn(job) : undefined;
  if (before && isEnough(before)) return before.steps;
  await train({
    spec,
    registries,
    directory,
    resume,
    ...(!resume && origins), // later they are in the folder
    signal,
    onProgress,
    onNotice,
    stopWhen: ({ steps, episodes, recent }) => isEnough({ steps, episodes, score: recent?.score ?? 0 }),
  });
  signal.throwIfAborted();
  return before?.steps ?? 0;
}

/**
 * The progress of a run's newest checkpoint; undefined if there is none yet.
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

/** Whether an error means that a folder's content is damaged or foreign. */
export const isDamage = (thrown: unknown): thrown is CodedError =>
  thrown instanceof CodedError && damages.includes(thrown.code);

const isHeld = (thrown: unknown) => thrown instanceof CodedError && thrown.code === "run/locked";

/** Renames a folder to a name that no run has; returns a sentence with that name. */
export async function setAside(directory: string): Promise<string> {
  let aside = `${directory}.aside`;
  for (let count = 2; existsSync(aside); count++) aside = `${directory}.aside-${count}`;
  await rename(directory, aside).catch((thrown) => failFile(thrown, directory, "a folder that can be renamed"));
  return `Its folder is now ${aside}.`;
}
