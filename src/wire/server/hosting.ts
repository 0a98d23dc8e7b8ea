import { assert, breaksThread, CodedError, poseSize, type ScoredVector, sceneRows } from "../../core/index.ts";
import type { Answer } from "../answers.ts";
import { decodeFrame, encodeLike, type Frame, type Message } from "../frame.ts";
import { columnNames, type PerformedOp, type Request, type SessionOp, type StepColumns } from "../messages.ts";
import type { Peeked } from "../peek.ts";
import { idOf, readRequest } from "../requests.ts";
import type { Host, Wish } from "./host.ts";
import { answerTo, codeOf, loadBytes, okOf, outline, showing, tooLarge } from "./outcomes.ts";
import { readableColumns } from "./readable.ts";
import { sealWith } from "./seal.ts";
import { type Outcome, type ScoredSession, sessionOver } from "./session.ts";
import { columnBytes } from "./size.ts";
import { type Client, fairTurns, type Turns, type Work } from "./turns.ts";
import { type Weight, weigh } from "./weight.ts";

/** Returned for a session that was opened. */
export interface Opened {
  readonly terms: readonly string[];
}

/** An encoded answer, and what the main thread needs to know about it. */
export interface Told {
  readonly frame: Frame;
  /** World steps that it took. */
  readonly steps: number;
  readonly milliseconds: number;
  /** The error's code, if it is a refusal. */
  readonly error?: string;
  /** Whether the worlds have moved, although it is an error. */
  readonly hasMoved?: boolean;
  /** Whether the request failed half-way: the session must be put back to before it. */
  readonly isTorn?: boolean;
  /** The session's state, now and then, in case its thread dies. */
  readonly snapshot?: Uint8Array;
}

/** Sessions by number, in one thread. Clients share its time: each call is made when it is its client's turn. */
export interface Hosting {
  /** What each world of a session takes that is about to be opened. */
  weigh(session: number, wish: Wish, client: Client): Promise<Weight>;
  /** @param state saved from a session with the same `wish` */
  open(session: number, wish: Wish, client: Client, state?: Uint8Array): Promise<Opened>;
  /** @param peeked the frame, if it has been looked at; it does not reach other threads */
  handle(session: number, frame: Frame, client: Client, peeked?: Peeked): Promise<Told>;
  save(session: number): Promise<Uint8Array>;
  /** One world as bytes. */
  world(session: number, world: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Loads the same world into all rows. */
  spread(session: number, world: Uint8Array): Promise<void>;
  close(session: number): Promise<void>;
}

interface Kept {
  readonly session: ScoredSession;
  /** Whose it is now. */
  work: Work;
  readonly worlds: number;
  /** At most how large its columns are in text [bytes]. */
  readonly columnText: number;
  /** Decodes the texts in an answer. */
  worded(answer: Answer): Answer;
  /** When the next snapshot is due. */
  dueAt: number;
  /** Size of the last one [bytes]. */
  snapshotBytes: number;
  /** Length of all requests since then [bytes]. */
  since: number;
}

const snapshotMs = 1000;
/** Snapshots take at most 1/50 of the time. */
const snapshotShare = 50;
/** The main thread keeps the requests since the last snapshot: no more than this, or than a snapshot's size [bytes]. */
const mostSince = 8 * 2 ** 20;
/** Ops that are followed by a snapshot at once. */
const changing: readonly string[] = ["reset", "load"] satisfies SessionOp[];

const closedMeanwhile = () =>
  new CodedError("wire/closed", { given: "a request of a session that was closed", expected: "an open session" });

/** A session cannot be saved before all its worlds have been reset or loaded, and some never can. */
function orNothing(thrown: unknown): undefined {
  if (!(thrown instanceof CodedError && ["vector/unready", "vector/unsavable"].includes(thrown.code))) throw thrown;
  return undefined;
}

export interface HostingOptions {
  /** Seals the worlds that leave the server. */
  readonly stateKey: Uint8Array;
  /** The largest answer. */
  readonly answerBytes: number;
  /** The largest request in text: no state is answered in text that could not be sent back. */
  readonly textBytes: number;
}

export function hosting(
  host: Host,
  { stateKey, answerBytes, textBytes }: HostingOptions,
  turns: Turns = fairTurns(),
): Hosting {
  const seal = sealWith(stateKey);
  const sessions = new Map<number, Kept>();
  const opening = new Set<number>(); // those that have yet to get a turn
  const of = (number: number): Kept => {
    const kept = sessions.get(number);
    assert(kept, `session ${number} is hosted here`);
    return kept;
  };

  /** Where columns may become too large as text, nothing that answers them is begun. */
  function expectRoom({ columnText }: Kept, op: PerformedOp, frame: Frame): void {
    if (typeof frame === "string" && columnText > answerBytes && showing.includes(op))
      throw tooLarge(columnText, answerBytes);
  }

  function carryOut(kept: Kept, message: Message, frame: Frame): Outcome | Promise<Outcome> {
    try {
      const request = readRequest(message) as Request<PerformedOp>;
      expectRoom(kept, request.op, frame);
      return kept.session.perform(request); // which throws only what breaks the thread
    } catch (thrown) {
      if (breaksThread(thrown)) throw thrown;
      return { thrown };
    }
  }

  /** The longest answer to a request [bytes]. */
  function mostBytes(op: unknown, frame: Frame): number {
    if (op !== "save") return answerBytes;
    return (typeof frame === "string" ? Math.min(answerBytes, textBytes) : answerBytes) - loadBytes;
  }

  async function snapshotOf(kept: Kept): Promise<Uint8Array | undefined> {
    const begun = performance.now();
    const snapshot = await kept.session.save().catch(orNothing);
    const now = performance.now();
    kept.dueAt = now + Math.max(snapshotMs, snapshotShare * (now - begun));
    kept.snapshotBytes = snapshot?.length ?? 0;
    kept.since = 0;
    return snapshot;
  }

  /** Whoever has no scene says so before anything has moved. */
  async function expectPoses({ vector }: ScoredVector, worlds: number): Promise<void> {
    const bytes = worlds * sceneRows(await vector.scene(0)) * poseSize * Float64Array.BYTES_PER_ELEMENT;
    if (bytes > answerBytes) throw tooLarge(bytes, answerBytes);
  }

  const inTurn = <T>(number: number, job: (kept: Kept) => Promise<T>): Promise<T> => {
    const kept = of(number);
    return turns.take(kept.work, () => {
      if (sessions.get(number) !== kept) throw closedMeanwhile();
      return job(kept);
    });
  };

  async function openNow(work: Work, wish: Wish, state?: Uint8Array): Promise<Opened> {
    const { env, params, reward, worlds = 1, group, capture, seed, columns, autoReset = "same-step", watchable } = wish;
    const expression = reward === undefined ? host.customary(env) : (reward ?? undefined);
    const breathe = () => turns.rest(sessions.get(work.session)?.work ?? work);
    const choice = { env: { id: env, params }, reward: expression, worlds, group, capture, seed };
    const scored = await host.open({ ...choice, breathe });
    try {
      if (columns?.includes("poses")) await expectPoses(scored, worlds);
      const shown = { columns: new Set(columns ?? columnNames), autoReset, isWatchable: watchable === true };
      const session = sessionOver(scored, shown, seal, breathe);
      if (state) await session.load(state);
      const readable = readableColumns(scored.vector.env.observation, scored.vector.rows);
      const readableMoment = readableColumns(scored.vector.env.observation, scored.vector.env.seats);
      const worded = (answer: Answer): Answer => {
        const { ok } = answer;
        const read = ok && ("terminated" in ok ? readable : "moment" in ok ? readableMoment : undefined);
        return read ? { ...answer, ok: read(ok as unknown as StepColumns) as unknown as Message } : answer;
      };
      const columnText = columnBytes(scored.vector.env, wish).text;
      const dueAt = performance.now() + snapshotMs;
      sessions.set(work.session, { session, work, worlds, worded, columnText, dueAt, snapshotBytes: 0, since: 0 });
    } catch (thrown) {
      await scored.close();
      throw thrown;
    }
    return { terms: Object.keys(scored.terms) };
  }

  async function handleNow(kept: Kept, frame: Frame, peeked?: Peeked): Promise<Told> {
    const begun = performance.now();
    const message = peeked ? peeked.whole() : decodeFrame(frame);
    const id = idOf(message);
    const encoded = (outcome: Outcome): Frame => {
      const answer = answerTo(id, outcome);
      return encodeLike(frame, typeof frame === "string" ? kept.worded(answer) : answer);
    };
    const most = mostBytes(message.op, frame);
    const isWhole = message.op === "save" && message.world === undefined;
    let outcome: Outcome =
      isWhole && kept.snapshotBytes > most
        ? { thrown: tooLarge(kept.snapshotBytes, most) }
        : await carryOut(kept, message, frame);
    let reply = encoded(outcome);
    if (reply.length > most) {
      outcome = { thrown: tooLarge(reply.length, most), ...(outcome.ok && outline(message.op, outcome.ok)) };
      reply = encoded(outcome);
    }
    const error = "thrown" in outcome ? codeOf(outcome.thrown) : undefined;
    const milliseconds = performance.now() - begun;
    kept.since += frame.length;
    const isLong = kept.since > Math.max(mostSince, kept.snapshotBytes);
    const isDue = message.op === "step" ? begun > kept.dueAt || isLong : changing.includes(message.op as string);
    return {
      frame: reply,
      steps: outcome.ok && message.op === "step" ? kept.worlds : 0,
      milliseconds,
      ...(error !== undefined && { error, hasMoved: outcome.ok !== undefined, isTorn: outcome.isTorn }),
      ...(isDue && outcome.ok && { snapshot: await snapshotOf(kept) }),
    };
  }

  return {
    weigh: (session, wish, client) => turns.take({ client, session }, () => weigh(host, wish)),
    open: (session, wish, client, state) => {
      const work = { client, session };
      opening.add(session);
      return turns.take(work, async () => {
        if (!opening.delete(session)) throw closedMeanwhile();
        return openNow(work, wish, state);
      });
    },
    handle(number, frame, client, peeked) {
      const kept = of(number);
      if (kept.work.client !== client) kept.work = { client, session: number };
      return inTurn(number, (kept) => handleNow(kept, frame, peeked));
    },
    save: async (number) => inTurn(number, ({ session }) => session.save()),
    world: async (number, world) =>
      inTurn(number, async ({ session }) => {
        const ok = okOf(await session.perform({ id: 0, op: "save", session: "", world }));
        return ok.state as Uint8Array<ArrayBuffer>;
      }),
    spread: async (number, state) =>
      inTurn(number, async ({ session, worlds, work }) => {
        for (let world = 0; world < worlds; world++) {
          okOf(await session.perform({ id: 0, op: "load", session: "", world, state }));
          await turns.rest(work);
        }
      }),
    async close(number) {
      opening.delete(number);
      const kept = sessions.get(number);
      sessions.delete(number);
      await kept?.session.close();
    },
  };
}
