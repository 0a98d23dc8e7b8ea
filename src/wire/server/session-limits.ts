import { type BoundEnv, fail } from "../../core/index.ts";
import type { Entry } from "./entry.ts";
import type { Wish } from "./host.ts";
import type { Owner } from "./owner.ts";
import type { ColumnBytes } from "./size.ts";

export interface SessionLimits {
  /** The most worlds over all sessions. */
  readonly worlds: number;
  /** The most memory that they take [bytes]. */
  readonly worldBytes: number;
  readonly sessions: number;
  /** The most sessions of one client. */
  readonly socketSessions: number;
  /** How long a session is kept for a client that is gone [s]. */
  readonly graceSeconds: number;
  /** The largest answer [bytes]. */
  readonly answerBytes: number;
  /** Looks a wish up. @throws `wire/limit` where its answers would be too large, `registry/unknown`, `params/invalid` */
  check(wish: Wish): Promise<{ readonly env: BoundEnv; readonly bytes: ColumnBytes }>;
}

/**
 * Whether a client may have another session.
 * @param worlds of all sessions, beside which there would be `count` more
 * @throws `wire/busy`
 */
export function expectRoom(
  entries: ReadonlyMap<string, Entry>,
  worlds: number,
  count: number,
  owner: Owner,
  limits: SessionLimits,
): void {
  let own = 0;
  for (const entry of entries.values()) if (entry.owner === owner) own++;
  if (own >= limits.socketSessions)
    fail("wire/busy", {
      given: `session ${own + 1} of one connection`,
      expected: `at most ${limits.socketSessions}`,
      fix: "Put more worlds into a session, or open another connection.",
    });
  if (entries.size >= limits.sessions)
    fail("wire/busy", {
      given: `session ${entries.size + 1}`,
      expected: `at most ${limits.sessions} at once`,
      fix: "Close sessions you no longer need, or try again later.",
    });
  if (worlds + count > limits.worlds)
    fail("wire/busy", {
      given: `${count} worlds beside ${worlds}`,
      expected: `at most ${limits.worlds} at once`,
      fix: "Ask for fewer, or try again later.",
    });
}
