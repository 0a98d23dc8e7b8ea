import { threads } from "#platform";
import { CodedError, deferred } from "../core/index.ts";
import { startWorker } from "../rpc/index.ts";
import { type Method, purpose, type Reader, type WorkerSetup, type WorldThread } from "./letters.ts";
import { bell, commandOf, doneOf, postedOf, ring } from "./signals.ts";

/** A running worker, seen from the main thread. It keeps the process alive only while a call is pending. */
export interface Thread {
  /** Resolves when its worlds exist; rejects if it dies before. */
  readonly ready: Promise<void>;
  /** The cause of its death. */
  died(): Error | undefined;
  /** Begins a step. */
  step(): void;
  /** Whether the step is done, or it has died. */
  stepped(): boolean;
  /** Whether the step is done and all its letters are read, or it has died. */
  settled(): boolean;
  /** @throws what the method throws; `vector/failed` where the worker dies or has died */
  call(method: Method, ...given: readonly unknown[]): Promise<unknown>;
  /** Keeps the process alive until the function that it returns is called. */
  hold(): () => void;
  stop(): Promise<void>;
}

const patienceMs = 1000; // for a worker to close its worlds

export function startThread(setup: WorkerSetup, reader: Reader): Thread {
  const { signals, worker: index } = setup;
  Atomics.store(signals, postedOf(index), 0);
  let received = 0;

  const read =
    <G extends readonly unknown[]>(take: (...given: G) => void) =>
    (...given: G): void => {
      received++;
      take(...given);
      ring(signals, bell);
    };
  const worker = startWorker<WorldThread>({
    module: "./worker",
    beside: import.meta.url,
    workerData: { ...setup, purpose },
    ours: {
      fault: read(reader.fault),
      texts: read(reader.texts),
      goal: read(reader.goal),
      store: read(reader.store),
    } satisfies Reader,
    onDeath: () => ring(signals, bell),
  });
  const { died, hold } = worker;

  async function begin(): Promise<void> {
    try {
      await worker.call("open");
    } catch (thrown) {
      await worker.end(thrown as Error);
      throw thrown;
    }
  }

  async function call(method: Method, ...given: readonly unknown[]): Promise<unknown> {
    try {
      return await worker.call("ask", method, given);
    } catch (thrown) {
      throw thrown === died() ? gone(thrown as Error) : thrown;
    }
  }

  const stepped = () =>
    died() !== undefined || Atomics.load(signals, doneOf(index)) === Atomics.load(signals, commandOf(index));

  const ready = begin();
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
