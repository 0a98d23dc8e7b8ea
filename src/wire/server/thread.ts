import { startWorker } from "../../rpc/index.ts";
import type { Hosting, HostingOptions } from "./hosting.ts";

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

/** A thread's `workerData`. */
export interface ThreadSetup extends HostingOptions {
  /** The module whose default export is the `Host`. */
  readonly host: string;
}

/** What the main thread hears from it. */
export interface ThreadListener {
  /** It has started. */
  ready(): void;
}

export interface ThreadOptions extends ThreadSetup {
  /** The thread is ended when a call takes longer [s]. */
  readonly deadlineSeconds: number;
  /** Called once, after all its calls have been rejected, unless it was stopped. */
  onDeath(cause: Error): void;
}

export function startHostThread({ deadlineSeconds, onDeath, ...setup }: ThreadOptions): HostThread {
  let ready = performance.now() + startSeconds * 1000; // a deadline until the thread has started
  let stopping = false;

  const worker = startWorker<Hosting>({
    module: "./thread-entry",
    beside: import.meta.url,
    workerData: setup satisfies ThreadSetup,
    ours: {
      ready() {
        ready = performance.now();
      },
    } satisfies ThreadListener,
    rejection: (cause, isCulprit) => new ThreadDied(cause, isCulprit),
    onDeath(cause) {
      clearInterval(watch);
      if (!stopping) onDeath(cause);
    },
  });
  worker.hold(); // until it ends: doing so for every call would take longer than some calls
  const watch = setInterval(
    () => {
      const [oldest] = worker.pending.values();
      if (!oldest || performance.now() - Math.max(oldest.since, ready) < deadlineSeconds * 1000) return;
      void worker.end(new Error(`a call took longer than ${deadlineSeconds} s`));
    },
    (deadlineSeconds * 1000) / 10,
  );
  watch.unref();

  const asking =
    <M extends keyof Hosting>(method: M) =>
    (...given: Parameters<Hosting[M]>) =>
      worker.call(method, ...given);

  return {
    sessions: 0,
    get alive() {
      return worker.died() === undefined;
    },
    open: asking("open"),
    handle: asking("handle"),
    save: asking("save"),
    world: asking("world"),
    spread: asking("spread"),
    close: asking("close"),
    kill: () => worker.end(),
    stop() {
      stopping = true;
      return worker.finish(Promise.allSettled([...worker.pending.values()].map(({ promise }) => promise)));
    },
  };
}
