import { threads } from "#platform";
import { asError, assert, CodedError, deferred, unpackThrown } from "../core/index.ts";
import type { FaultReport } from "./faults.ts";
import { type Call, type Letter, type Method, purpose, type WorkerSetup } from "./letters.ts";
import type { RecordStore } from "./saved-worlds.ts";
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

/** The receiver of a worker's messages. */
export interface Reader {
  fault(fault: FaultReport): void;
  texts(texts: readonly string[]): void;
  goal(row: number, goal: string): void;
  store(store: RecordStore): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(cause: Error): void;
}

const patienceMs = 1000; // for a worker to close its worlds

const entry = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

export function startThread(setup: WorkerSetup, reader: Reader): Thread {
  const { signals, worker: index } = setup;
  Atomics.store(signals, postedOf(index), 0);
  assert(threads, "threads are asked for only where there are some");
  const worker = new threads.Worker(entry, { workerData: { ...setup, purpose } });
  const waiting = new Map<number, Waiting>();
  const opening = deferred<void>();
  let death: Error | undefined;
  let cause: Error | undefined;
  let received = 0;
  let calls = 0;
  let holds = 0;

  const hold = () => {
    if (holds++ === 0) worker.ref();
    return () => {
      if (--holds === 0) worker.unref();
    };
  };

  const settle = (id: number, end: (waiting: Waiting) => void) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (one) end(one);
  };

  function read(letter: Letter): void {
    switch (letter.kind) {
      case "ready":
        opening.resolve();
        break;
      case "unable":
        cause = unpackThrown(letter.thrown);
        void worker.terminate();
        break;
      case "reply":
        settle(letter.id, ({ resolve }) => resolve(letter.value));
        break;
      case "refusal":
        settle(letter.id, ({ reject }) => reject(unpackThrown(letter.thrown)));
        break;
      case "fault":
        reader.fault({ worlds: letter.worlds, cause: unpackThrown(letter.thrown) });
        break;
      case "texts":
        reader.texts(letter.texts);
        break;
      case "goal":
        reader.goal(letter.row, letter.goal);
        break;
      case "store":
        reader.store(letter.store);
        break;
    }
  }

  worker.on("message", (letter: Letter) => {
    received++;
    read(letter);
    ring(signals, bell);
  });
  worker.on("error", (thrown) => {
    cause ??= asError(thrown);
  });
  worker.on("exit", (code) => {
    const error = cause ?? new Error(`the worker exited with code ${code}`);
    death = error;
    opening.reject(error);
    for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(gone(error)));
    ring(signals, bell);
  });
  const released = hold();
  opening.promise.then(released, released);

  function call(method: Method, ...given: readonly unknown[]): Promise<unknown> {
    if (death) return Promise.reject(gone(death));
    const id = calls++;
    const release = hold();
    const { promise, resolve, reject } = deferred<unknown>();
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, method, given } satisfies Call);
    return promise.finally(release);
  }

  const stepped = () =>
    death !== undefined || Atomics.load(signals, doneOf(index)) === Atomics.load(signals, commandOf(index));

  return {
    ready: opening.promise,
    died: () => death,
    step: () => ring(signals, commandOf(index)),
    stepped,
    settled: () => death !== undefined || (stepped() && Atomics.load(signals, postedOf(index)) === received),
    call,
    hold,
    async stop() {
      if (death) return;
      const release = hold();
      const late = deferred<void>();
      const timer = setTimeout(late.resolve, patienceMs);
      try {
        await Promise.race([call("close"), late.promise]);
      } catch (thrown) {
        if (!death) throw thrown;
      } finally {
        clearTimeout(timer);
        await worker.terminate();
        release();
      }
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
