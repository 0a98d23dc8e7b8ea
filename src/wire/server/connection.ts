import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { CodedError } from "../../core/index.ts";
import { answerOf, defect, refusal } from "../answers.ts";
import { descriptionOf } from "../describe.ts";
import { decodeFrame, encodeLike, type Frame, type Message } from "../frame.ts";
import { columnNames, isSessionOp, type Op, type Request, type sessionOps } from "../messages.ts";
import { frameOf, peekFrame } from "../peek.ts";
import { idOf, readRequest } from "../requests.ts";
import type { Host } from "./host.ts";
import type { Measures } from "./measures.ts";
import type { Owner, Sessions } from "./sessions.ts";
import { checkSize, type SizeLimits } from "./size.ts";

export interface ConnectionSetup {
  readonly host: Host;
  readonly sessions: Sessions;
  readonly measures: Measures;
  readonly log: Logger;
  readonly limits: SizeLimits;
  /** Of one frame of text. */
  readonly maxTextBytes: number;
  /** Added to the answer to `hello`. */
  readonly about: Message;
}

/** The most requests that one session may have waiting; with more, the socket is not read. */
const mostWaiting = 32;

type OwnOp = Exclude<Op, (typeof sessionOps)[number]>;

/** Speaks the protocol over a socket until the socket closes. */
export function connect(socket: WebSocket, owner: Owner, setup: ConnectionSetup): void {
  const { host, sessions, measures, log, limits, maxTextBytes, about } = setup;

  const answers: { readonly [O in OwnOp]: (request: Request<O>) => Message | Promise<Message> } = {
    hello: () => ({ ...about, columns: columnNames, autoReset: ["same-step", "off"], render: ["png", "rgb"] }),
    ping: () => ({}),
    list: async () => (await host.list()) as unknown as Message,
    describe: async ({ env, params }) => descriptionOf(await host.describe({ id: env, params })) as unknown as Message,
    async make({ id: _, op: __, ...wish }) {
      const env = await host.describe({ id: wish.env, params: wish.params });
      checkSize(env, wish, limits);
      return { ...(await sessions.make(wish, owner)), env: descriptionOf(env) };
    },
    resume: (request) => sessions.resume(request, owner),
    async branch(request) {
      return { ...(await sessions.branch(request, owner)) };
    },
    async close({ session }) {
      await sessions.close(session, owner);
      return {};
    },
  };

  async function carryOut(frame: Frame, peeked: Message): Promise<void> {
    const op = peeked.op as Op;
    if (isSessionOp(op) && typeof peeked.session === "string" && idOf(peeked) !== null) {
      const { session } = peeked;
      sessions.ask(session, { id: peeked.id as number, op, frame, isHeavy: peeked.hash === true }, owner);
      if (sessions.waiting(session) > mostWaiting) {
        socket.pause();
        void sessions.eased(session).then(() => socket.resume());
      }
      return;
    }
    const request = readRequest(typeof frame === "string" ? peeked : decodeFrame(frame)) as Request<OwnOp>;
    const ok = await (answers[request.op] as (request: Request<OwnOp>) => Message | Promise<Message>)(request);
    owner.send(encodeLike(frame, answerOf(request.id, ok)));
  }

  socket.on("message", (data: Buffer, isBinary) => {
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
      carryOut(frame, peeked).catch(refuse);
    } catch (thrown) {
      refuse(thrown);
    }
  });
}
