import pino from "pino";
import { afterEach, expect, vi } from "vitest";
import { WebSocket } from "ws";
import { type Connection, type ConnectOptions, connect, type SocketKind } from "../../src/wire/client/index.ts";
import { type ServeOptions, type Server, serve } from "../../src/wire/server/index.ts";

export const host = new URL("../../scripts/serve/host.ts", import.meta.url).href;
export const socket = WebSocket as unknown as SocketKind;

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A server that is closed with the test. */
export async function serving(options: Partial<ServeOptions> = {}): Promise<Server> {
  const log = pino({ level: "silent" });
  const server = await serve({ host, port: 0, threads: 1, version: "0.0.0", log, ...options });
  open.push(server);
  return server;
}

/** A server's metrics once they match. */
export const untilMetrics = (server: Server, pattern: RegExp): Promise<string> =>
  vi.waitFor(
    async () => {
      const metrics = await (await fetch(`${server.url.replace("ws", "http")}/metrics`)).text();
      expect(metrics).toMatch(pattern);
      return metrics;
    },
    { timeout: 300_000 },
  );

/** A connection that is closed with the test. */
export async function connected(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const connection = await connect(url, { socket, ...options });
  open.push(connection);
  return connection;
}

/** A bare socket that speaks text. */
export interface Talker {
  readonly socket: WebSocket;
  /** Sends a message as it is, or as JSON, and gives the next answer. */
  ask(message: object | string | Uint8Array): Promise<Answered>;
  next(): Promise<Answered>;
  /** The code with which it was closed. */
  readonly closed: Promise<number>;
}
// biome-ignore lint/suspicious/noExplicitAny: what a test looks at
export type Answered = any;

export async function talking(url: string, protocols: string[] = ["rewardgym.v1"], headers = {}): Promise<Talker> {
  const talker = new WebSocket(url, protocols, { headers });
  open.push({ close: () => talker.terminate() });
  const heard: Answered[] = [];
  const waiting: ((answer: Answered) => void)[] = [];
  talker.on("message", (data: Buffer, isBinary) => {
    const answer = isBinary ? data : JSON.parse(data.toString());
    const first = waiting.shift();
    if (first) first(answer);
    else heard.push(answer);
  });
  const closed = new Promise<number>((resolve) => talker.on("close", resolve));
  await new Promise<void>((resolve, reject) => {
    talker.once("open", resolve);
    talker.once("error", reject);
  });
  const next = () =>
    heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise<Answered>((resolve) => waiting.push(resolve));
  return {
    socket: talker,
    ask(message) {
      talker.send(typeof message === "string" || message instanceof Uint8Array ? message : JSON.stringify(message));
      return next();
    },
    next,
    closed,
  };
}
