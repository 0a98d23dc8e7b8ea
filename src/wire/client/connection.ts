import { asError, CodedError, deferred, type ErrorCode, errorCodes } from "../../core/index.ts";
import { count, number, text } from "../../record/form.ts";
import type { Answer, WireError } from "../answers.ts";
import { decodeFrame, encodeRequest, type Frame, type Message } from "../frame.ts";
import type { Op, Request } from "../messages.ts";
import { wakeful } from "../wakeful.ts";
import { type Dialled, dial, type SocketLike, unreachable } from "./dial.ts";
import { readAnswer } from "./reading.ts";

export interface ConnectOptions extends Dialled {
  /** How long to try to reconnect; by default as long as the server keeps sessions for a client that is gone [s]. */
  readonly patienceSeconds?: number;
  /** Called with a sentence when the connection is lost and when it is back. */
  onNotice?(notice: string): void;
}

/** The answer to `hello`. */
export interface Greeting {
  readonly protocol: string;
  readonly server: string;
  readonly heartbeatSeconds: number;
  readonly graceSeconds: number;
  readonly maxFrameBytes: number;
  readonly maxWorlds: number;
}

/** A connection to a server. After a cut it reconnects and resumes its sessions, and no request is carried out twice. */
export interface Connection {
  readonly greeting: Greeting;
  /** @throws the server's coded error; `wire/closed` after `close`; `wire/lost` if the server no longer has the session */
  ask<O extends Op>(op: O, given: Omit<Request<O>, "id" | "op">): Promise<Message>;
  /** Sessions to resume after a cut. */
  keep(session: string, token: string): void;
  forget(session: string): void;
  close(): void;
}

interface Waiting {
  readonly session: string | undefined;
  /** Sent before sessions are resumed. */
  readonly isHandshake: boolean;
  readonly frame: Frame;
  resolve(answer: Message): void;
  reject(cause: Error): void;
}

/** What a step that was carried out although it failed left behind, by its error. */
export const carriedOut = new WeakMap<object, Message>();

const greetingForm = {
  protocol: text,
  server: text,
  heartbeatSeconds: number,
  graceSeconds: number,
  maxFrameBytes: count,
  maxWorlds: count,
};

const normal = 1000; // RFC 6455, 7.4.1
const firstPauseMs = 50;
const longestPauseMs = 2000;

/** @throws `wire/unreachable`, also if the token is wrong: a socket cannot tell the two apart */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const tokens = new Map<string, string>();
  const waiting = new Map<number, Waiting>();
  let requests = 0;
  let socket: SocketLike;
  let greeting: Greeting | undefined;
  const lost = new Map<string, Error>(); // sessions that the server no longer has
  let closed = false;
  let returning = false;
  let spoken = 0;
  const awake = wakeful();
  let beat: ReturnType<typeof setInterval> | undefined;

  function put(op: Op, given: Message, isHandshake = false): Promise<Message> {
    const id = ++requests;
    const { promise, ...settle } = deferred<Message>();
    const session = typeof given.session === "string" && op !== "resume" ? given.session : undefined;
    let frame: Frame;
    try {
      frame = encodeRequest({ id, op, ...given });
    } catch (tooLong) {
      return Promise.reject(tooLong);
    }
    const one: Waiting = { session, isHandshake, frame, ...settle };
    waiting.set(id, one);
    spoken = performance.now();
    if (isHandshake || !returning) socket.send(one.frame); // otherwise it is sent once the connection is back
    awake.expect();
    return promise;
  }

  function hear(data: ArrayBuffer | string): void {
    awake.arrive();
    try {
      const message = decodeFrame(typeof data === "string" ? data : new Uint8Array(data));
      if (!("event" in message)) settle(message as Answer);
      else if (message.event === "taken") leaveToOther(message.session as string);
    } catch (cause) {
      end(asError(cause)); // a server that sends nonsense is not asked again
      socket.close(normal);
    }
  }

  /** Another connection has resumed a session: it gets the answers from now on. */
  function leaveToOther(session: string): void {
    tokens.delete(session);
    for (const [id, one] of waiting) {
      if (one.session !== session) continue;
      waiting.delete(id);
      one.reject(
        new CodedError("wire/session", {
          given: `session ${session}, which another connection took over`,
          expected: "one that this connection made or resumed",
        }),
      );
    }
  }

  function settle(answer: Answer): void {
    const one = waiting.get(answer.id as number);
    if (!one) return;
    waiting.delete(answer.id as number);
    if ("ok" in answer && !("error" in answer)) return one.resolve(answer.ok);
    const error = thrownBy((answer as { readonly error: WireError }).error);
    if (answer.ok) carriedOut.set(error, answer.ok);
    one.reject(error);
  }

  function listen(): void {
    socket.onmessage = ({ data }: { data: ArrayBuffer | string }) => hear(data);
    socket.onclose = () => {
      if (closed) return;
      for (const [id, one] of waiting) {
        if (!one.isHandshake) continue;
        waiting.delete(id);
        one.reject(unreachable(url));
      }
      if (!returning) void comeBack();
    };
  }

  /** Dials until the server answers, resumes the sessions, and repeats the requests that were not answered. */
  async function comeBack(): Promise<void> {
    returning = true;
    options.onNotice?.(`The connection to ${url} was lost; reconnecting.`);
    const until = performance.now() + (options.patienceSeconds ?? greeting?.graceSeconds ?? 60) * 1000;
    for (let pause = firstPauseMs; ; pause = Math.min(2 * pause, longestPauseMs)) {
      try {
        socket = await dial(url, options);
        if (closed) return socket.close(normal);
        listen();
        await takeUp();
        break;
      } catch (cause) {
        if (closed) return;
        if (performance.now() > until) return end(cause as Error);
        await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
      }
    }
    returning = false;
    for (const { frame } of waiting.values()) socket.send(frame);
    options.onNotice?.(`The connection to ${url} is back.`);
  }

  const greet = async (): Promise<Greeting> => readAnswer("hello", await put("hello", {}, true), greetingForm);

  /** Resumes the sessions; rejects the open requests of those that the server no longer has. */
  async function takeUp(): Promise<void> {
    greeting = await greet();
    for (const [session, token] of tokens)
      try {
        await put("resume", { session, token }, true);
      } catch (cause) {
        if (!(cause instanceof CodedError && cause.code === "wire/session")) throw cause;
        tokens.delete(session);
        lost.set(session, cause);
      }
    for (const [id, one] of waiting) {
      const cause = one.session === undefined ? undefined : lost.get(one.session);
      if (!cause) continue;
      waiting.delete(id);
      one.reject(lostError(one.session!, cause));
    }
  }

  function end(cause: Error): void {
    closed = true;
    clearInterval(beat);
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
  }

  socket = await dial(url, options);
  listen();
  try {
    greeting = await greet();
  } catch (thrown) {
    closed = true;
    socket.close(normal);
    throw thrown;
  }
  const everyMs = (greeting.heartbeatSeconds * 1000) / 2;
  beat = setInterval(() => {
    if (!returning && performance.now() - spoken >= everyMs) put("ping", {}).catch(() => undefined);
  }, everyMs);
  (beat as { unref?(): void }).unref?.();

  return {
    greeting,
    ask(op, given) {
      const { session } = given as { readonly session?: string };
      const cause = session === undefined ? undefined : lost.get(session);
      if (cause) return Promise.reject(lostError(session!, cause));
      if (closed)
        return Promise.reject(new CodedError("wire/closed", { given: op, expected: `a connection to ${url}` }));
      return put(op, given as Message);
    },
    keep: (session, token) => void tokens.set(session, token),
    forget: (session) => void tokens.delete(session),
    close() {
      end(new CodedError("wire/closed", { given: "a request", expected: "its answer before close()" }));
      socket.close(normal);
    },
  };
}

const lostError = (session: string, cause: Error) =>
  new CodedError("wire/lost", {
    given: `session ${session}, which the server no longer has`,
    expected: "a server that kept it",
    fix: "Start over, or resume from a checkpoint.",
    cause,
  });

/** The server's error as if it had been thrown here. */
function thrownBy(error: WireError): Error {
  const { code, message, given = message, expected = "", fix } = Object(error) as WireError;
  if (!Object.hasOwn(errorCodes, code)) return new Error(message ?? "an answer without ok or error");
  return new CodedError(code as ErrorCode, { given, expected, fix });
}
