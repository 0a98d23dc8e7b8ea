import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { unpack } from "../../../../src/core/index.ts";
import { type Attacker, attacks } from "./attacks.ts";

/** Attacks a server, then leaves without closing anything. Arguments: address, attack, sockets, seconds. */
const [url, name, count, seconds] = process.argv.slice(2);
const attack = attacks.find((one) => one.name === name)!;
const sockets = Number(count);

function attacker(): Promise<Attacker> {
  const socket = new WebSocket(url + (attack.path ?? ""), attack.path ? [] : ["rewardgym.v1"], {
    perMessageDeflate: false,
    maxPayload: 0,
  });
  const waiting: ((answer: never) => void)[] = [];
  socket.on("message", (data: Buffer, isBinary) => {
    const read = (): unknown => (isBinary ? unpack(new Uint8Array(data)) : JSON.parse(data.toString()));
    waiting.shift()?.((data.length < 10_000 ? read() : { ok: {} }) as never);
  });
  socket.on("error", () => undefined);
  const say = (text: string | Uint8Array): Promise<never> => {
    socket.send(text);
    return new Promise((resolve) => waiting.push(resolve));
  };
  return new Promise((resolve) =>
    socket.once("open", () => resolve({ socket, say, ask: (message) => say(JSON.stringify(message)) })),
  );
}

const none = {} as Attacker;
setTimeout(() => process.exit(), Number(seconds) * 1000);
await Promise.all(
  Array.from({ length: sockets }, async () => {
    for (;;) {
      const one = attack.isBare ? none : await attacker();
      await Promise.race([
        attack.act(one, 1 / sockets, url).catch(() => undefined),
        new Promise((resolve) => one.socket?.once("close", resolve)),
      ]);
      one.socket?.terminate();
      await sleep(50);
    }
  }),
);
