import { fail } from "../core/index.ts";
import { removeFile } from "../record/atomic.ts";
import { makeFolder } from "../record/folder.ts";
import { lockFolder } from "../record/lock.ts";
import { requireVacant } from "../record/vacant.ts";
import type { AblationProgress } from "./ablation-progress.ts";
import { openCrew } from "./crew.ts";
import { halvingRule } from "./halving.ts";
import type { RunJob } from "./job.ts";
import { isSameWork, manifestOf, readManifest, runFolder, writeManifest } from "./manifest.ts";
import { distinctRuns, type Plan, type PlannedRun } from "./plan.ts";
import type { Ablation, RunResult } from "./result.ts";
import { resultPath } from "./result-file.ts";
import { resultOf } from "./run-state.ts";
import { climb } from "./rungs.ts";
import { type Shard, shardOf } from "./shard.ts";

export interface RunnerOptions extends Pick<Ablation, "name" | "command"> {
  readonly plan: Plan;
  /** The ablation's folder; the runner alone writes there. */
  readonly directory: string;
  /** A module that calls `serveRuns` with the registries that the plan was made with. */
  readonly worker: URL;
  /** The most runs at once; by default as many as cores and memory allow. */
  readonly jobs?: number;
  readonly shard?: Shard;
  /** Whether to repeat runs that failed before. */
  readonly retry?: boolean;
  /** Stops every run with a checkpoint. */
  readonly signal?: AbortSignal;
  onProgress?(progress: AblationProgress): void;
  /** Called with notices for people, each a sentence. */
  onNotice?(notice: string): void;
}

/**
 * Does the runs of a plan that are missing in its folder, several at once, each in its own process. A run that fails is
 * recorded with its cause and the others go on; an interrupted run resumes from its newest checkpoint.
 * @throws `run/locked` if another runner uses the folder, `run/exists` if it holds foreign files, `ablate/changed` for a
 *   shard of another question, `file/full`, and the signal's reason; every run can then be resumed from its checkpoint
 */
export async function runAblation(options: RunnerOptions): Promise<AblationProgress["runs"]> {
  const { plan, directory, shard, signal } = options;
  const { halving } = plan.question;
  if (shard && halving)
    fail("ablate/question", {
      given: "a shard of a question with `halving`",
      expected: "all runs in one place: rungs compare them",
    });
  signal?.throwIfAborted();
  await makeFolder(directory);
  if (!(await readManifest(directory))) await requireVacant(directory, ["runs"]); // shards are copied there
  const lock = await lockFolder(directory);
  try {
    await claim(options);
    const runs = shard ? shardOf(distinctRuns(plan), shard) : distinctRuns(plan);
    const known = await knownResults(runs, options);
    const jobs = runs.map((run) => jobOf(run, directory));
    const crew = openCrew({ ...options, jobs, known, most: options.jobs });
    try {
      const last = halving ? await climb(plan, halvingRule(halving), { ...options, work: crew.work }) : runs;
      await crew.work(last.map((run) => jobOf(run, directory)));
    } finally {
      await crew.close();
    }
    return crew.counts();
  } finally {
    await lock.release();
  }
}

const jobOf = (run: PlannedRun, directory: string): RunJob => ({
  ...run,
  directory: runFolder(directory, run.identity),
  until: run.spec.steps,
  ending: "done",
});

/** Writes the manifest into the folder, unless a shard would change it. */
async function claim({ plan, directory, shard, onNotice, name, command }: RunnerOptions): Promise<void> {
  const manifest = manifestOf(plan, { name, command });
  const before = await readManifest(directory);
  if (before && !isSameWork(before, manifest)) {
    if (shard)
      fail("ablate/changed", {
        given: `a shard of a question that is not the one in ${directory}`,
        expected: "the same question, presets and version of this package for every shard",
        fix: "Choose another --out, or run the whole question there.",
      });
    const wanted = new Set(manifest.runs.map(({ identity }) => identity));
    const kept = before.runs.filter(({ identity }) => wanted.has(identity)).length;
    onNotice?.(`The question has changed: ${kept} of ${before.runs.length} earlier runs still belong to it.`);
  }
  await writeManifest(directory, manifest);
}

/** Results on disk, by identity; removes those of runs to be repeated. */
async function knownResults(runs: readonly PlannedRun[], { directory, retry, onNotice }: RunnerOptions) {
  const known = new Map<string, RunResult>();
  for (const run of runs) {
    const folder = runFolder(directory, run.identity);
    const result = await resultOf(run, folder, onNotice);
    if (result?.status === "failed" && retry) await removeFile(resultPath(folder));
    else if (result) known.set(run.identity, result);
  }
  return known;
}
