import { CodedError, messageOf } from "../core/index.ts";
import { machineLine, versionsHere } from "../record/index.ts";
import { type AblationProgress, ablationCounter } from "./ablation-progress.ts";
import { runsAtOnce } from "./capacity.ts";
import type { RunJob } from "./job.ts";
import { processPool } from "./process-pool.ts";
import { memoryQueue } from "./queue.ts";
import type { RunResult } from "./result.ts";
import { writeResult } from "./result-file.ts";

export interface CrewOptions {
  /** Every run, each once. */
  readonly jobs: readonly RunJob[];
  /** Results from before, by identity. */
  readonly known: ReadonlyMap<string, RunResult>;
  /** The worker script. */
  readonly worker: URL;
  readonly most?: number;
  readonly signal?: AbortSignal;
  onProgress?(progress: AblationProgress): void;
  onNotice?(notice: string): void;
}

/** Processes that work through a queue of jobs. The caller closes it. */
export interface Crew {
  /**
   * Finishes the jobs, long ones first, and waits for all. A run that fails is recorded.
   * @throws `file/full` and the signal's reason
   */
  work(jobs: readonly RunJob[]): Promise<void>;
  counts(): AblationProgress["runs"];
  close(): Promise<void>;
}

export function openCrew({ jobs, known, worker, most = runsAtOnce(), signal, ...watch }: CrewOptions): Crew {
  const { onProgress, onNotice } = watch;
  const results = new Map(known);
  const left = jobs.filter((job) => isLeft(job, known.get(job.identity)));
  const counter = ablationCounter({
    all: jobs.length,
    kept: jobs.length - left.length,
    steps: left.reduce((sum, { spec }) => sum + spec.steps, 0),
  });
  const pool = processPool(worker);
  const queue = memoryQueue<RunJob, RunResult | undefined>();
  const controller = new AbortController();
  const stop = (reason: unknown) => {
    controller.abort(reason);
    queue.close();
  };
  const interrupt = () => stop(signal?.reason);
  signal?.addEventListener("abort", interrupt);
  if (signal?.aborted) interrupt();

  /** The result of a job; undefined if it only pauses. */
  async function attempt(job: RunJob): Promise<RunResult | undefined> {
    try {
      return await pool.run(job, {
        signal: controller.signal,
        onProgress(progress) {
          counter.advance(job, progress);
          onProgress?.(counter.read());
        },
        onNotice: (notice) => onNotice?.(`${placeOf(job)}: ${notice}`),
      });
    } catch (cause) {
      if (controller.signal.aborted || isFull(cause)) throw cause;
      const failed = failedResult(job, cause);
      await writeResult(job.directory, failed);
      onNotice?.(`${placeOf(job)} failed: ${failed.cause}`);
      return failed;
    }
  }

  async function consume(): Promise<void> {
    for (let job = await queue.take(); job; job = await queue.take()) {
      counter.begin(job);
      try {
        const result = await attempt(job);
        if (result) results.set(job.identity, result);
        counter.end(job, result?.status);
        if (result?.status === "failed") await queue.failed(job, result.cause);
        else await queue.done(job, result);
        onProgress?.(counter.read());
      } catch (thrown) {
        stop(thrown);
        await queue.giveBack(job);
      }
    }
  }
  const consumers = Array.from({ length: Math.min(most, jobs.length) }, consume);

  return {
    async work(wanted) {
      controller.signal.throwIfAborted();
      const needed = wanted.filter((job) => isLeft(job, results.get(job.identity)));
      await Promise.all(needed.toSorted((a, b) => b.spec.steps - a.spec.steps).map((job) => queue.push(job)));
      await queue.settled();
      controller.signal.throwIfAborted();
    },
    counts: () => counter.read().runs,
    async close() {
      signal?.removeEventListener("abort", interrupt);
      await queue.close();
      await Promise.all(consumers);
      await pool.close();
    },
  };
}

/** Whether a job has anything left to do, given its run's result from before. */
const isLeft = ({ ending, until }: RunJob, result: RunResult | undefined): boolean =>
  result === undefined || (result.status === "halved" && (ending === "done" || result.steps < until));

const isFull = (thrown: unknown) => thrown instanceof CodedError && thrown.code === "file/full";

const placeOf = ({ variant, env, spec }: RunJob) => `${variant} on ${env}, seed ${spec.seed}`;

function failedResult({ identity, env, variant, spec }: RunJob, cause: unknown): RunResult {
  return {
    identity,
    env,
    variant,
    seed: spec.seed,
    spec,
    status: "failed",
    cause: messageOf(cause),
    evaluations: {},
    curve: { steps: [], returns: [], scores: [] },
    terms: {},
    steps: 0,
    time: { seconds: 0, machine: machineLine(), finished: new Date().toISOString() },
    versions: versionsHere(),
  };
}
