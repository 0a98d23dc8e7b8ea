import { createServer as createPlain, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { type WebSocket, WebSocketServer } from "ws";
import { CodedError, fail, messageOf } from "../../core/index.ts";
import { protocol } from "../messages.ts";
import { wakeful } from "../wakeful.ts";
import { type Admission, admit } from "./admission.ts";
import { backlogOf } from "./backlog.ts";
import { connect } from "./connection.ts";
import { checking, doorsOf } from "./doors.ts";
import { watchOver } from "./heartbeat.ts";
import type { Catalogue, Host } from "./host.ts";
import { hosting } from "./hosting.ts";
import { measuresOf } from "./measures.ts";
import { openEnvIn, speakOpenEnv } from "./openenv.ts";
import { pages, refuseSocket } from "./pages.ts";
import { threadPool } from "./pool.ts";
import { ownKey } from "./seal.ts";
import type { ServeOptions, Server } from "./serve-options.ts";
import { sessionTable } from "./sessions.ts";
import { checkSize } from "./size.ts";
import { socketOwner } from "./socket-owner.ts";
import { limitTexts } from "./text-limit.ts";
import { fairTurns } from "./turns.ts";

const loopback = ["127.0.0.1", "::1", "localhost"];
const goingAway = 1001; // RFC 6455, 7.4.1
const tryLater = 1013;
/** A text that is too long is refused with an error; beyond this many times the limit its socket is closed. */
const politeTimes = 4;
/** What a server that closes still waits for: requests in progress, then threads that end [ms]. */
const settlingMs = 3000;
const endingMs = 1000;

const atMost = (milliseconds: number, done: Promise<unknown>) =>
  Promise.race([done, new Promise((resolve) => setTimeout(resolve, milliseconds).unref())]);

/** @throws `file/unusable` where certificate and key are none, or not of each other */
function secureServer(tls: NonNullable<ServeOptions["tls"]>, onRequest: RequestListener) {
  try {
    return createSecure(tls, onRequest);
  } catch (cause) {
    return fail("file/unusable", {
      given: `a certificate and a key that do not work together: ${messageOf(cause)}`,
      expected: "a certificate and its own key, both PEM",
      fix: "Perhaps the two files are swapped.",
      cause,
    });
  }
}

/**
 * Serves worlds over WebSocket.
 * @throws `wire/forbidden` for a public address without a token, `wire/unreachable` if it cannot listen on the address
 */
export async function serve(options: ServeOptions): Promise<Server> {
  const {
    address = "127.0.0.1",
    port = 7447,
    token,
    tls,
    stateKey = ownKey(),
    origins = [],
    maxWorlds = 65_536,
    maxWorldBytes = 2 ** 29,
    maxSessions = 4096,
    maxSockets = 4096,
    maxFrameBytes = 64 * 2 ** 20,
    maxUnreadBytes = Math.max(192 * 2 ** 20, 3 * maxFrameBytes),
    graceSeconds = 60,
    socketSessions = 256,
    heartbeatSeconds = 15,
    lostSeconds = 45,
    patienceSeconds = 30,
    deadlineSeconds = 60,
    version,
    log,
  } = options;
  const maxTextBytes = Math.min(maxFrameBytes, options.maxTextBytes ?? 2 ** 20);
  if (!loopback.includes(address) && token === undefined)
    fail("wire/forbidden", {
      given: `address ${address} without a token`,
      expected: "a token for an address that others can reach",
      fix: "--token-file F, or --host 127.0.0.1.",
    });
  const admission: Admission = { token, origins };
  const loaded: { readonly default: Host } = await import(options.host);
  const host = loaded.default;
  const measures = measuresOf();
  const cores = availableParallelism();
  const hosted = { stateKey, answerBytes: maxFrameBytes, textBytes: maxTextBytes };
  const turns = fairTurns();
  const pool = threadPool({
    host: options.host,
    ...hosted,
    here: hosting(host, hosted, turns),
    threads: options.threads ?? cores,
    heavy: cores,
    spare: cores,
    deadlineSeconds,
    heapBytes: Math.max(2 ** 30, 2 * maxWorldBytes),
    onDeath(cause) {
      measures.threadDied();
      log.error({ err: cause }, "a thread died; its sessions go on in another");
    },
  });
  const sizes = { sessionWorlds: maxWorlds, answerBytes: maxFrameBytes };
  const sessions = sessionTable(
    pool,
    {
      worlds: maxWorlds,
      worldBytes: maxWorldBytes,
      sessions: maxSessions,
      socketSessions,
      graceSeconds,
      answerBytes: maxFrameBytes,
      async check(wish) {
        const env = await host.describe({ id: wish.env, params: wish.params });
        return { env, bytes: checkSize(env, wish, sizes) };
      },
    },
    measures,
  );
  const about = {
    protocol,
    server: `rewardgym/${version}`,
    heartbeatSeconds,
    lostSeconds,
    graceSeconds,
    maxFrameBytes,
    maxTextBytes,
    maxWorlds,
    maxWorldBytes,
    maxSessions,
    socketSessions,
  };
  const awake = wakeful();
  const backlog = backlogOf(maxUnreadBytes);
  let closing: Promise<void> | undefined;
  let listed: Promise<Catalogue> | undefined;
  const list = () => {
    listed ??= host.list();
    return listed;
  };

  const onRequest = pages({
    admission,
    measures,
    isClosing: () => closing !== undefined,
    onFailure: (thrown) => log.error({ err: thrown }, "a page failed"),
  });
  const http = tls ? secureServer({ ...tls, ...checking }, onRequest) : createPlain(checking, onRequest);
  const doors = doorsOf(http, maxSockets);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    skipUTF8Validation: true, // it would look through texts that are too long
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });

  http.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const refuse = (status: 403 | 503, why: string) => {
      refuseSocket(socket, status, why);
      doors.dismiss(socket);
    };
    try {
      admit(request, admission);
      if (closing) return refuse(503, "the server is closing");
      if (sockets.clients.size >= maxSockets) return refuse(503, `${maxSockets} sockets are open already`);
    } catch (thrown) {
      measures.refused(thrown instanceof CodedError ? thrown.code : "internal/defect");
      log.warn({ from: request.socket.remoteAddress, why: messageOf(thrown) }, "refused a connection");
      return refuse(403, messageOf(thrown));
    }
    sockets.handleUpgrade(request, socket, head, (client) => greet(client, request));
  });

  function greet(client: WebSocket, { url = "/", socket }: IncomingMessage): void {
    measures.sockets(sockets.clients.size);
    limitTexts(client, politeTimes * maxTextBytes);
    const from = `${socket.remoteAddress}:${socket.remotePort}`;
    log.info({ from }, "connected");
    const owner = socketOwner(client, {
      backlog,
      patienceSeconds,
      onSend: awake.expect,
      onSlow() {
        measures.reaped("slow socket");
        client.close(tryLater, "does not read its answers");
        setTimeout(() => client.terminate(), 1000).unref(); // a client that does not read may miss the close frame
      },
    });
    client.on("message", awake.arrive);
    client.on("error", (error) => log.warn({ from, why: error.message }, "a socket failed"));
    client.on("close", (code) => {
      sessions.leave(owner);
      measures.sockets(sockets.clients.size);
      log.info({ from, code }, "disconnected");
    });
    const lost = () => {
      measures.reaped("socket");
      log.warn({ from }, "nothing heard: cut");
    };
    watchOver(client, { everySeconds: heartbeatSeconds, lostSeconds, onLost: lost });
    const env = openEnvIn(url);
    if (client.protocol === "" && env !== undefined)
      speakOpenEnv(client, env, { host, sessions, measures, log, out: owner, maxTextBytes });
    else
      connect(client, owner, {
        host,
        list,
        turns,
        sessions,
        measures,
        log,
        answerBytes: maxFrameBytes,
        maxTextBytes,
        about,
      });
  }

  async function shut(): Promise<void> {
    http.close();
    for (const client of sockets.clients) if (client.protocol === protocol) client.send('{"event":"closing"}');
    await atMost(settlingMs, sessions.settled());
    for (const client of sockets.clients) client.close(goingAway, "the server is closing");
    await atMost(endingMs, sessions.closeAll().then(pool.close));
    await pool.kill();
    for (const client of sockets.clients) client.terminate();
    doors.cut();
  }

  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, address, resolve);
  }).catch((cause) =>
    fail("wire/unreachable", {
      given: `${address}:${port}: ${messageOf(cause)}`,
      expected: "a free address and port",
      fix: "--port 0 picks a free port.",
      cause,
    }),
  );
  const bound = (http.address() as AddressInfo).port;
  const shown = address.includes(":") ? `[${address}]` : address;
  return {
    address,
    port: bound,
    url: `${tls ? "wss" : "ws"}://${shown}:${bound}`,
    close() {
      closing ??= shut();
      return closing;
    },
    get threads() {
      return pool.threads;
    },
  };
}
