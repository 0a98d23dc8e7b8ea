import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { CodedError } from "../../core/index.ts";
import { answerOf, defect, refusal } from "../answers.ts";
import { descriptionOf } from "../describe.ts";
import { encodeLike, type Frame, type Message } from "../frame.ts";
import { columnNames, isSessionOp, type Op, type PerformedOp, type Request } from "../messages.ts";
import { frameOf, type Peeked, peekFrame } from "../peek.ts";
import { idOf, readRequest } from "../requests.ts";
import { birthOf } from "./birth.ts";
import { clientOf } from "./clients.ts";
import type { Catalogue, Host } from "./host.ts";
import { readInTurns } from "./inbox.ts";
import type { Measures } from "./measures.ts";
import { type Owner, sendWithRoom } from "./owner.ts";
import type { Sessions } from "./sessions.ts";
import { nobody } from "./thread.ts";
import type { Turns } from "./turns.ts";

export interface ConnectionSetup {
  readonly host: Host;
  /** What the host offers, asked once: looking it up may take long. */
  list(): Promise<Catalogue>;
  /** In which clients share the main thread. */
  readonly turns: Turns;
  readonly sessions: Sessions;
  readonly measures: Measures;
  readonly log: Logger;
  /** The largest answer. */
  readonly answerBytes: number;
  /** Of one frame of text. */
  readonly maxTextBytes: number;
  /** Added to the answer to `hello`. */
  readonly about: Message;
}

/** The most requests that one session, or a socket besides its sessions, may have waiting; with more, no further one is taken in. */
const mostWaiting = 32;
/** About the longest answer that is no session's: a list of all envs [bytes]. */
const ownBytes = 2 ** 16;

/** The size of the picture that a request asks for, if it does. */
const pixelsOf = ({ width, height }: Message): number =>
  typeof width === "number" && typeof height === "number" ? width * height : 0;

type OwnOp = Exclude<Op, PerformedOp>;

/** Speaks the protocol over a socket until the socket closes. */
export function connect(socket: WebSocket, owner: Owner, setup: ConnectionSetup): void {
  const { host, list, turns, sessions, measures, log, answerBytes, maxTextBytes, about } = setup;
  let inWork = 0; // requests that are no session's

  const answers: { readonly [O in OwnOp]: (request: Request<O>) => Message | Promise<Message> } = {
    hello: () => ({ ...about, columns: columnNames, autoReset: ["same-step", "off"], render: ["png", "rgb"] }),
    ping: () => ({}),
    list: async () => ({ ...(await list()), watchable: sessions.watchable() }) as unknown as Message,
    describe: async ({ env, params }) => descriptionOf(await host.describe({ id: env, params })) as unknown as Message,
    async make(request) {
      const { id: _, op: __, key: ___, ...wish } = request;
      const { env, ...made } = await sessions.make(wish, birthOf(request, owner));
      return { ...made, env: descriptionOf(env) };
    },
    resume: (request) => sessions.resume(request, owner),
    async branch(request) {
      const { env: _, ...made } = await sessions.branch(request, birthOf(request, owner));
      return made;
    },
    async close({ session }) {
      await sessions.close(session, owner);
      return {};
    },
  };

  /** Passes a request to its session, which answers it itself, and returns the session's name; nothing if it has none. */
  function ofSession(peeked: Peeked): string | undefined {
    const { frame, message } = peeked;
    const { op, session, hash } = message;
    const id = idOf(message);
    if (!isSessionOp(op as Op) || typeof session !== "string" || id === null) return undefined;
    const asked = { id, op: op as Op, frame, peeked, isHeavy: hash === true, pixels: pixelsOf(message) };
    sessions.ask(session, asked, owner);
    return session;
  }

  async function carryOut({ frame, whole }: Peeked): Promise<void> {
    const read = readRequest(whole());
    if (read.op === "watch") {
      const answer = await sessions.watch(read, frame, owner);
      return sendWithRoom(owner, answer.length, async () => answer);
    }
    const request = read as Request<OwnOp>;
    const ok = await (answers[request.op] as (request: Request<OwnOp>) => Message | Promise<Message>)(request);
    const encoded = async () => {
      const reply = encodeLike(frame, answerOf(request.id, ok));
      if (reply.length <= answerBytes) return reply;
      const given = `an answer of ${reply.length} bytes`;
      const refused = new CodedError("wire/limit", { given, expected: `at most ${answerBytes}` });
      return encodeLike(frame, refusal(request.id, refused));
    };
    await sendWithRoom(owner, ownBytes, () => turns.take({ client: clientOf(owner), session: nobody }, encoded));
  }

  readInTurns({ socket, owner, maxTextBytes }, (data, isBinary) => {
    const like: Frame = isBinary ? new Uint8Array(0) : "";
    let message: Message = {};
    const refuse = (thrown: unknown) => {
      const code = thrown instanceof CodedError ? thrown.code : defect;
      measures.refused(code);
      if (code === defect) log.error({ err: thrown, op: message.op }, "a request failed");
      owner.send(encodeLike(like, refusal(idOf(message), thrown)));
    };
    try {
      const peeked = peekFrame(frameOf(data, isBinary, maxTextBytes));
      message = peeked.message;
      const session = ofSession(peeked);
      if (session !== undefined) return sessions.waiting(session) > mostWaiting ? sessions.eased(session) : undefined;
      inWork++;
      const done = carryOut(peeked)
        .catch(refuse)
        .finally(() => {
          inWork--;
        });
      return inWork > mostWaiting ? done : undefined;
    } catch (thrown) {
      refuse(thrown);
      return undefined;
    }
  });
}
