import { assert } from "../core/index.ts";

/**
 * A queue of jobs. Its implementation may be a message queue over many machines. Every job that is taken ends in `done`
 * or `failed`, or is given back.
 */
export interface Queue<Job, Outcome> {
  push(job: Job): Promise<void>;
  /** The next job; undefined once the queue is closed and empty. */
  take(): Promise<Job | undefined>;
  done(job: Job, outcome: Outcome): Promise<void>;
  failed(job: Job, cause: unknown): Promise<void>;
  /** Returns a job to the queue: the taker cannot do it now. */
  giveBack(job: Job): Promise<void>;
  /** Resolves when no job is waiting or in progress. */
  settled(): Promise<void>;
  /** Accepts no more jobs and drops those that nobody has taken. */
  close(): Promise<void>;
}

export interface QueueListener<Job, Outcome> {
  onDone?(job: Job, outcome: Outcome): void | Promise<void>;
  onFailed?(job: Job, cause: unknown): void | Promise<void>;
}

/** A queue within this process, first in, first out. */
export function memoryQueue<Job, Outcome>(listener: QueueListener<Job, Outcome> = {}): Queue<Job, Outcome> {
  const waiting: Job[] = [];
  const taken = new Set<Job>();
  const takers: ((job: Job | undefined) => void)[] = [];
  const watchers: (() => void)[] = [];
  let isClosed = false;
  const end = (job: Job) => {
    assert(taken.delete(job), "a job ends once, after it was taken");
    wake();
  };
  const wake = () => {
    if (waiting.length + taken.size > 0) return;
    for (const watcher of watchers.splice(0)) watcher();
  };
  const give = (job: Job): Job => {
    taken.add(job);
    return job;
  };
  return {
    async push(job) {
      assert(!isClosed, "a closed queue takes no jobs");
      const taker = takers.shift();
      if (taker) taker(give(job));
      else waiting.push(job);
    },
    async take() {
      const job = waiting.shift();
      if (job !== undefined) return give(job);
      if (isClosed) return undefined;
      return new Promise((resolve) => takers.push(resolve));
    },
    async done(job, outcome) {
      await listener.onDone?.(job, outcome);
      end(job);
    },
    async failed(job, cause) {
      await listener.onFailed?.(job, cause);
      end(job);
    },
    async giveBack(job) {
      if (!isClosed) waiting.push(job);
      end(job);
    },
    settled: () =>
      new Promise((resolve) => {
        watchers.push(resolve);
        wake();
      }),
    async close() {
      isClosed = true;
      waiting.length = 0;
      for (const taker of takers.splice(0)) taker(undefined);
      wake();
    },
  };
}
