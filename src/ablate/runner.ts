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
  /** At most so many runs at once; as many as cores and memory allow where none is given. */
  readonly jobs?: number;
  readonly shard?: Shard;
  /** Whether runs that failed before are run again. */
  readonly retry?: boolean;
  /** Stops every run with a checkpoint. */
  readonly signal?: AbortSignal;
  onProgress?(progress: AblationProgress): void;
  /** What a person should know, in a sentence. */
  onNotice?(notice: string): void;
}

/**
 * Does the runs of a plan that its folder does not hold yet, several at once, each in a process of its own. A run that
 * fails is recorded with its cause and the rest go on; one that was cut short goes on from its newest checkpoint.
 * @throws `run/locked` where another runner has the folder, `run/exists` where it holds other people's files, `ablate/changed` for a shard of another question,
 *   `file/full` and the signal's reason, each with every run left to go on from its checkpoint
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

/** Writes what is asked into the folder, unless a shard would change it. */
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

/** Results that are there, by identity; those to be tried again are removed. */
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
