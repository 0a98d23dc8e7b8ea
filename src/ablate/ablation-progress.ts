import type { Progress } from "../run/index.ts";
import type { RunJob } from "./job.ts";
import type { RunResult } from "./result.ts";

/** The progress of an ablation, as a whole and run by run. */
export interface AblationProgress {
  /** All runs; those already on disk at the start; those finished and failed since. */
  readonly runs: { readonly all: number; readonly kept: number; readonly done: number; readonly failed: number };
  /** Steps of the runs that were not on disk at the start. */
  readonly steps: { readonly all: number; readonly done: number };
  /** Time until all steps are trained, at the speed of the current runs. */
  readonly secondsLeft: number;
  readonly running: readonly { readonly job: RunJob; readonly progress: Progress | undefined }[];
}

/** Keeps count. */
export interface AblationCounter {
  begin(job: RunJob): void;
  advance(job: RunJob, progress: Progress): void;
  /** The job has stopped. A run that ended counts with all its steps; one that only pauses has no status yet. */
  end(job: RunJob, status: RunResult["status"] | undefined): void;
  read(): AblationProgress;
}

export function ablationCounter(runs: {
  readonly all: number;
  readonly kept: number;
  readonly steps: number;
}): AblationCounter {
  const ended = { done: 0, failed: 0 };
  const trained = new Map<string, number>(); // by identity
  const running = new Map<string, { job: RunJob; progress: Progress | undefined }>();
  return {
    begin: (job) => running.set(job.identity, { job, progress: undefined }),
    advance(job, progress) {
      running.set(job.identity, { job, progress });
      trained.set(job.identity, Math.min(progress.steps, job.spec.steps));
    },
    end(job, status) {
      running.delete(job.identity);
      trained.set(job.identity, status ? job.spec.steps : job.until);
      if (status) ended[status === "failed" ? "failed" : "done"]++;
    },
    read() {
      const done = [...trained.values()].reduce((sum, steps) => sum + steps, 0);
      const speed = [...running.values()].reduce((sum, { progress }) => sum + (progress?.speed.stepsPerSecond ?? 0), 0);
      return {
        runs: { all: runs.all, kept: runs.kept, ...ended },
        steps: { all: runs.steps, done },
        secondsLeft: done < runs.steps ? (runs.steps - done) / speed : 0,
        running: [...running.values()],
      };
    },
  };
}
