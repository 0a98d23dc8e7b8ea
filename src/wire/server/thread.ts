import { startWorker } from "../../rpc/index.ts";
import type { Hosting, HostingOptions } from "./hosting.ts";

/** A thread that has not started after this long never will [s]. */
const startSeconds = 60;
/** What V8 may keep for short-lived objects: half its default, which is no faster and leaves twice as many pages behind [MiB]. */
const youngMebibytes = 24;

/** Thrown by calls to a thread that dies. */
export class ThreadDied extends Error {
  /** Whether the thread died while it worked for this very session, or nobody knows for whom. */
  isCulprit: boolean;

  constructor(cause: unknown, isCulprit: boolean) {
    super("the thread that had its worlds died", { cause });
    this.isCulprit = isCulprit;
  }
}

/** A thread that hosts sessions. */
export interface HostThread extends Hosting {
  /** Sessions that are hosted here or about to be. */
  sessions: number;
  /** Of these, those whose clients have left for good. */
  abandoned: number;
  /** Memory of native code that their worlds take [bytes]. */
  nativeBytes: number;
  /** Whether it has hosted so much that its memory is worth giving back. */
  isWorn: boolean;
  readonly alive: boolean;
  /** Whether it has started: until then its calls wait. */
  readonly ready: boolean;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Ends it at once, because nobody wants what it works on. */
  drop(): Promise<void>;
  /** Ends it after its calls. */
  stop(): Promise<void>;
}

/** A thread's `workerData`. */
export interface ThreadSetup extends HostingOptions {
  /** The module whose default export is the `Host`. */
  readonly host: string;
}

/** Words that a thread writes and the main thread watches: the session that it works for, and a count of its pieces of work. */
export const worksFor = 0;
export const beats = 1;
/** The session that a thread works for while it works for none. */
export const nobody = -1;

export interface ThreadPulse {
  readonly pulse: Int32Array;
  /** How far it stands back behind other threads, as for `nice`. */
  readonly niceness: number;
}

/** What the main thread hears from it. */
export interface ThreadListener {
  /** It has started. */
  ready(): void;
}

export interface ThreadOptions extends ThreadSetup {
  /** The thread is ended when a piece of work takes longer [s]. */
  readonly deadlineSeconds: number;
  /** The most memory of its objects. With a lower limit V8 clears up sooner, long before the limit is reached. */
  readonly heapBytes: number;
  readonly niceness?: number;
  /** Called once, after all its calls have been rejected, unless it was stopped. */
  onDeath(cause: Error): void;
}

export function startHostThread({
  deadlineSeconds,
  heapBytes,
  niceness = 0,
  onDeath,
  ...setup
}: ThreadOptions): HostThread {
  const pulse = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)).fill(nobody);
  let ready = performance.now() + startSeconds * 1000; // a deadline until the thread has started
  let stopping = false;
  let hasStarted = false;

  const worker = startWorker<Hosting>({
    module: "./thread-entry",
    beside: import.meta.url,
    workerData: { ...setup, pulse, niceness } satisfies ThreadSetup & ThreadPulse,
    resourceLimits: {
      maxYoungGenerationSizeMb: youngMebibytes,
      maxOldGenerationSizeMb: Math.ceil(heapBytes / 2 ** 20),
    },
    ours: {
      ready() {
        hasStarted = true;
        ready = performance.now();
      },
    } satisfies ThreadListener,
    rejection: (cause) => new ThreadDied(cause, false),
    onDeath(cause) {
      clearInterval(watch);
      if (!stopping) onDeath(cause);
    },
  });
  worker.hold(); // until it ends: doing so for every call would take longer than some calls
  let [lastBeat, beatAt] = [nobody, 0]; // the last piece of work that was seen to begin, and when
  const watch = setInterval(
    () => {
      const [oldest] = worker.pending.values();
      const beat = Atomics.load(pulse, beats);
      if (beat !== lastBeat) [lastBeat, beatAt] = [beat, performance.now()];
      if (!oldest || performance.now() - Math.max(oldest.since, beatAt, ready) < deadlineSeconds * 1000) return;
      void worker.end(new Error(`a call took longer than ${deadlineSeconds} s`));
    },
    (deadlineSeconds * 1000) / 10,
  );
  watch.unref();

  const asking =
    <M extends keyof Hosting>(method: M) =>
    (...given: Parameters<Hosting[M]>) =>
      worker.call(method, ...given).catch((thrown) => {
        if (thrown instanceof ThreadDied) thrown.isCulprit = [nobody, given[0]].includes(Atomics.load(pulse, worksFor));
        throw thrown;
      });

  const handle = asking("handle");
  return {
    sessions: 0,
    abandoned: 0,
    nativeBytes: 0,
    isWorn: false,
    get alive() {
      return worker.died() === undefined;
    },
    get ready() {
      return hasStarted;
    },
    weigh: asking("weigh"),
    open: asking("open"),
    handle: (session, frame, client) => handle(session, frame, client),
    save: asking("save"),
    world: asking("world"),
    spread: asking("spread"),
    close: asking("close"),
    kill: () => worker.end(),
    drop() {
      stopping = true;
      return worker.end(new Error("nobody wants what it works on"));
    },
    stop() {
      stopping = true;
      return worker.finish(Promise.allSettled([...worker.pending.values()].map(({ promise }) => promise)));
    },
  };
}
