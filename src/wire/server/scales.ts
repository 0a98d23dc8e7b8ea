import { CodedError, canonical } from "../../core/index.ts";
import type { Wish } from "./host.ts";
import type { Pool } from "./pool.ts";
import { type HostThread, ThreadDied } from "./thread.ts";
import type { Client } from "./turns.ts";
import type { Weight } from "./weight.ts";

/** The weights of this many envs with their params are remembered. */
const mostKnown = 1024;
/** Worlds that have killed this many threads while they were weighed are refused. */
const mostDeaths = 3;

/** Weighs the worlds of each env and params once, in a thread where sessions live. */
export function scales(pool: Pool) {
  const known = new Map<string, Promise<Weight>>();

  async function weighOn(thread: HostThread, ...given: Parameters<HostThread["weigh"]>): Promise<Weight> {
    thread.sessions++; // it stays meanwhile
    try {
      return await thread.weigh(...given);
    } finally {
      thread.sessions--;
      pool.tidy();
    }
  }

  /** Weighs again where the thread died meanwhile: then on one of its own, which nobody else can kill. */
  async function weighed(...given: Parameters<HostThread["weigh"]>): Promise<Weight> {
    for (let deaths = 0; ; )
      try {
        return await weighOn((deaths > 0 ? pool.ownThread() : undefined) ?? pool.place(), ...given);
      } catch (thrown) {
        if (!(thrown instanceof ThreadDied)) throw thrown;
        if (++deaths >= mostDeaths)
          throw new CodedError("wire/lost", {
            given: `worlds that killed ${mostDeaths} threads before there was a session`,
            expected: "worlds that survive being made, reset and stepped once",
            fix: "The server's log says what happened.",
          });
      }
  }

  return async (session: number, wish: Wish, client: Client): Promise<Weight> => {
    const key = canonical([wish.env, wish.params ?? {}]);
    const before = known.get(key);
    if (before) return before;
    const weighing = weighed(session, wish, client);
    known.set(key, weighing);
    for (const oldest of known.keys()) {
      if (known.size <= mostKnown) break;
      known.delete(oldest);
    }
    try {
      return await weighing;
    } catch (thrown) {
      known.delete(key);
      throw thrown;
    }
  };
}
