import { threads } from "#platform";
import { CodedError, deferred } from "../core/index.ts";
import { startWorker, type WorkerThread } from "../rpc/index.ts";
import { type Method, purpose, type Reader, type WorkerSetup, type WorldThread } from "./letters.ts";
import { bell, commandOf, doneOf, postedOf, ring } from "./signals.ts";

/** A running worker, seen from the main thread. */
export interface Thread extends Pick<WorkerThread<WorldThread>, "died" | "hold"> {
  /** Resolves when its worlds exist; rejects if it dies before. */
  readonly ready: Promise<void>;
  /** Begins a step. */
  step(): void;
  /** Whether the step is done, or it has died. */
  stepped(): boolean;
  /** Whether the step is done and all its letters are read, or it has died. */
  settled(): boolean;
  /** @throws what the method throws; `vector/failed` where the worker dies or has died */
  call(method: Method, ...given: readonly unknown[]): Promise<unknown>;
  stop(): Promise<void>;
}

const patienceMs = 1000; // for a worker to close its worlds

export function startThread(setup: WorkerSetup, reader: Reader): Thread {
  const { signals, worker: index } = setup;
  Atomics.store(signals, postedOf(index), 0);
  let received = 0;

  const worker = startWorker<WorldThread>({
    module: "./worker",
    beside: import.meta.url,
    workerData: { ...setup, purpose },
    ours: reader,
    told() {
      received++;
      ring(signals, bell);
    },
    rejection: gone,
    onDeath: () => ring(signals, bell),
  });
  const { died, hold } = worker;
  const call: Thread["call"] = (method, ...given) => worker.call("ask", method, given);
  const ready = worker.call("open").catch(async (thrown) => {
    await worker.end(thrown); // unless it is dead already
    throw died();
  });
  const stepped = () =>
    died() !== undefined || Atomics.load(signals, doneOf(index)) === Atomics.load(signals, commandOf(index));
  return {
    ready,
    died,
    step: () => ring(signals, commandOf(index)),
    stepped,
    settled: () => died() !== undefined || (stepped() && Atomics.load(signals, postedOf(index)) === received),
    call,
    hold,
    async stop() {
      if (died()) return;
      const late = deferred<void>();
      const timer = setTimeout(late.resolve, patienceMs);
      const closed = ready.then(() => call("close"));
      await worker.finish(Promise.race([closed, late.promise])).finally(() => clearTimeout(timer));
    },
  };
}

const gone = (cause: Error): CodedError =>
  new CodedError("vector/failed", {
    given: `a worker that died: ${cause.message}`,
    expected: "one that answers",
    fix: "The next step rebuilds its worlds.",
    cause,
  });

/** Whether this code runs in a worker that steps worlds. */
export function insideThread(): boolean {
  const data: unknown = threads?.workerData;
  return typeof data === "object" && data !== null && "purpose" in data && data.purpose === purpose;
}
