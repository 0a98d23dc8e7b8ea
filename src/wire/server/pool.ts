import { fail } from "../../core/index.ts";
import type { Hosting } from "./hosting.ts";
import { mainThread } from "./main-thread.ts";
import { sized, threadNativeBytes } from "./room.ts";
import { type HostThread, startHostThread, type ThreadSetup } from "./thread.ts";

/** How far threads of heavy sessions give way to those where many wait, as for `nice`. */
const heavyNiceness = 2;
/** A thread that need not stay ends after this long without sessions, and any thread that only works for clients that have left [ms]. */
const idleMs = 3000;

export interface PoolOptions extends ThreadSetup {
  /** Hosts sessions in this thread. */
  readonly here: Hosting;
  /** Threads that sessions share. */
  readonly threads: number;
  /** The most threads that heavy sessions share. */
  readonly heavy: number;
  /** The most threads with a single session that may end them. */
  readonly spare: number;
  /** A thread is ended when a piece of work takes longer [s]. */
  readonly deadlineSeconds: number;
  /** The most memory of a thread's objects. */
  readonly heapBytes: number;
  onDeath?(cause: Error): void;
}

/** The threads of a server. Sessions are placed where native code has room for their worlds. */
export interface Pool {
  /** The main thread itself. */
  readonly here: HostThread;
  /** The shared thread with the fewest sessions. @throws `wire/busy` */
  place(nativeBytes?: number): HostThread;
  /** The same of those for heavy sessions; undefined if none has room. */
  heavyThread(nativeBytes?: number): HostThread | undefined;
  /** A thread for a single session; undefined if the limit is reached. */
  ownThread(): HostThread | undefined;
  /** To be called when a session has left a thread, or was abandoned there. */
  tidy(): void;
  readonly threads: readonly HostThread[];
  /** In all threads. */
  readonly sessions: number;
  close(): Promise<void>;
  /** Ends all threads at once. */
  kill(): Promise<void>;
}

const idlest = (threads: readonly HostThread[], nativeBytes: number): HostThread | undefined =>
  threads
    .filter((thread) => thread.alive && thread.nativeBytes + nativeBytes <= threadNativeBytes)
    .toSorted((a, b) => a.sessions - b.sessions)[0];

const mostLeft = (threads: readonly HostThread[]): number =>
  threadNativeBytes - Math.min(...threads.map((thread) => thread.nativeBytes));

export function threadPool(options: PoolOptions): Pool {
  const {
    host,
    stateKey,
    answerBytes,
    textBytes,
    here,
    threads: count,
    heavy: heavyCount,
    spare,
    deadlineSeconds,
    heapBytes,
    onDeath,
  } = options;
  let shared: HostThread[] = [];
  let heavy: HostThread[] = [];
  let own: HostThread[] = [];
  let closed = false;
  let tidying: NodeJS.Timeout | undefined;
  const start = (niceness = 0) => {
    if (closed) fail("wire/closed", { given: "a session for a server that closes", expected: "a server that goes on" });
    return startHostThread({
      ...{ host, stateKey, answerBytes, textBytes, deadlineSeconds, heapBytes, niceness },
      onDeath(cause) {
        [shared, heavy, own] = [shared, heavy, own].map((threads) => threads.filter(({ alive }) => alive));
        if (!closed) onDeath?.(cause);
      },
    });
  };
  /**
   * Ends threads without sessions, shared ones only where that gives much memory back, and any whose sessions are all
   * abandoned: what it has in hand may take long.
   */
  const endIdle = () => {
    const forsaken = ({ sessions, abandoned }: HostThread) => abandoned > 0 && sessions === abandoned;
    const isIdle = ({ sessions }: HostThread) => sessions === 0;
    const dropped = all().filter(forsaken);
    const idle = [...heavy, ...own, ...shared.filter(({ isWorn }) => isWorn)].filter(isIdle);
    [shared, heavy, own] = [shared, heavy, own].map((threads) =>
      threads.filter((thread) => !idle.includes(thread) && !dropped.includes(thread)),
    );
    for (const thread of dropped) void thread.drop();
    for (const thread of idle) void thread.stop();
    clearTimeout(tidying);
    tidying = all().some(({ abandoned }) => abandoned > 0) ? setTimeout(endIdle, idleMs).unref() : undefined;
  };
  const main = mainThread(here, (cause) => onDeath?.(cause));
  const all = () => [...shared, ...heavy, ...own];
  return {
    here: main,
    get sessions() {
      return [main, ...all()].reduce((sum, thread) => sum + thread.sessions, 0);
    },
    place(nativeBytes = 0) {
      const found = idlest(shared, nativeBytes);
      if (found && (found.sessions === 0 || shared.length >= count)) return found;
      if (shared.length >= count)
        fail("wire/busy", {
          given: `worlds with ${sized(nativeBytes)} of native memory`,
          expected: `at most ${sized(mostLeft(shared))}: what a thread has left`,
          fix: "Ask for fewer worlds, or close sessions.",
        });
      const thread = start();
      shared.push(thread);
      return thread;
    },
    heavyThread(nativeBytes = 0) {
      const found = idlest(heavy, nativeBytes);
      if (found?.sessions === 0 || heavy.length >= heavyCount) return found;
      const thread = start(heavyNiceness);
      heavy.push(thread);
      return thread;
    },
    ownThread() {
      endIdle();
      if (own.length >= spare) return undefined;
      const thread = start();
      own.push(thread);
      return thread;
    },
    tidy() {
      tidying ??= setTimeout(endIdle, idleMs).unref();
    },
    get threads() {
      return all().filter(({ alive }) => alive);
    },
    async close() {
      closed = true;
      clearTimeout(tidying);
      await Promise.all(all().map((thread) => thread.stop()));
    },
    async kill() {
      closed = true;
      await Promise.all(all().map((thread) => thread.kill()));
    },
  };
}
