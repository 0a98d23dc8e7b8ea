import { CodedError } from "../../core/index.ts";
import { refusal } from "../answers.ts";
import { encodeLike, type Frame } from "../frame.ts";
import type { SessionOp } from "../messages.ts";
import type { Wish } from "./host.ts";
import type { Told } from "./hosting.ts";
import { type Lane, placement } from "./placement.ts";
import type { Pool } from "./pool.ts";
import { type HostThread, ThreadDied } from "./thread.ts";

/** A request for a session, still encoded. */
export interface Asked {
  readonly id: number;
  readonly op: string;
  readonly frame: Frame;
  /** Whether it takes more than its op says: a hash of all worlds. */
  readonly isHeavy?: boolean;
  /** At most how large its answer is, if the request says so [bytes]. */
  readonly answerBytes?: number;
}

/** Passes a session's requests to its thread one by one, and moves its worlds to a new thread if that one dies. */
export interface HostedSession {
  readonly worlds: number;
  /** @throws what opening throws */
  open(): Promise<readonly string[]>;
  /** Never rejects: errors are sent to the client. */
  deliver(asked: Asked): Promise<Told>;
  /** Carries out a request that changes nothing, of whoever may look on. @throws what its thread throws */
  look(frame: Frame): Promise<Told>;
  world(world: number): Promise<Uint8Array>;
  spread(world: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** After this many thread deaths the request itself is blamed and refused. */
const mostDeaths = 3;
/** Requests that the main thread answers; for all others the session leaves it. */
const quick: readonly string[] = ["step", "reset", "text"] satisfies SessionOp[];
/** Requests that move worlds. */
const moving: readonly string[] = ["reset", "step", "load"] satisfies SessionOp[];

const hereIfAlive = ({ here }: Pool): HostThread | undefined => (here.alive ? here : undefined);

export function hostedSession(number: number, wish: Wish, pool: Pool): HostedSession {
  let thread: HostThread | undefined;
  let snapshot: Uint8Array | undefined;
  let since: Frame[] = []; // requests that moved the worlds after the snapshot
  const placed = placement();
  let terms: readonly string[] = [];
  let suspect = false; // a thread died while it worked for this session
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** Opens the session on a thread and restores its state. */
  async function settleOn(next: HostThread): Promise<void> {
    thread = next;
    thread.sessions++;
    try {
      ({ terms } = await thread.open(number, wish, snapshot));
      for (const frame of since) await thread.handle(number, frame);
    } catch (thrown) {
      leave();
      throw thrown;
    }
  }

  function leave(): void {
    if (thread) thread.sessions--;
    thread = undefined;
  }

  /** Puts the worlds back to before the request that failed half-way. If that fails, the next request repairs it. */
  async function rewind(): Promise<void> {
    const there = thread;
    leave();
    if (!there?.alive) return;
    await there.close(number);
    await settleOn(there);
  }

  /** Moves to another lane if there is room. If that fails, the next request repairs it. */
  async function move(lane: Lane): Promise<void> {
    const before = thread;
    const next = lane === "shared" ? pool.place() : lane === "own" ? pool.ownThread() : hereIfAlive(pool);
    placed.settle(next ? lane : placed.lane);
    if (!before || !next) return;
    try {
      snapshot = await before.save(number);
      since = [];
      leave();
      await settleOn(next);
    } finally {
      await before.close(number);
    }
  }

  /** Runs something on the thread, and again on the next one if the thread dies. */
  async function persist<T>(run: (thread: HostThread) => Promise<T>): Promise<T> {
    for (let deaths = 0; ; )
      try {
        if (closed)
          throw new CodedError("wire/closed", { given: "a request of a closed session", expected: "one that is open" });
        if (!thread?.alive) {
          if (thread) leave();
          const own = suspect ? pool.ownThread() : undefined; // so that it cannot kill other sessions' threads
          placed.settle(own ? "own" : "shared");
          await settleOn(own ?? pool.place());
        }
        return await run(thread!);
      } catch (thrown) {
        if (!(thrown instanceof ThreadDied)) throw thrown;
        if (thrown.isCulprit) suspect = true;
        if (thrown.isCulprit && ++deaths >= mostDeaths)
          throw new CodedError("wire/lost", {
            given: `a request that killed ${mostDeaths} threads`,
            expected: "worlds that survive it",
            fix: "Close the session; the server's log says what happened.",
          });
      }
  }

  async function deliverNow({ id, op, frame, isHeavy }: Asked): Promise<Told> {
    let told: Told;
    try {
      if (placed.lane === "here" && (isHeavy || !quick.includes(op))) await move("shared").catch(() => undefined);
      if (op === "load") placed.keepAway();
      told = await persist((there) => there.handle(number, frame));
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
    const isCrowded = (thread?.sessions ?? 0) > 1;
    if (lane && (lane !== "own" || isCrowded)) await move(lane).catch(() => undefined);
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
    const result = turn.then(run);
    turn = result.catch(() => undefined);
    return result;
  }

  return {
    worlds: wish.worlds ?? 1,
    open: () => inTurn(() => persist(async () => terms)),
    deliver: (asked) => inTurn(() => deliverNow(asked)),
    look: (frame) => inTurn(() => persist((there) => there.handle(number, frame))),
    world: (world) => inTurn(() => persist((there) => there.world(number, world))),
    spread: (world) => inTurn(() => spreadNow(world)),
    close: () => inTurn(closeNow),
  };
}
