import { assert, breaksThread, CodedError } from "../../core/index.ts";
import { type Answer, answerOf, refusal } from "../answers.ts";
import { decodeFrame, encodeLike, type Frame, type Message } from "../frame.ts";
import { columnNames, type Request, type SessionOp, type StepColumns } from "../messages.ts";
import { idOf, readRequest } from "../requests.ts";
import type { Host, Wish } from "./host.ts";
import { readableColumns } from "./readable.ts";
import { sealWith } from "./seal.ts";
import { type ScoredSession, sessionOver } from "./session.ts";

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
  /** The session's state, now and then, in case its thread dies. */
  readonly snapshot?: Uint8Array;
}

/** Sessions by number, in one thread. */
export interface Hosting {
  /** @param state saved from a session with the same `wish` */
  open(session: number, wish: Wish, state?: Uint8Array): Promise<Opened>;
  handle(session: number, frame: Frame): Promise<Told>;
  save(session: number): Promise<Uint8Array>;
  /** One world as bytes. */
  world(session: number, world: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Loads the same world into all rows. */
  spread(session: number, world: Uint8Array): Promise<void>;
  close(session: number): Promise<void>;
}

interface Kept {
  readonly session: ScoredSession;
  readonly worlds: number;
  /** Decodes the texts in an answer. */
  worded(answer: Answer): Answer;
  /** When the next snapshot is due. */
  dueAt: number;
}

const snapshotMs = 1000;
/** Snapshots take at most 1/50 of the time. */
const snapshotShare = 50;
/** Ops that are followed by a snapshot at once. */
const changing: readonly string[] = ["reset", "load"] satisfies SessionOp[];

/** Ops that change nothing: their answers can be refused after all. How large those of others are is known when worlds are made. */
const looking: readonly string[] = ["save", "render", "scene", "text"] satisfies SessionOp[];

const tooLarge = (id: number | null, size: number, most: number): Answer =>
  refusal(
    id,
    new CodedError("wire/limit", {
      given: `an answer of ${size} bytes`,
      expected: `at most ${most}`,
      fix: "Ask in bytes, for one world or for a smaller picture.",
    }),
  );

/** A session cannot be saved before all its worlds have been reset or loaded. */
function orNothing(thrown: unknown): undefined {
  if (!(thrown instanceof CodedError && thrown.code === "vector/unready")) throw thrown;
  return undefined;
}

/** If the reward fails to score a step, the worlds have moved nevertheless. */
const hasMovedAnyway = (answer: Answer): boolean => "error" in answer && answer.error.code.startsWith("reward/");

export interface HostingOptions {
  /** Seals the worlds that leave the server. */
  readonly stateKey: Uint8Array;
  /** The largest answer: what a client could not send back. */
  readonly answerBytes: number;
}

export function hosting(host: Host, { stateKey, answerBytes }: HostingOptions): Hosting {
  const seal = sealWith(stateKey);
  const sessions = new Map<number, Kept>();
  const of = (number: number): Kept => {
    const kept = sessions.get(number);
    assert(kept, `session ${number} is hosted here`);
    return kept;
  };

  async function carryOut({ session }: Kept, message: Message): Promise<Answer> {
    try {
      const request = readRequest(message) as Request<SessionOp>;
      return answerOf(request.id, await session.perform(request));
    } catch (thrown) {
      if (breaksThread(thrown)) throw thrown;
      return refusal(idOf(message), thrown);
    }
  }

  async function snapshotOf(kept: Kept): Promise<Uint8Array | undefined> {
    const begun = performance.now();
    const snapshot = await kept.session.save().catch(orNothing);
    const now = performance.now();
    kept.dueAt = now + Math.max(snapshotMs, snapshotShare * (now - begun));
    return snapshot;
  }

  return {
    async open(number, wish, state) {
      const { env, params, reward, worlds = 1, group, capture, seed, columns, autoReset = "same-step" } = wish;
      const expression = reward === undefined ? host.customary(env) : (reward ?? undefined);
      const scored = await host.open({ env: { id: env, params }, reward: expression, worlds, group, capture, seed });
      try {
        if (columns?.includes("poses")) await scored.vector.scene(0); // who has none says so before anything has moved
        const session = sessionOver(scored, { columns: new Set(columns ?? columnNames), autoReset }, seal);
        if (state) await session.load(state);
        const readable = readableColumns(scored.vector.env.observation, scored.vector.rows);
        const worded = (answer: Answer): Answer =>
          readable && "ok" in answer && "terminated" in answer.ok
            ? { ...answer, ok: readable(answer.ok as unknown as StepColumns) as unknown as Message }
            : answer;
        sessions.set(number, { session, worlds, worded, dueAt: performance.now() + snapshotMs });
      } catch (thrown) {
        await scored.close();
        throw thrown;
      }
      return { terms: Object.keys(scored.terms) };
    },
    async handle(number, frame) {
      const begun = performance.now();
      const kept = of(number);
      const message = decodeFrame(frame);
      let answer = await carryOut(kept, message);
      let reply = encodeLike(frame, typeof frame === "string" ? kept.worded(answer) : answer);
      if (looking.includes(message.op as string) && reply.length > answerBytes) {
        answer = tooLarge(idOf(message), reply.length, answerBytes);
        reply = encodeLike(frame, answer);
      }
      const milliseconds = performance.now() - begun;
      const isDue = message.op === "step" ? begun > kept.dueAt : changing.includes(message.op as string);
      return {
        frame: reply,
        steps: "ok" in answer && message.op === "step" ? kept.worlds : 0,
        milliseconds,
        ...("error" in answer && { error: answer.error.code }),
        ...((isDue && "ok" in answer) || hasMovedAnyway(answer) ? { snapshot: await snapshotOf(kept) } : undefined),
      };
    },
    save: (number) => of(number).session.save(),
    world: async (number, world) =>
      (await of(number).session.perform({ id: 0, op: "save", session: "", world })).state as Uint8Array<ArrayBuffer>,
    async spread(number, state) {
      const { session, worlds } = of(number);
      for (let world = 0; world < worlds; world++)
        await session.perform({ id: 0, op: "load", session: "", world, state });
    },
    async close(number) {
      const kept = sessions.get(number);
      sessions.delete(number);
      await kept?.session.close();
    },
  };
}
