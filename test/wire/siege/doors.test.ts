import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { serving, talking } from "../here.ts";

const refusedHead = [
  "GET / HTTP/1.1",
  "Host: localhost",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  "Origin: http://elsewhere.example",
  "\r\n",
].join("\r\n");

/** A connection whose client never closes it. */
function held(port: number, head = ""): Socket {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => undefined); // reset by a server that has closed it
  socket.write(head);
  return socket;
}

/** Writes until the other end is gone. */
function writeOn(socket: Socket): void {
  if (!socket.destroyed) socket.write("still here", () => setImmediate(writeOn, socket));
}

test("a refused upgrade leaves nothing behind, though its client never closes", async () => {
  const server = await serving({ maxSockets: 3 });
  const bystander = await talking(server.url);
  for (let round = 0; round < 5; round++)
    await Promise.all(
      Array.from({ length: 40 }, () => {
        const socket = held(server.port, refusedHead);
        let said = "";
        socket.on("data", (data) => {
          said += data;
        });
        socket.on("end", () => writeOn(socket)); // a server that still reads would take it for ever
        return new Promise<void>((resolve) =>
          socket.on("close", () => {
            expect(said).toMatch(/^HTTP\/1.1 403 /);
            resolve();
          }),
        );
      }),
    );
  expect(await bystander.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  expect(await (await talking(server.url)).ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
});

test("connections that say nothing count, too", async () => {
  const maxSockets = 3;
  const server = await serving({ maxSockets });
  const bystander = await talking(server.url);
  const [silent, more] = [80, 64];
  let cut = 0;
  await new Promise<void>((resolve) => {
    for (let i = 0; i < silent; i++) {
      let isOpen = true;
      const gone = () => {
        if (isOpen && ++cut >= silent + 1 - maxSockets - more) resolve();
        isOpen = false;
      };
      held(server.port).resume().on("end", gone).on("close", gone);
    }
  });
  expect(await bystander.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
});

test("a server closes whatever is open", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const { session } = (await talker.ask({ id: 1, op: "make", env: "classic/cart-pole-v1" })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  talker.socket.send(JSON.stringify({ id: 3, op: "render", session, width: 4096, height: 4096 }));
  const silent = [held(server.port), held(server.port, refusedHead), held(server.port, "GET /heal")];
  const closed = silent.map(
    (socket) => new Promise((resolve) => socket.resume().on("close", resolve).on("end", resolve)),
  );
  await talker.ask({ id: 4, op: "ping" });
  await server.close();
  await Promise.all(closed);
  expect(server.threads).toEqual([]);
});
