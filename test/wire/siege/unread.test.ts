import { expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { pack } from "../../../src/core/index.ts";
import { beyondSample, sample } from "../../sample.ts";
import { serving, type Talker, talking, untilMetrics } from "../here.ts";

const mebibyte = 2 ** 20;

/** Stops reading a socket, as a client that has hung does. */
const deafen = ({ socket }: Talker) => (socket as unknown as { _socket: { pause(): void } })._socket.pause();

/** Counts what the servers of this process send [bytes]. */
function sentByServers(): () => number {
  const { send, pong } = WebSocket.prototype;
  let bytes = 0;
  const counting = (original: unknown) =>
    function (this: WebSocket, ...given: unknown[]) {
      if ((this as unknown as { _isServer: boolean })._isServer) bytes += (given[0] as string).length;
      return (original as (...given: unknown[]) => void).apply(this, given);
    };
  vi.spyOn(WebSocket.prototype, "send").mockImplementation(counting(send));
  vi.spyOn(WebSocket.prototype, "pong").mockImplementation(counting(pong));
  return () => bytes;
}

const messages = {
  list: (id: number) => JSON.stringify({ id, op: "list" }),
  describe: (id: number) => JSON.stringify({ id, op: "describe", env: "locomotion/humanoid-v1" }),
  errors: () => "z",
  "errors of OpenEnv": () => JSON.stringify({ type: "z".repeat(400) }),
} as const;

const deaf = [
  ["list", "", 3000],
  ["describe", "", 6000],
  ["errors", "", 200_000],
  ["errors of OpenEnv", "/classic/cart-pole-v1/ws", 100_000],
] as const;
const chosen = sample(deaf, 2);

test.for(deaf)("a client that does not read its %s is read no further and then cut", async (asked, { skip }) => {
  if (!chosen.has(asked)) skip(beyondSample);
  const [name, path, count] = asked;
  const server = await serving({ patienceSeconds: 0.5 });
  const attacker = await talking(server.url + path, path ? [] : undefined);
  const bystander = await talking(server.url);
  const sent = sentByServers();
  deafen(attacker);
  const message = messages[name];
  for (let id = 0; id < count; id++) attacker.socket.send(message(id));
  expect(await bystander.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  await untilMetrics(server, /^rewardgym_reaped_total\{what="slow socket"\} 1$/m);
  expect(sent()).toBeLessThan(24 * mebibyte);
  expect(await bystander.ask({ id: 2, op: "ping" })).toEqual({ id: 2, ok: {} });
  vi.restoreAllMocks();
});

test("many sessions of a client that does not read its pictures and saves paint one after another", async () => {
  const server = await serving({ patienceSeconds: 0.5 });
  const [attacker, bystander] = [await talking(server.url), await talking(server.url)];
  const names: string[] = [];
  for (let id = 1; id <= 12; id++)
    names.push((await attacker.ask({ id, op: "make", env: "classic/cart-pole-v1", worlds: 4 })).ok.session);
  for (const session of names) await attacker.ask({ id: 1, op: "reset", session, seed: 1 });
  const sent = sentByServers();
  deafen(attacker);
  const size = { width: 2048, height: 2048 };
  for (const session of names)
    for (let id = 2; id < 5; id++) attacker.socket.send(pack({ id, op: "render", session, ...size, format: "rgb" }));
  expect(await bystander.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  await untilMetrics(server, /^rewardgym_reaped_total\{what="slow socket"\} 1$/m);
  expect(sent()).toBeLessThan(40 * mebibyte); // of 430
  expect(await bystander.ask({ id: 2, op: "ping" })).toEqual({ id: 2, ok: {} });
  vi.restoreAllMocks();
});

test("many clients that do not read are bounded together: the one with the most unread is cut", async () => {
  const most = 6 * mebibyte;
  const server = await serving({ patienceSeconds: 1e5, maxUnreadBytes: most });
  const bystander = await talking(server.url);
  const attackers = await Promise.all(Array.from({ length: 6 }, () => talking(server.url)));
  const sockets = new Set<WebSocket>();
  let mostHeld = 0;
  const { send } = WebSocket.prototype;
  vi.spyOn(WebSocket.prototype, "send").mockImplementation(function (this: WebSocket, ...given: unknown[]) {
    (send as (...given: unknown[]) => void).apply(this, given);
    if (!(this as unknown as { _isServer: boolean })._isServer) return;
    sockets.add(this);
    const held = [...sockets].filter(({ readyState }) => readyState === WebSocket.OPEN);
    const bytes = held.reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0);
    mostHeld = Math.max(mostHeld, bytes);
  });
  for (const attacker of attackers) {
    deafen(attacker);
    for (let id = 0; id < 3000; id++) attacker.socket.send(messages.describe(id));
  }
  await untilMetrics(server, /^rewardgym_reaped_total\{what="slow socket"\} [3-6]$/m);
  expect(await bystander.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
  expect(mostHeld).toBeGreaterThan(most);
  expect(mostHeld).toBeLessThan((4 / 3) * most + mebibyte); // and the last answer
  vi.restoreAllMocks();
});

test("a client that pauses and then reads gets everything", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  deafen(talker);
  const count = 3000;
  for (let id = 0; id < count; id++) talker.socket.send(messages.describe(id));
  await vi.waitFor(
    async () => expect(await (await fetch(`${server.url.replace("ws", "http")}/healthz`)).text()).toBe("ok\n"),
    { timeout: 300_000 },
  );
  (talker.socket as unknown as { _socket: { resume(): void } })._socket.resume();
  const seen = new Set<number>();
  while (seen.size < count) seen.add((await talker.next()).id);
  expect(seen.size).toBe(count);
});
