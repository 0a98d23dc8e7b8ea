import { Worker } from "node:worker_threads";
import { unpackThrown } from "../../core/index.ts";
import type { Hosting } from "./hosting.ts";
import type { Call, Reply, ThreadSetup } from "./letters.ts";

/** What is thrown by calls to a thread that dies. */
export class ThreadDied extends Error {}

/** A thread that hosts sessions. */
export interface HostThread extends Hosting {
  /** Sessions that are hosted here or about to be. */
  sessions: number;
  /** How long the calls of the last seconds took, summed: a number to compare threads by [ms]. */
  readonly alive: boolean;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Ends it after its calls. */
  stop(): Promise<void>;
}

const entry = new URL(import.meta.url.endsWith(".ts") ? "./thread-entry.ts" : "./thread-entry.js", import.meta.url);

/** @param onDeath called once, after all its calls have been rejected, unless it was stopped */
export function startHostThread(setup: ThreadSetup, onDeath: (cause: Error) => void): HostThread {
  const worker = new Worker(entry, { workerData: setup });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  let alive = true;
  let stopping = false;
  let cause: Error | undefined;

  worker.on("message", (message: Reply | "ready") => {
    if (message === "ready") return;
    const one = waiting.get(message.call);
    waiting.delete(message.call);
    if (message.thrown) one?.reject(unpackThrown(message.thrown));
    else one?.resolve(message.value);
  });
  worker.on("error", (error) => {
    cause = error as Error;
  });
  worker.on("exit", () => {
    alive = false;
    const died = new ThreadDied("the thread that had its worlds died", { cause });
    for (const { reject } of waiting.values()) reject(died);
    waiting.clear();
    if (!stopping) onDeath(cause ?? died);
  });

  function ask(method: keyof Hosting, ...given: readonly unknown[]): Promise<unknown> {
    if (!alive) return Promise.reject(new ThreadDied("the thread that had its worlds died", { cause }));
    const one = Promise.withResolvers<unknown>();
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
    answer: asking("answer"),
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
