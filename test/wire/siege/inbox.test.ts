import type { Socket } from "node:net";
import { expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { readInTurns } from "../../../src/wire/server/inbox.ts";
import type { Owner } from "../../../src/wire/server/owner.ts";
import { serving, talking } from "../here.ts";

/** A socket whose messages a test sends by hand. */
function inbox(takeIn: (text: string) => Promise<unknown> | undefined) {
  const listeners: { [event: string]: (...given: never[]) => void } = {};
  const socket = {
    readyState: 1,
    OPEN: 1,
    close: vi.fn(),
    on: (event: string, listener: (...given: never[]) => void) => {
      listeners[event] = listener;
    },
  };
  const holds: Promise<unknown>[] = [];
  const owner = { holdUntil: (done: Promise<unknown>) => holds.push(done) } as unknown as Owner;
  const options = { socket: socket as unknown as WebSocket, owner, maxTextBytes: 100 };
  readInTurns(options, (data) => takeIn(data.toString()));
  return {
    ...{ socket, holds },
    receive: (text: string | Buffer) => listeners.message(Buffer.from(text) as never, false as never),
    close: () => listeners.close(),
  };
}

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve));

test("of thousands of messages few are taken in at once, in order, and meanwhile nothing is read", async () => {
  const taken: string[] = [];
  const { receive, holds } = inbox((text) => {
    taken.push(text);
    return undefined;
  });
  vi.spyOn(performance, "now").mockReturnValue(1e6); // all within a moment
  for (let i = 0; i < 1000; i++) receive(`${i}`);
  expect(taken.length).toBe(16);
  expect(holds.length).toBe(1);
  await turnOfTheLoop();
  expect(taken.length).toBe(32);
  while (taken.length < 1000) await turnOfTheLoop();
  expect(taken).toEqual(Array.from({ length: 1000 }, (_, i) => `${i}`));
  await holds[0];
  vi.restoreAllMocks();
});

test("a message that others wait for is alone in work", async () => {
  const finish: (() => void)[] = [];
  const { receive } = inbox(() => new Promise<void>((resolve) => finish.push(resolve)));
  for (let i = 0; i < 3; i++) receive(`${i}`);
  for (let done = 0; done < 3; done++) {
    await turnOfTheLoop(); // in which the next is planned
    await turnOfTheLoop();
    expect(finish.length).toBe(done + 1);
    finish[done]();
  }
});

test("what waits is forgotten when the socket closes, and no longer holds it", async () => {
  const taken = vi.fn(() => new Promise(() => undefined));
  const { receive, close, holds } = inbox(taken);
  receive("first");
  receive("second");
  close();
  await holds[0];
  await turnOfTheLoop();
  expect(taken).toHaveBeenCalledTimes(1);
});

test("text that is not UTF-8 closes the socket with 1007; too long a text is not looked at", async () => {
  const lengths: number[] = [];
  const { receive, socket } = inbox((text) => {
    lengths.push(text.length);
    return undefined;
  });
  receive(Buffer.from([0xff, 0xfe]));
  expect(socket.close).toHaveBeenCalledWith(1007, "a text that is not UTF-8");
  receive(Buffer.alloc(101, 0xff));
  expect(lengths).toEqual([101]);
  const server = await serving();
  const talker = await talking(server.url);
  talker.socket.send(Buffer.from([0xff]), { binary: false });
  expect(await talker.closed).toBe(1007);
});

test("a text that is far too long closes the socket at its header; bytes may be as long as a frame", async () => {
  const server = await serving({ maxTextBytes: 1000, maxFrameBytes: 2 ** 20 });
  const head = (kind: number, length: number) => {
    const bytes = Buffer.alloc(14); // the mask is zero
    bytes.set([0x80 | kind, 0x80 | 127]);
    bytes.writeBigUInt64BE(BigInt(length), 2);
    return bytes;
  };
  const rawOf = ({ socket }: { readonly socket: WebSocket }) =>
    (socket as unknown as { readonly _socket: Socket })._socket;
  const [long, polite, binary] = await Promise.all([0, 1, 2].map(() => talking(server.url)));
  rawOf(long).write(head(1, 4001)); // of its text nothing is sent
  expect(await long.closed).toBe(1009);
  expect((await polite.ask("z".repeat(4000))).error).toMatchObject({
    code: "wire/frame",
    given: "a text of 4000 bytes",
  });
  rawOf(binary).write(head(2, 5000));
  rawOf(binary).write(Buffer.alloc(5000));
  expect((await binary.next()).toString()).toContain("wire/frame");
});

test.each([
  ["", '{"id":1,"op":"ping"}'],
  ["/classic/cart-pole-v1/ws", '{"type":"state"}'],
])("a flood on %j of messages that need no session leaves others their turns", async (path, message) => {
  const server = await serving();
  const bystander = await talking(server.url);
  const flood = await talking(server.url + path, path ? [] : undefined);
  await flood.ask(message);
  let heard = 0;
  flood.socket.on("message", () => heard++);
  for (let i = 0; i < 5000; i++) flood.socket.send(message);
  expect(await bystander.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  expect(heard).toBeLessThan(2500);
  await vi.waitFor(() => expect(heard).toBe(5000), { timeout: 300_000 });
});
