import { assert } from "../core/index.ts";

/**
 * Jobs between whoever asks for them and whoever does them; a message queue over many machines can stand behind it.
 * Every job that was taken ends in `done` or `failed`, or is given back.
 */
export interface Queue<Job, Outcome> {
  push(job: Job): Promise<void>;
  /** The next job; nothing once the queue is closed and empty. */
  take(): Promise<Job | undefined>;
  done(job: Job, outcome: Outcome): Promise<void>;
  failed(job: Job, cause: unknown): Promise<void>;
  /** The taker cannot do it now: it is for somebody else, or for another time. */
  giveBack(job: Job): Promise<void>;
  /** Waits until no job waits and none is being done. */
  settled(): Promise<void>;
  /** No more jobs will come; those that nobody took yet are dropped. */
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
