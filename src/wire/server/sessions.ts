import { randomBytes } from "node:crypto";
import { fail } from "../../core/index.ts";
import type { Frame } from "../frame.ts";
import type { Request } from "../messages.ts";
import { equalSecrets } from "./admission.ts";
import type { Wish } from "./host.ts";
import { type Asked, type HostedSession, hostedSession } from "./hosted-session.ts";
import type { Measures } from "./measures.ts";
import type { Pool } from "./pool.ts";

/** The receiver of answers: a socket. */
export interface Owner {
  send(frame: Frame): void;
  /** Resolves when it can take more, or when it is gone; at once for a fast reader. */
  writable(): Promise<void>;
}

export interface SessionLimits {
  /** The most worlds over all sessions. */
  readonly worlds: number;
  readonly sessions: number;
  /** The most sessions of one client. */
  readonly socketSessions: number;
  /** How long a session is kept for a client that is gone [s]. */
  readonly graceSeconds: number;
}

/** A session as its client knows it. */
export interface Made {
  readonly session: string;
  /** Lets the client resume the session. */
  readonly token: string;
  readonly terms: readonly string[];
}

/** Answers kept per session, for clients that repeat a request. */
const kept = 8;

interface Entry {
  readonly name: string;
  readonly token: string;
  readonly wish: Wish;
  readonly hosted: HostedSession;
  owner: Owner | undefined;
  grace: NodeJS.Timeout | undefined;
  readonly queue: Asked[];
  running: Promise<void> | undefined;
  /** The last answers by request number; undefined while one is in progress. */
  readonly answers: Map<number, Frame | undefined>;
  /** The highest request number so far. */
  latest: number;
  closed: boolean;
}

export type Sessions = ReturnType<typeof sessionTable>;

/** All sessions of a server: their owners, their last answers, and how long they wait for a client that is gone. */
export function sessionTable(pool: Pool, limits: SessionLimits, measures: Measures) {
  const entries = new Map<string, Entry>();
  let worlds = 0;
  let made = 0;

  function reserve(count: number, owner: Owner): void {
    const own = [...entries.values()].filter((entry) => entry.owner === owner).length;
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

  async function make(wish: Wish, owner: Owner): Promise<Made> {
    const count = wish.worlds ?? 1;
    reserve(count, owner);
    worlds += count;
    const number = ++made;
    const entry: Entry = {
      name: randomBytes(9).toString("base64url"), // random, so that after a restart no client reaches another's worlds
      token: randomBytes(24).toString("base64url"),
      wish,
      hosted: hostedSession(number, wish, pool),
      owner,
      grace: undefined,
      queue: [],
      running: undefined,
      answers: new Map(),
      latest: -1,
      closed: false,
    };
    entries.set(entry.name, entry);
    try {
      const terms = await entry.hosted.open();
      return { session: entry.name, token: entry.token, terms };
    } catch (thrown) {
      await end(entry);
      throw thrown;
    } finally {
      measures.sessions(entries.size, worlds);
    }
  }

  async function end(entry: Entry): Promise<void> {
    if (entry.closed) return;
    entry.closed = true;
    clearTimeout(entry.grace);
    entries.delete(entry.name);
    await entry.running;
    await entry.hosted.close();
    worlds -= entry.hosted.worlds;
    measures.sessions(entries.size, worlds);
  }

  function of(name: string, owner: Owner): Entry {
    const entry = entries.get(name);
    if (entry?.owner === owner) return entry;
    return fail("wire/session", {
      given: `session ${JSON.stringify(name)}`,
      expected: "one that this connection made or resumed",
      fix: entry && "Use resume with the session's token to take it over.",
    });
  }

  async function work(entry: Entry): Promise<void> {
    for (let asked = entry.queue.shift(); asked; asked = entry.queue.shift()) {
      await entry.owner?.writable();
      if (entry.closed) return;
      const told = await entry.hosted.deliver(asked);
      entry.answers.set(asked.id, told.frame);
      for (const [id] of entry.answers) {
        if (entry.answers.size <= kept) break;
        entry.answers.delete(id);
      }
      entry.owner?.send(told.frame);
      measures.answered(asked.op, told); // meanwhile the client reads
    }
  }

  return {
    make,
    /** Sends the answer by `owner.send`, in the order of requests. @throws `wire/session` */
    ask(name: string, asked: Asked, owner: Owner): void {
      const entry = of(name, owner);
      if (entry.answers.has(asked.id)) {
        const frame = entry.answers.get(asked.id);
        if (frame) owner.send(frame); // otherwise the answer is in progress
        return;
      }
      if (asked.id <= entry.latest)
        fail("wire/request", {
          given: `request ${asked.id} after ${entry.latest}`,
          expected: `a higher number, or one of the last ${kept}, whose answers are kept`,
        });
      entry.latest = asked.id;
      entry.answers.set(asked.id, undefined);
      entry.queue.push(asked);
      entry.running ??= work(entry).finally(() => {
        entry.running = undefined;
      });
    },
    /** The number of waiting requests of a session. */
    waiting: (name: string): number => entries.get(name)?.queue.length ?? 0,
    /** Resolves when none is waiting. */
    eased: async (name: string): Promise<void> => entries.get(name)?.running,
    /** @throws `wire/session` */
    resume({ session, token }: Pick<Request<"resume">, "session" | "token">, owner: Owner) {
      const entry = entries.get(session);
      if (!entry || !equalSecrets(entry.token, token))
        return fail("wire/session", {
          given: `session ${JSON.stringify(session)} with its token`,
          expected: `a session that is open, or was left no longer than ${limits.graceSeconds} s ago`,
          fix: "Open a new one; the server may have been restarted.",
        });
      clearTimeout(entry.grace);
      entry.grace = undefined;
      entry.owner = owner;
      return { answered: [...entry.answers.keys()] };
    },
    /** A new session whose worlds all continue from one world of another session. */
    async branch({ session, world, copies }: Request<"branch">, owner: Owner): Promise<Made> {
      const { wish, hosted } = of(session, owner);
      const state = await hosted.world(world);
      const branch = await make({ ...wish, worlds: copies, group: undefined }, owner);
      await entries.get(branch.session)?.hosted.spread(state);
      return branch;
    },
    /** @throws `wire/session` */
    close: async (name: string, owner: Owner): Promise<void> => end(of(name, owner)),
    /** A client is gone; its sessions wait for it to return. */
    leave(owner: Owner): void {
      for (const entry of entries.values()) {
        if (entry.owner !== owner) continue;
        entry.owner = undefined;
        entry.grace = setTimeout(() => {
          measures.reaped("session");
          void end(entry);
        }, limits.graceSeconds * 1000);
        entry.grace.unref();
      }
    },
    /** Resolves when all requests in progress are answered. */
    settled: () => Promise.all([...entries.values()].map(({ running }) => running)),
    closeAll: () => Promise.all([...entries.values()].map(end)),
  };
}
