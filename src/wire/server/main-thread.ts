import { asError, breaksThread } from "../../core/index.ts";
import type { Hosting } from "./hosting.ts";
import { type HostThread, ThreadDied } from "./thread.ts";

/**
 * The main thread as one of those that host sessions. It cannot be ended and started again: if a call breaks it, it counts
 * as dead from then on, and its sessions go on in other threads.
 */
export function mainThread(here: Hosting, onDeath: (cause: Error) => void): HostThread {
  let alive = true;

  const guarded =
    <G extends unknown[], T>(call: (...given: G) => Promise<T>) =>
    async (...given: G): Promise<T> => {
      try {
        return await call(...given);
      } catch (thrown) {
        if (!breaksThread(thrown)) throw thrown;
        if (alive) onDeath(asError(thrown));
        alive = false;
        throw new ThreadDied(thrown, true);
      }
    };

  return {
    weigh: guarded(here.weigh),
    open: guarded(here.open),
    handle: guarded(here.handle),
    save: guarded(here.save),
    world: guarded(here.world),
    spread: guarded(here.spread),
    close: here.close,
    sessions: 0,
    abandoned: 0,
    nativeBytes: 0,
    isWorn: false,
    ready: true,
    get alive() {
      return alive;
    },
    kill: async () => undefined,
    drop: async () => undefined,
    stop: async () => undefined,
  };
}
