import { Worker } from "node:worker_threads";
import { type Deferred, deferred, unpackThrown } from "../../core/index.ts";
import type { Hosting } from "./hosting.ts";
import type { Call, Reply, ThreadSetup } from "./letters.ts";

/** A thread that has not started after this long never will [s]. */
const startSeconds = 60;

/** Thrown by calls to a thread that dies. */
export class ThreadDied extends Error {
  /** Whether the thread died during this very call. */
  readonly isCulprit: boolean;

  constructor(cause: unknown, isCulprit: boolean) {
    super("the thread that had its worlds died", { cause });
    this.isCulprit = isCulprit;
  }
}

/** A thread that hosts sessions. */
export interface HostThread extends Hosting {
  /** Sessions that are hosted here or about to be. */
  sessions: number;
  readonly alive: boolean;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Ends it after its calls. */
  stop(): Promise<void>;
}

const entry = new URL(import.meta.url.endsWith(".ts") ? "./thread-entry.ts" : "./thread-entry.js", import.meta.url);

export interface ThreadOptions extends Pick<ThreadSetup, "host"> {
  /** The thread is ended when a call takes longer [s]. */
  readonly deadlineSeconds: number;
  /** Called once, after all its calls have been rejected, unless it was stopped. */
  onDeath(cause: Error): void;
}

export function startHostThread({ host, deadlineSeconds, onDeath }: ThreadOptions): HostThread {
  const running = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(entry, { workerData: { host, running } satisfies ThreadSetup });
  const waiting = new Map<number, Deferred<unknown> & { readonly since: number }>();
  let calls = 0;
  let alive = true;
  let ready = performance.now() + startSeconds * 1000; // a deadline until the thread has started
  let stopping = false;
  let cause: Error | undefined;

  worker.on("message", (message: Reply | "ready") => {
    if (message === "ready") {
      ready = performance.now();
      return;
    }
    const one = waiting.get(message.call);
    waiting.delete(message.call);
    if (message.thrown) one?.reject(unpackThrown(message.thrown));
    else one?.resolve(message.value);
  });
  const watch = setInterval(
    () => {
      const [oldest] = waiting.values();
      if (!oldest || performance.now() - Math.max(oldest.since, ready) < deadlineSeconds * 1000) return;
      cause = new Error(`a call took longer than ${deadlineSeconds} s`);
      void worker.terminate();
    },
    (deadlineSeconds * 1000) / 10,
  );
  watch.unref();
  worker.on("error", (error) => {
    cause = error as Error;
  });
  worker.on("exit", () => {
    alive = false;
    clearInterval(watch);
    for (const [call, { reject }] of waiting) reject(new ThreadDied(cause, call === Atomics.load(running, 0)));
    waiting.clear();
    if (!stopping) onDeath(cause ?? new Error("a thread ended by itself"));
  });

  function ask(method: keyof Hosting, ...given: readonly unknown[]): Promise<unknown> {
    if (!alive) return Promise.reject(new ThreadDied(cause, false));
    const one = { ...deferred<unknown>(), since: performance.now() };
    const call: Call = { call: ++calls, method, given };
    waiting.set(call.call, one);
    worker.postMessage(call);
    return one.promise;
  }
  const asking =
    <M extends keyof Hosting>(method: M) =>
    (...given: Parameters<Hosting[M]>) =>
      ask(method, ...given) as ReturnType<Hosting[M]>;

  return {
    sessions: 0,
    get alive() {
      return alive;
    },
    open: asking("open"),
    handle: asking("handle"),
    save: asking("save"),
    world: asking("world"),
    spread: asking("spread"),
    close: asking("close"),
    async kill() {
      await worker.terminate();
    },
    async stop() {
      stopping = true;
      await Promise.allSettled([...waiting.values()].map(({ promise }) => promise));
      await worker.terminate();
    },
  };
}
