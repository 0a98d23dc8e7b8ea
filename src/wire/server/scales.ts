import { canonical } from "../../core/index.ts";
import type { Wish } from "./host.ts";
import type { Pool } from "./pool.ts";
import { ThreadDied } from "./thread.ts";
import type { Client } from "./turns.ts";
import { unknownWeight, type Weight } from "./weight.ts";

/** The weights of this many envs with their params are remembered. */
const mostKnown = 1024;

/** Weighs the worlds of each env and params once, in a thread where sessions live. */
export function scales(pool: Pool) {
  const known = new Map<string, Promise<Weight>>();
  return async (session: number, wish: Wish, client: Client): Promise<Weight> => {
    const key = canonical([wish.env, wish.params ?? {}]);
    const before = known.get(key);
    if (before) return before;
    const thread = pool.place();
    thread.sessions++; // it stays meanwhile
    const weighing = thread.weigh(session, wish, client).finally(() => thread.sessions--);
    known.set(key, weighing);
    for (const oldest of known.keys()) {
      if (known.size <= mostKnown) break;
      known.delete(oldest);
    }
    try {
      return await weighing;
    } catch (thrown) {
      known.delete(key);
      if (thrown instanceof ThreadDied) return unknownWeight; // opening the session says what it dies of
      throw thrown;
    }
  };
}
