import { connect as dial, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket } from "ws";
import { pack } from "../../../../src/core/index.ts";
import { dear } from "../../../../test/fixtures/dear-requests.ts";

/** An attacker's socket: text in, text out. */
export interface Attacker {
  readonly socket: WebSocket;
  /** Resolves with the answer; a socket that is cut never answers. */
  ask(message: object): Promise<Answer>;
  /** Sends a text as it is and resolves with the next message. */
  say(text: string | Uint8Array): Promise<Answer>;
}

interface Answer {
  readonly ok?: { readonly session: string; readonly state: string };
  readonly error?: { readonly code: string };
}

export interface Attack {
  readonly name: string;
  /** The issue in a few words. */
  readonly title: string;
  /** What one socket does until it is cut. `share`: its part of what all sockets may have. */
  act(attacker: Attacker, share: number, url: string): Promise<void>;
  /** Whether it needs no socket of the protocol. */
  readonly isBare?: boolean;
  /** The path of its sockets, where they speak OpenEnv's messages. */
  readonly path?: string;
}

async function opened(attacker: Attacker, env: string, worlds: number): Promise<string> {
  for (;;) {
    const { ok } = await attacker.ask({ id: 1, op: "make", env, worlds });
    if (ok) return ok.session;
    await sleep(100);
  }
}

/** Asks the same of one session over and over, in bytes. */
const overAndOver =
  (worlds: number, question: object, env = "classic/cart-pole-v1", actionSize = 0) =>
  async (attacker: Attacker, share: number) => {
    const own = Math.max(1, Math.floor(worlds * share));
    const session = await opened(attacker, env, own);
    const actions = actionSize > 0 ? new Float32Array(actionSize * own) : undefined;
    await attacker.ask({ id: 2, op: "reset", session, seed: 1 });
    for (let id = 3; ; id++) {
      const { error } = await attacker.say(pack({ id, session, ...question, actions }));
      if (error) await sleep(20);
    }
  };

const saying = (text: string) => async (attacker: Attacker) => {
  for (;;) {
    const { error } = await attacker.say(text);
    if (!error) return;
  }
};

/** Sends without ever reading. */
const unread = (text: string) => async (attacker: Attacker) => {
  (attacker.socket as unknown as { readonly _socket: Socket })._socket.pause();
  for (;;) {
    for (let i = 0; i < 1000 && attacker.socket.bufferedAmount < 2 ** 22; i++) attacker.socket.send(text);
    await sleep(1);
  }
};

const large = 54 * 2 ** 20;
const picture = { op: "render", width: 4096, height: 4096 };

export const attacks: readonly Attack[] = [
  { name: "nobody", title: "nobody attacks", isBare: true, act: () => sleep(1e6) },
  { name: "long-name", title: "an `op` of 5 MB", act: saying(dear.longName(5_000_000)) },
  { name: "nested", title: "54 MiB of `[`", act: saying("[".repeat(large)) },
  { name: "many-names", title: "54 MiB of distinct names", act: (attacker) => saying(dear.manyNames(large))(attacker) },
  { name: "render", title: "pictures of 4096 x 4096, PNG", act: overAndOver(1, picture) },
  { name: "reset", title: "`reset` of 65,536 cart-poles", act: overAndOver(65_536, { op: "reset", seed: 1 }) },
  { name: "save", title: "`save` of 65,536 cart-poles", act: overAndOver(65_536, { op: "save" }) },
  {
    name: "hash",
    title: "hashes of 65,536 cart-poles",
    act: overAndOver(65_536, { op: "reset", seed: 1, hash: true }),
  },
  {
    name: "levels",
    title: "`reset` of 2,048 dungeons",
    act: overAndOver(2048, { op: "reset", seed: 1 }, "dungeon/challenge-v1"),
  },
  {
    name: "humanoids",
    title: "2,048 humanoids, stepped",
    act: overAndOver(2048, { op: "step" }, "locomotion/humanoid-v1", 17),
  },
  {
    name: "params",
    title: "`make` with other params each time",
    async act(attacker) {
      for (let id = 1; ; id++) {
        const params = { maxSteps: 1 + Math.floor(Math.random() * 1e6) };
        const { ok } = await attacker.ask({ id: 2 * id, op: "make", env: "locomotion/humanoid-v1", params });
        if (ok) await attacker.ask({ id: 2 * id + 1, op: "close", session: ok.session });
      }
    },
  },
  { name: "list", title: "`list` without reading", act: unread('{"id":1,"op":"list"}') },
  {
    name: "openenv",
    title: "OpenEnv's `state` without reading",
    path: "/classic/cart-pole-v1/ws",
    act: unread('{"type":"state"}'),
  },
  {
    name: "kept",
    title: "eight raw pictures kept a session",
    async act(attacker, share) {
      for (let made = 0; made < 20 * share; made++) {
        const session = await opened(attacker, "classic/cart-pole-v1", 1);
        await attacker.ask({ id: 2, op: "reset", session, seed: 1 });
        for (let id = 3; id < 11; id++) await attacker.ask({ id, session, ...picture, format: "rgb" });
      }
      await sleep(1e6);
    },
  },
  {
    name: "branch",
    title: "branches asked for, then cut",
    async act(attacker) {
      const session = await opened(attacker, "classic/cart-pole-v1", 512);
      await attacker.ask({ id: 2, op: "reset", session, seed: 1 });
      for (let id = 3; id < 13; id++)
        attacker.socket.send(JSON.stringify({ id, op: "branch", session, world: 0, copies: 64 }));
      attacker.socket.send(JSON.stringify({ id: 13, op: "ping" }));
      await sleep(200);
    },
  },
  {
    name: "upgrades",
    title: "1,500 refused upgrades, never closed",
    isBare: true,
    async act(_, share, url) {
      const { hostname, port } = new URL(url.replace("ws", "http"));
      const head = [
        "GET / HTTP/1.1",
        `Host: ${hostname}`,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "Origin: http://elsewhere.example",
      ];
      for (let i = 0; i < 1500 * share; i++) {
        const socket = dial({ port: Number(port), host: hostname, allowHalfOpen: true });
        socket.on("error", () => undefined);
        socket.write(`${head.join("\r\n")}\r\n\r\n`);
        if (i % 50 === 0) await sleep(5);
      }
      await sleep(1e6);
    },
  },
];
