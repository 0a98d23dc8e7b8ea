import { once } from "node:events";
import { connect as dialTcp } from "node:net";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { pack } from "../../src/core/index.ts";
import { smallMap } from "../envs/driving/roads/small-map.ts";
import { connected, serving, talking, untilMetrics } from "./here.ts";

const env = "classic/pendulum-v1";

test("what is no request is refused with a code, and the socket stays", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const code = async (message: object | string | Uint8Array): Promise<string> => (await talker.ask(message)).error.code;
  expect(await code("{")).toBe("wire/frame");
  expect(await code("[]")).toBe("wire/frame");
  expect(await code("null")).toBe("wire/frame");
  expect(await code('"hello"')).toBe("wire/frame");
  expect(await code({ id: 1 })).toBe("wire/request");
  expect(await code({ id: 1, op: "helo" })).toBe("wire/request");
  expect(await code({ id: 1, op: "__proto__" })).toBe("wire/request");
  expect(await code({ id: 1, op: "constructor" })).toBe("wire/request");
  expect(await code({ op: "hello" })).toBe("wire/request");
  expect(await code({ id: -1, op: "hello" })).toBe("wire/request");
  expect(await code({ id: 1.5, op: "hello" })).toBe("wire/request");
  expect(await code({ id: 1, op: "hello", more: 1 })).toBe("wire/request");
  expect(await code({ id: 1, op: "make" })).toBe("wire/request");
  expect(await code({ id: 1, op: "make", env: "classic/nothing-v1" })).toBe("registry/unknown");
  expect(await code({ id: 1, op: "make", env, params: { nothing: 1 } })).toBe("params/invalid");
  expect(await code({ id: 1, op: "make", env, worlds: 0 })).toBe("wire/request");
  expect(await code({ id: 1, op: "make", env, worlds: 1e9 })).toBe("wire/limit");
  expect(await code({ id: 1, op: "make", env, columns: ["nothing"] })).toBe("wire/request");
  expect(await code({ id: 1, op: "make", env, reward: "shaped/nothing-v1" })).toBe("registry/unknown");
  expect(await code({ id: 1, op: "make", env, reward: { sum: 3 } })).toBe("reward/expression");
  expect(await code({ id: 1, op: "make", env, capture: { frames: { width: 1e5, height: 1 } } })).toBe("wire/request");
  expect(await code({ id: 1, op: "step", session: "s1", actions: [0] })).toBe("wire/session");
  expect(await code({ id: 1, op: "step", actions: [0] })).toBe("wire/request");
  expect(await code({ id: 1, op: "resume", session: "s1", token: "x" })).toBe("wire/session");
  const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
  expect(await code(`{"id":1,"op":"make","env":"${env}","params":${deep}}`)).toMatch(/^(params|wire)\//);
  expect(await talker.ask({ id: 2, op: "ping" })).toEqual({ id: 2, ok: {} });
});

test("errors say which request was wrong, what was given and what was expected", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const { error, id } = await talker.ask({ id: 77, op: "describe", env: "classic/pendulm-v1" });
  expect(id).toBe(77);
  expect(error).toMatchObject({
    code: "registry/unknown",
    given: 'env "classic/pendulm-v1"',
    fix: expect.stringContaining("classic/pendulum-v1"),
  });
  expect((await talker.ask({ id: 1, op: "hallo" })).error.fix).toContain("hello");
});

test("a map travels with a request, and one that is too long for it is refused before it is sent", async () => {
  const connection = await connected((await serving()).url);
  const describe = (map: string) =>
    connection.ask("describe", { env: "driving/route-v1", params: { map, shortest: 20 } });
  expect(await describe(JSON.stringify(smallMap))).toHaveProperty("observation");
  await expect(describe("{}")).rejects.toMatchObject({ code: "map/invalid" });
  await expect(describe(" ".repeat(2 ** 20))).rejects.toMatchObject({
    code: "wire/frame",
    given: expect.stringMatching(/^a request "describe" of \d+ bytes/),
  });
  expect(await connection.ask("ping", {})).toEqual({});
});

test("bytes that lie are refused", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const good = pack({ id: 1, op: "hello" });
  const refused = async (bytes: Uint8Array) => {
    const answer = await talker.ask(bytes);
    return answer instanceof Buffer ? new TextDecoder().decode(answer) : JSON.stringify(answer);
  };
  const lying = (length: number) => {
    const bytes = good.slice();
    new DataView(bytes.buffer).setUint32(0, length, true);
    return bytes;
  };
  for (const bytes of [
    new Uint8Array(0),
    new Uint8Array([1, 2, 3]),
    good.slice(0, 10),
    lying(0xffffffff),
    lying(5_000_000),
    lying(3),
    new Uint8Array(100).fill(255),
    pack([1, 2]),
  ])
    expect(await refused(bytes)).toContain("wire/frame");
  const text = '{"value":{"id":1,"op":"list"},"arrays":[["float64",1000000000]]}';
  const header = new TextEncoder().encode(text);
  const huge = new Uint8Array(4 + header.length);
  new DataView(huge.buffer).setUint32(0, header.length, true);
  huge.set(header, 4);
  expect(await refused(huge)).toContain("wire/frame");
});

test("actions of every wrong form are refused, and nothing has moved", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const made = await talker.ask({ id: 1, op: "make", env, worlds: 2 });
  const { session } = made.ok;
  let id = 1;
  const step = (actions: unknown) => talker.ask({ id: ++id, op: "step", session, actions, hash: true });
  expect((await step([0, 0])).error.code).toBe("vector/unready"); // before any reset
  const begun = await talker.ask({ id: ++id, op: "reset", session, seed: 1, hash: true });
  for (const wrong of [[], [0], [0, 0, 0], ["a", "b"], [0, null], [0, true], {}, "x", null, [[0], [[0, 1]]], [{}, {}]])
    expect((await step(wrong)).error.code, JSON.stringify(wrong)).toBe("action/illegal");
  const bytes = async (actions: Float32Array | Float64Array | Uint8Array | Int32Array) => {
    const answer = await talker.ask(pack({ id: ++id, op: "step", session, actions }));
    return new TextDecoder().decode(answer);
  };
  expect(await bytes(new Float32Array([Number.NaN, 0]))).toContain("action/illegal");
  expect(await bytes(new Float32Array([0, Number.POSITIVE_INFINITY]))).toContain("action/illegal");
  expect(await bytes(new Float32Array(3))).toContain("action/illegal");
  expect(await bytes(new Float64Array(2))).toContain("action/illegal");
  expect(await bytes(new Int32Array(2))).toContain("action/illegal");
  const { state } = (await talker.ask({ id: ++id, op: "save", session })).ok;
  const again = await talker.ask({ id: ++id, op: "load", session, state });
  expect(again.ok.observations).toEqual(begun.ok.observations);
  expect((await step([5, -5])).ok.step).toBe(1); // clipped
});

test("states that are none are refused", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const { session } = (await talker.ask({ id: 1, op: "make", env })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  let id = 2;
  const saved = async () => (await talker.ask({ id: ++id, op: "save", session, world: 0 })).ok.state;
  const begun = await saved();
  const load = async (state: string, world?: number) =>
    (await talker.ask({ id: ++id, op: "load", session, state, world })).error.code;
  expect(await load("?")).toBe("wire/request");
  expect(await load("AAAA")).toBe("wire/state");
  expect(await load("AAAA", 0)).toBe("wire/state");
  const other = (await talker.ask({ id: ++id, op: "make", env: "classic/cart-pole-v1" })).ok.session;
  await talker.ask({ id: 2, op: "reset", session: other, seed: 1 });
  const { state } = (await talker.ask({ id: 3, op: "save", session: other })).ok;
  expect(await load(state)).toBe("checkpoint/foreign");
  expect(await saved()).toBe(begun);
});

test("another client's session is not to be had without its token", async () => {
  const server = await serving();
  const [one, two] = [await talking(server.url), await talking(server.url)];
  const { session, token } = (await one.ask({ id: 1, op: "make", env })).ok;
  expect((await two.ask({ id: 1, op: "reset", session, seed: 1 })).error.code).toBe("wire/session");
  expect((await two.ask({ id: 2, op: "close", session })).error.code).toBe("wire/session");
  expect((await two.ask({ id: 3, op: "resume", session, token: `${token}x` })).error.code).toBe("wire/session");
  expect((await two.ask({ id: 4, op: "resume", session, token })).ok.answered).toEqual([]);
  expect(await one.next()).toEqual({ event: "taken", session });
  expect((await one.ask({ id: 2, op: "reset", session, seed: 1 })).error.code).toBe("wire/session");
  expect((await two.ask({ id: 5, op: "reset", session, seed: 1 })).ok.step).toBe(0);
});

test("a frame that is too large closes the socket, and no other", async () => {
  const server = await serving({ maxFrameBytes: 10_000 });
  const [large, other] = [await talking(server.url), await talking(server.url)];
  large.socket.send("x".repeat(20_000));
  expect(await large.closed).toBe(1009);
  expect(await other.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  const invalid = await talking(server.url);
  invalid.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
  expect(await invalid.closed).toBe(1007);
});

test("no answer is larger than a frame may be, and a refused one has changed nothing", async () => {
  const server = await serving({ maxFrameBytes: 29_000 });
  const talker = await talking(server.url);
  const { session } = (await talker.ask({ id: 1, op: "make", env, worlds: 40 })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  expect((await talker.ask({ id: 3, op: "save", session })).error.code).toBe("wire/limit");
  const raw = { op: "render", session, width: 100, height: 100, format: "rgb" };
  expect((await talker.ask({ id: 4, ...raw })).error.code).toBe("wire/limit");
  expect((await talker.ask({ id: 5, op: "save", session, world: 0 })).ok.state).toBeDefined();
});

test("one client cannot take all sessions", async () => {
  const server = await serving({ socketSessions: 2 });
  const [greedy, other] = [await talking(server.url), await talking(server.url)];
  let id = 0;
  const make = async (talker: typeof other) => talker.ask({ id: ++id, op: "make", env });
  for (let i = 0; i < 2; i++) expect((await make(greedy)).ok.session).toBeDefined();
  expect((await make(greedy)).error.code).toBe("wire/busy");
  expect((await make(other)).ok.session).toBeDefined();
});

test("limits on worlds and sessions hold, and what was freed can be had again", async () => {
  const server = await serving({ maxWorlds: 10, maxSessions: 2 });
  const talker = await talking(server.url);
  let id = 0;
  const make = async (worlds: number) => talker.ask({ id: ++id, op: "make", env, worlds });
  const first = await make(8);
  expect((await make(3)).error.code).toBe("wire/busy");
  expect((await make(2)).ok.session).toBeDefined();
  expect((await make(1)).error.code).toBe("wire/busy");
  await talker.ask({ id: ++id, op: "close", session: first.ok.session });
  expect((await make(8)).ok.session).toBeDefined();
});

test("tokens and origins are looked at before anything else", async () => {
  const token = "a-token-of-enough-letters";
  const server = await serving({ token, origins: ["https://gym.example"] });
  await expect(talking(server.url)).rejects.toThrow("403");
  await expect(talking(server.url, undefined, { authorization: "Bearer another-token-of-letters" })).rejects.toThrow(
    "403",
  );
  const bearer = { authorization: `Bearer ${token}` };
  expect(await (await talking(server.url, undefined, bearer)).ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  const page = `${server.url.replace("ws", "http")}/metrics`;
  expect((await fetch(page)).status).toBe(403);
  expect((await fetch(page, { headers: bearer })).status).toBe(200);
  expect((await fetch(page.replace("metrics", "healthz"))).status).toBe(200);
  expect((await connected(server.url, { token })).greeting.protocol).toBe("rewardgym.v1"); // as a browser shows it
  await expect(connected(server.url, { token: "wrong" })).rejects.toMatchObject({ code: "wire/unreachable" });
  const from = (origin: string) => talking(server.url, undefined, { ...bearer, origin });
  await expect(from("https://evil.example")).rejects.toThrow("403");
  await expect(from("https://gym.example.evil.example")).rejects.toThrow("403");
  await expect(from("null")).rejects.toThrow("403");
  expect((await from("https://gym.example")).socket.readyState).toBe(1);
  expect((await from("http://localhost:5173")).socket.readyState).toBe(1);
});

test("others cannot be let in without a token", async () => {
  await expect(serving({ address: "0.0.0.0" })).rejects.toMatchObject({ code: "wire/forbidden" });
});

test("a client that vanishes in the middle of a frame harms nobody", async () => {
  const server = await serving();
  const other = await talking(server.url);
  const key = Buffer.from("0123456789abcdef").toString("base64");
  for (let i = 0; i < 5; i++) {
    const raw = dialTcp(server.port, server.address);
    raw.write(
      `GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: rewardgym.v1\r\n\r\n`,
    );
    await once(raw, "data"); // it is let in
    await promisify(raw.write.bind(raw))(Buffer.from([0x82, 0xfe, 0x10, 0x00, 1, 2, 3, 4, 5, 6])); // promises 4096 bytes
    raw.destroy();
  }
  expect(await other.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  await untilMetrics(server, /^rewardgym_sockets 1$/m);
});

test("a client that does not read is cut, and nobody else waits for it", async () => {
  const server = await serving({ patienceSeconds: 0.5, threads: 1 });
  const [slow, other] = [await talking(server.url), await talking(server.url)];
  const { session } = (await slow.ask({ id: 1, op: "make", env: "classic/cart-pole-v1", worlds: 20_000 })).ok;
  await slow.ask({ id: 2, op: "reset", session, seed: 1 });
  (slow.socket as unknown as { _socket: { pause(): void } })._socket.pause();
  const actions = new Int32Array(20_000);
  for (let id = 3; id < 30; id++) slow.socket.send(pack({ id, op: "step", session, actions }));
  expect(await other.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  const after = await untilMetrics(server, /^rewardgym_reaped_total\{what="slow socket"\} 1$/m);
  expect(await other.ask({ id: 2, op: "ping" })).toEqual({ id: 2, ok: {} });
  expect(Number(/^rewardgym_resident_bytes (\d+)$/m.exec(after)?.[1])).toBeLessThan(2 ** 30);
});

test("a flood is worked off in order, and others are answered meanwhile", async () => {
  const server = await serving({ threads: 2 });
  const [flood, other] = [await talking(server.url), await talking(server.url)];
  const { session } = (await flood.ask({ id: 1, op: "make", env })).ok;
  await flood.ask({ id: 2, op: "reset", session, seed: 1 });
  const count = 3000;
  for (let i = 0; i < count; i++) flood.socket.send(JSON.stringify({ id: 3 + i, op: "step", session, actions: [0] }));
  expect(await other.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  for (let i = 0; i < count; i++) expect((await flood.next()).id).toBe(3 + i);
});
