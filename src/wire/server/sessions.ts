import { randomBytes } from "node:crypto";
import { CodedError, deferred, fail } from "../../core/index.ts";
import { refusal } from "../answers.ts";
import { encodeLike, type Frame } from "../frame.ts";
import type { Request } from "../messages.ts";
import { equalSecrets } from "./admission.ts";
import { type Birth, isSame } from "./birth.ts";
import { clientOf } from "./clients.ts";
import { closedNames } from "./closed-names.ts";
import type { Entry, Made } from "./entry.ts";
import type { Wish } from "./host.ts";
import { type Asked, type HostedSession, hostedSession } from "./hosted-session.ts";
import { answerStores, keptPerSession, repeat } from "./kept-answers.ts";
import type { Measures } from "./measures.ts";
import type { Owner } from "./owner.ts";
import type { Pool } from "./pool.ts";
import { roomFor } from "./room.ts";
import { scales } from "./scales.ts";
import { expectRoom, type SessionLimits } from "./session-limits.ts";
import { notWatchable } from "./watchable.ts";

export type Sessions = ReturnType<typeof sessionTable>;

/** Answers to other requests than those that show columns or pictures [bytes]. */
const typicalBytes = 2 ** 16;
/** A world may become larger than when it was weighed, and text is a third longer than bytes. */
const savedTimes = 4;

/** All sessions of a server: their owners, their last answers, and how long they wait for a client that is gone. */
export function sessionTable(pool: Pool, limits: SessionLimits, measures: Measures) {
  const entries = new Map<string, Entry>();
  const gone = new WeakSet<Owner>();
  const closed = closedNames();
  const keeping = answerStores();
  const weightOf = scales(pool);
  const room = roomFor(limits.worldBytes);
  let worlds = 0;
  let made = 0;
  let isOver = false; // the server is closing

  /** To be called after every wait: nobody would ever free what is given to a client that has gone. */
  function expectHere(owner: Owner): void {
    if (isOver || gone.has(owner))
      fail("wire/closed", { given: "a request of a client that has gone", expected: "one that is here" });
  }

  function reserve(count: number, owner: Owner): void {
    expectHere(owner);
    expectRoom(entries, worlds, count, owner, limits);
  }

  /** What the same request made when it was asked before. */
  function again(birth: Birth): Promise<Made> | undefined {
    for (const entry of entries.values()) {
      if (!isSame(entry.birth, birth)) continue;
      expectHere(birth.owner);
      give(entry, birth.owner);
      return entry.made.promise;
    }
    return undefined;
  }

  /** @param fill prepares its worlds */
  async function make(wish: Wish, birth: Birth, fill?: (hosted: HostedSession) => Promise<void>): Promise<Made> {
    const { env, bytes: columnBytes } = await limits.check(wish);
    const { owner } = birth;
    const count = wish.worlds ?? 1;
    const number = ++made;
    const client = clientOf(owner);
    const before = again(birth);
    if (before) return before;
    reserve(count, owner); // before any work
    const weight = await weightOf(number, wish, client);
    const meanwhile = again(birth);
    if (meanwhile) return meanwhile;
    reserve(count, owner);
    const { width = 0, height = 0 } = wish.capture?.frames ?? {};
    const bytes = room.take(count, weight, 6 * count * width * height);
    worlds += count;
    const entry: Entry = {
      name: randomBytes(9).toString("base64url"), // random, so that after a restart no client reaches another's worlds
      token: randomBytes(24).toString("base64url"),
      wish,
      hosted: hostedSession(number, wish, pool, client, weight),
      birth,
      made: deferred(),
      columnBytes,
      bytes,
      savedBytes: typicalBytes + savedTimes * count * weight.savedBytes,
      owner: birth.owner,
      wake: undefined,
      grace: undefined,
      queue: [],
      running: undefined,
      answers: keeping(),
      latest: -1,
      ending: undefined,
    };
    entries.set(entry.name, entry);
    entry.made.promise.catch(() => undefined);
    try {
      const terms = await entry.hosted.open();
      await fill?.(entry.hosted);
      if (!entry.owner && birth.key === undefined) expectHere(birth.owner); // nobody could ever resume it
      entry.made.resolve({ session: entry.name, token: entry.token, terms, env });
    } catch (thrown) {
      entry.made.reject(thrown);
      await end(entry);
    } finally {
      measures.sessions(entries.size, worlds);
    }
    return entry.made.promise;
  }

  function end(entry: Entry, close: "close" | "abandon" = "close"): Promise<void> {
    entry.ending ??= endNow(entry, close);
    closed.add(entry.name, entry.ending);
    return entry.ending;
  }

  async function endNow(entry: Entry, close: "close" | "abandon"): Promise<void> {
    clearTimeout(entry.grace);
    entries.delete(entry.name);
    entry.wake?.();
    for (const { id, frame } of entry.queue.splice(0)) {
      const given = "a request that waited when its session was closed";
      const refused = refusal(id, new CodedError("wire/closed", { given, expected: "one before it" }));
      entry.owner?.send(encodeLike(frame, refused));
    }
    entry.answers.clear();
    if (close === "close") await entry.running;
    await entry.hosted[close]();
    worlds -= entry.hosted.worlds;
    room.give(entry.bytes);
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

  /** From now on the session is this client's. Another one that had it is told. */
  function give(entry: Entry, owner: Owner): void {
    if (entry.owner === owner) return;
    clearTimeout(entry.grace);
    entry.grace = undefined;
    const before = entry.owner;
    entry.owner = owner;
    entry.wake?.();
    before?.send(JSON.stringify({ event: "taken", session: entry.name }));
  }

  /** At most how large an answer is, about [bytes]. */
  function bytesOf({ columnBytes, savedBytes }: Entry, { op, frame, pixels = 0 }: Asked): number {
    if (op === "save") return Math.min(savedBytes, limits.answerBytes);
    if (op === "render") return Math.min(4 * pixels, limits.answerBytes);
    if (op !== "step" && op !== "reset" && op !== "load") return typicalBytes;
    return typeof frame === "string" ? columnBytes.text : columnBytes.packed;
  }

  /** Waits until a session's client, whoever that is by then, can be sent an answer. */
  async function canTake(entry: Entry, bytes: number): Promise<Owner | undefined> {
    for (;;) {
      const { owner } = entry;
      if (!owner || entry.ending) return undefined;
      if (owner.take(bytes)) return owner;
      await new Promise<void>((resolve) => {
        entry.wake = resolve;
        void owner.eased().then(resolve);
      });
    }
  }

  async function work(entry: Entry): Promise<void> {
    for (let asked = entry.queue[0]; asked; asked = entry.queue[0]) {
      const bytes = bytesOf(entry, asked);
      const owner = entry.owner?.take(bytes) ? entry.owner : await canTake(entry, bytes);
      if (!entry.ending) {
        entry.queue.shift();
        const told = await entry.hosted.deliver(asked, entry.owner ? clientOf(entry.owner) : 0);
        entry.answers.finish(asked.id, told.frame, entry.owner !== undefined);
        entry.owner?.send(told.frame);
        measures.answered(asked.op, told); // meanwhile the client reads
      }
      owner?.release(bytes);
    }
  }

  return {
    make,
    /** Sends the answer by `owner.send`, in the order of requests. @throws `wire/session` */
    ask(name: string, asked: Asked, owner: Owner): void {
      const entry = of(name, owner);
      const before = entry.answers.find(asked.id);
      if (before) return repeat(before, asked, owner);
      if (asked.id <= entry.latest)
        fail("wire/request", {
          given: `request ${asked.id} after ${entry.latest}`,
          expected: `a higher number, or one of the last ${keptPerSession}`,
        });
      entry.latest = asked.id;
      entry.answers.begin(asked.id, asked.op);
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
      expectHere(owner);
      give(entry, owner);
      const { answers } = entry;
      return { answered: answers.ids("kept"), pending: answers.ids("pending"), dropped: answers.ids("dropped") };
    },
    /** What others see of a session whose owner lets them. @throws `wire/session` */
    async watch({ session }: Request<"watch">, frame: Frame, owner: Owner): Promise<Frame> {
      const entry = entries.get(session);
      if (!entry?.wish.watchable) return fail("wire/session", notWatchable(session));
      const told = await entry.hosted.look(frame, clientOf(owner));
      measures.answered("watch", told);
      return told.frame;
    },
    /** The sessions that others may watch. */
    watchable: () =>
      [...entries.values()].flatMap(({ name, wish: { watchable, env, worlds: count = 1 } }) =>
        watchable ? [{ session: name, env, worlds: count }] : [],
      ),
    /** A new session whose worlds all continue from one world of another session. */
    async branch({ session, world, copies }: Request<"branch">, birth: Birth): Promise<Made> {
      const before = again(birth);
      if (before) return before;
      const { wish, hosted } = of(session, birth.owner);
      const wanted = { ...wish, worlds: copies, group: undefined, watchable: undefined };
      await limits.check(wanted);
      const state = await hosted.world(world);
      return make(wanted, birth, (branch) => branch.spread(state));
    },
    /** Once more is no error. @throws `wire/session` */
    async close(name: string, owner: Owner): Promise<void> {
      await (closed.find(name) ?? end(of(name, owner)));
    },
    /** A client is gone; its sessions wait for it to return. */
    leave(owner: Owner): void {
      gone.add(owner);
      for (const entry of entries.values()) {
        if (entry.owner !== owner) continue;
        entry.owner = undefined;
        entry.wake?.();
        entry.grace = setTimeout(() => {
          measures.reaped("session");
          void end(entry, "abandon");
        }, limits.graceSeconds * 1000);
        entry.grace.unref();
      }
    },
    /** Resolves when all requests in progress are answered. */
    settled: () => Promise.all([...entries.values()].map(({ running }) => running)),
    closeAll(): Promise<unknown> {
      isOver = true;
      return Promise.all([...entries.values()].map((entry) => end(entry, "abandon")));
    },
  };
}
