import type { Hosting } from "./hosting.ts";
import { mainThread } from "./main-thread.ts";
import { type HostThread, startHostThread, type ThreadSetup } from "./thread.ts";

export interface PoolOptions extends ThreadSetup {
  /** Hosts sessions in this thread. */
  readonly here: Hosting;
  /** Threads that sessions share. */
  readonly threads: number;
  /** The most extra threads for sessions that would stall others. */
  readonly spare: number;
  /** A thread is ended when a call takes longer [s]. */
  readonly deadlineSeconds: number;
  onDeath?(cause: Error): void;
}

/** The threads of a server. */
export interface Pool {
  /** The main thread itself. */
  readonly here: HostThread;
  /** The shared thread with the fewest sessions. */
  place(): HostThread;
  /** A thread for a single session; undefined if the limit is reached. */
  ownThread(): HostThread | undefined;
  readonly threads: readonly HostThread[];
  /** In all threads. */
  readonly sessions: number;
  close(): Promise<void>;
}

export function threadPool({
  host,
  stateKey,
  answerBytes,
  textBytes,
  here,
  threads: count,
  spare,
  deadlineSeconds,
  onDeath,
}: PoolOptions): Pool {
  let shared: HostThread[] = [];
  let own: HostThread[] = [];
  let closed = false;
  const start = () =>
    startHostThread({
      host,
      stateKey,
      answerBytes,
      textBytes,
      deadlineSeconds,
      onDeath(cause) {
        shared = shared.filter(({ alive }) => alive);
        own = own.filter(({ alive }) => alive);
        if (!closed) onDeath?.(cause);
      },
    });
  /** Ends extra threads without sessions. */
  const tidy = () => {
    const idle = own.filter(({ sessions }) => sessions === 0);
    own = own.filter(({ sessions }) => sessions > 0);
    for (const thread of idle) void thread.stop();
  };
  const main = mainThread(here, (cause) => onDeath?.(cause));
  return {
    here: main,
    get sessions() {
      return [main, ...shared, ...own].reduce((sum, thread) => sum + thread.sessions, 0);
    },
    place() {
      const idlest = shared.toSorted((a, b) => a.sessions - b.sessions)[0];
      if (idlest && (idlest.sessions === 0 || shared.length >= count)) return idlest;
      const thread = start();
      shared.push(thread);
      return thread;
    },
    ownThread() {
      tidy();
      if (own.length >= spare) return undefined;
      const thread = start();
      own.push(thread);
      return thread;
    },
    get threads() {
      return [...shared, ...own];
    },
    async close() {
      closed = true;
      await Promise.all([...shared, ...own].map((thread) => thread.stop()));
    },
  };
}
