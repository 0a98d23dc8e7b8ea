import { CodedError, fail } from "../../core/index.ts";
import { refusal } from "../answers.ts";
import { encodeLike, type Frame } from "../frame.ts";
import type { SessionOp } from "../messages.ts";
import type { Peeked } from "../peek.ts";
import type { Wish } from "./host.ts";
import type { Told } from "./hosting.ts";
import { type Lane, placement } from "./placement.ts";
import type { Pool } from "./pool.ts";
import { type HostThread, ThreadDied } from "./thread.ts";
import type { Client } from "./turns.ts";
import type { Weight } from "./weight.ts";

/** A request for a session, still encoded. */
export interface Asked {
  readonly id: number;
  readonly op: string;
  readonly frame: Frame;
  /** The frame, if it has been looked at. */
  readonly peeked?: Peeked;
  /** Whether it takes more than its op says: a hash of all worlds. */
  readonly isHeavy?: boolean;
  /** Of the picture that it asks for. */
  readonly pixels?: number;
}

/** Passes a session's requests to its thread one by one, and moves its worlds to a new thread if that one dies. */
export interface HostedSession {
  readonly worlds: number;
  /** @throws what opening throws */
  open(): Promise<readonly string[]>;
  /** Never rejects: errors are sent to the client. */
  deliver(asked: Asked, client: Client): Promise<Told>;
  /** Carries out a request that changes nothing, of whoever may look on. @throws what its thread throws */
  look(frame: Frame, client: Client): Promise<Told>;
  world(world: number): Promise<Uint8Array>;
  spread(world: Uint8Array): Promise<void>;
  /** After the request in hand. */
  close(): Promise<void>;
  /** Gives up the request in hand, as far as it can be interrupted. */
  abandon(): Promise<void>;
}

/** After this many thread deaths the request itself is blamed and refused. */
const mostDeaths = 3;
/** A thread that has hosted a session of so much keeps what it took from the system, for as long as it lives [bytes]. */
const wornBytes = 16 * 2 ** 20;
/** Requests that the main thread answers; for all others the session leaves it. */
const quick: readonly string[] = ["step", "reset", "text"] satisfies SessionOp[];
/** Requests that move worlds. */
const moving: readonly string[] = ["reset", "step", "load"] satisfies SessionOp[];

const hereIfAlive = ({ here }: Pool): HostThread | undefined => (here.alive ? here : undefined);

/**
 * @param client whose it is at first
 * @param weight of each of its worlds
 */
export function hostedSession(number: number, wish: Wish, pool: Pool, client: Client, weight: Weight): HostedSession {
  const { worlds = 1, capture: { frames } = {} } = wish;
  const nativeBytes = worlds * weight.nativeBytes;
  let served = client; // who asked last
  let thread: HostThread | undefined;
  let snapshot: Uint8Array | undefined;
  let since: Frame[] = []; // requests that moved the worlds after the snapshot
  const placed = placement(weight, worlds, frames ? worlds * frames.width * frames.height : 0);
  let terms: readonly string[] = [];
  let isAbandoned = false;
  let suspect = false; // a thread died while it worked for this session
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve(); // settled after all calls so far
  let inHand = 0; // calls that are not finished
  const places: HostThread[] = []; // where it counts: twice while it moves

  /** Takes a place on a thread, so that it stays. */
  function join(next: HostThread): HostThread {
    places.push(next);
    next.sessions++;
    next.nativeBytes += nativeBytes;
    next.isWorn ||= worlds * weight.bytes > wornBytes;
    if (isAbandoned) next.abandoned++;
    return next;
  }

  function part(from: HostThread): void {
    places.splice(places.indexOf(from), 1);
    from.sessions--;
    from.nativeBytes -= nativeBytes;
    if (isAbandoned) from.abandoned--;
    pool.tidy();
  }

  /** Opens the session on a thread that it has joined, and restores its state. */
  async function settleOn(next: HostThread): Promise<void> {
    thread = next;
    try {
      if (isAbandoned) fail("wire/closed", { given: "a session that its client left", expected: "one that is open" });
      ({ terms } = await thread.open(number, wish, served, snapshot));
      for (const frame of since) await thread.handle(number, frame, served);
    } catch (thrown) {
      leave();
      throw thrown;
    }
  }

  function leave(): void {
    if (thread) part(thread);
    thread = undefined;
  }

  /** Puts the worlds back to before the request that failed half-way. If that fails, the next request repairs it. */
  async function rewind(): Promise<void> {
    const there = thread;
    if (!there?.alive) return;
    join(there);
    leave();
    await there.close(number);
    await settleOn(there);
  }

  function roomIn(lane: Lane): HostThread | undefined {
    if (lane === "here") return hereIfAlive(pool);
    return lane === "heavy" ? pool.heavyThread(nativeBytes) : pool.place(nativeBytes);
  }

  /** Moves to another lane if there is room. If that fails, the next request repairs it. */
  async function move(lane: Lane): Promise<void> {
    const before = thread;
    const next = roomIn(lane);
    placed.settle(next ? lane : placed.lane);
    if (!before || !next || next === before) return;
    join(next);
    try {
      snapshot = await before.save(number);
      since = [];
    } catch (thrown) {
      part(next);
      throw thrown;
    }
    try {
      leave();
      await settleOn(next);
    } finally {
      await before.close(number);
    }
  }

  /** Runs something on the thread, and again on the next one if the thread dies. */
  async function persist<T>(run: (thread: HostThread) => Promise<T>): Promise<T> {
    for (let deaths = 0, blamed = 0; ; )
      try {
        if (closed || isAbandoned)
          throw new CodedError("wire/closed", { given: "a request of a closed session", expected: "one that is open" });
        if (!thread?.alive) {
          if (thread) leave();
          const own = suspect ? pool.ownThread() : undefined; // so that it cannot kill other sessions' threads
          const lane = own || placed.lane === "heavy" ? "heavy" : "shared";
          const next = own ?? roomIn(lane);
          placed.settle(next ? lane : "shared");
          await settleOn(join(next ?? pool.place(nativeBytes)));
        }
        return await run(thread!);
      } catch (thrown) {
        if (!(thrown instanceof ThreadDied)) throw thrown;
        if (thrown.isCulprit) blamed++;
        if (blamed > 0 || ++deaths >= mostDeaths) suspect = true; // blame may fall on who worked in the meantime
        if (blamed >= mostDeaths)
          throw new CodedError("wire/lost", {
            given: `a request that killed ${mostDeaths} threads`,
            expected: "worlds that survive it",
            fix: "Close the session; the server's log says what happened.",
          });
      }
  }

  /** Whether no other session waits while this one works. */
  const isAlone = () => placed.lane !== "here" && (thread?.sessions ?? 0) < 2;

  /** Whether to move now: a thread that has yet to start would keep the session waiting. */
  function isWorth(lane: Lane): boolean {
    if (suspect && lane !== "heavy") return false;
    if (lane !== "here" && isAlone()) return false;
    try {
      return roomIn(lane)?.ready ?? false;
    } catch {
      return false; // no thread has room
    }
  }

  async function deliverNow({ id, op, frame, peeked, isHeavy, pixels = 0 }: Asked, client: Client): Promise<Told> {
    let told: Told;
    served = client;
    try {
      const isLarge = placed.isHeavy({ op, bytes: frame.length, pixels });
      if (isLarge && !isAlone()) await move("heavy").catch(() => undefined);
      if (placed.lane === "here" && (isHeavy || !quick.includes(op))) await move("shared").catch(() => undefined);
      if (op === "load") placed.keepAway();
      told = await persist((there) => there.handle(number, frame, client, peeked));
    } catch (thrown) {
      const code = thrown instanceof CodedError ? thrown.code : "internal/defect";
      return { frame: encodeLike(frame, refusal(id, thrown)), steps: 0, milliseconds: 0, error: code };
    }
    if (told.snapshot) {
      snapshot = told.snapshot;
      since = [];
    } else if (moving.includes(op) && (told.error === undefined || told.hasMoved)) since.push(frame);
    if (told.isTorn) await rewind().catch(() => undefined);
    const { milliseconds } = told;
    const lane = op === "step" ? placed.note(milliseconds, pool.sessions) : placed.noteOther(milliseconds);
    if (lane && isWorth(lane)) await move(lane).catch(() => undefined);
    return told;
  }

  async function spreadNow(world: Uint8Array): Promise<void> {
    await persist((there) => there.spread(number, world));
    snapshot = await persist((there) => there.save(number));
    since = [];
  }

  async function closeNow(): Promise<void> {
    closed = true;
    const last = thread;
    leave();
    if (last?.alive) await last.close(number).catch(() => undefined);
  }

  /** Runs one call at a time, in the order of calling. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = inHand === 0 ? run() : turn.then(run);
    inHand++;
    turn = result.then(done, done);
    return result;
  }

  function done(): void {
    inHand--;
  }

  return {
    worlds,
    open: () => inTurn(() => persist(async () => terms)),
    deliver: (asked, client) => inTurn(() => deliverNow(asked, client)),
    look: (frame, client) => inTurn(() => persist((there) => there.handle(number, frame, client))),
    world: (world) => inTurn(() => persist((there) => there.world(number, world))),
    spread: (world) => inTurn(() => spreadNow(world)),
    close: () => inTurn(closeNow),
    async abandon() {
      if (!isAbandoned) for (const place of places) place.abandoned++;
      isAbandoned = true;
      pool.tidy();
      const there = thread;
      if (there?.alive) void there.close(number).catch(() => undefined);
      await inTurn(closeNow);
    },
  };
}
