import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { CodedError } from "../../core/index.ts";
import { answerOf, defect, refusal } from "../answers.ts";
import { descriptionOf } from "../describe.ts";
import { decodeFrame, encodeLike, type Frame, type Message } from "../frame.ts";
import { columnNames, isSessionOp, type Op, type PerformedOp, type Request } from "../messages.ts";
import { frameOf, peekFrame } from "../peek.ts";
import { idOf, readRequest } from "../requests.ts";
import { birthOf } from "./birth.ts";
import { clientOf } from "./clients.ts";
import type { Catalogue, Host } from "./host.ts";
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

/** The most requests that one session, or a socket besides its sessions, may have waiting; with more, it is not read. */
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

  /** Whether a request went to a session, which answers it itself. */
  function goesToSession(frame: Frame, peeked: Message): boolean {
    const op = peeked.op as Op;
    const { session } = peeked;
    if (!isSessionOp(op) || typeof session !== "string" || idOf(peeked) === null) return false;
    const [id, isHeavy] = [peeked.id as number, peeked.hash === true];
    sessions.ask(session, { id, op, frame, isHeavy, pixels: pixelsOf(peeked) }, owner);
    if (sessions.waiting(session) > mostWaiting) owner.holdUntil(sessions.eased(session));
    return true;
  }

  async function carryOut(frame: Frame, peeked: Message): Promise<void> {
    const read = readRequest(typeof frame === "string" ? peeked : decodeFrame(frame));
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

  socket.on("message", (data: Buffer, isBinary) => {
    if (socket.readyState !== socket.OPEN) return; // it is being closed
    const like: Frame = isBinary ? new Uint8Array(0) : "";
    let peeked: Message = {};
    const refuse = (thrown: unknown) => {
      const code = thrown instanceof CodedError ? thrown.code : defect;
      measures.refused(code);
      if (code === defect) log.error({ err: thrown, op: peeked.op }, "a request failed");
      owner.send(encodeLike(like, refusal(idOf(peeked), thrown)));
    };
    try {
      const frame = frameOf(data, isBinary, maxTextBytes);
      peeked = peekFrame(frame);
      if (goesToSession(frame, peeked)) return;
      inWork++;
      const done = carryOut(frame, peeked)
        .catch(refuse)
        .finally(() => {
          inWork--;
        });
      if (inWork > mostWaiting) owner.holdUntil(done);
    } catch (thrown) {
      refuse(thrown);
    }
  });
}
