import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { registries } from "../../scripts/registries.ts";
import { generator } from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { connect, openRemote, type SocketKind } from "../../src/wire/client/index.ts";
import { trace } from "../vector/trace.ts";
import { connected, serving, talking, untilMetrics } from "./here.ts";

const { envs } = registries;
const env = { id: "classic/pendulum-v1", params: { maxSteps: 20 } };

/** A kind of socket whose every instance can be cut. */
function cuttable(): { readonly kind: SocketKind; cut(): void } {
  let last: WebSocket | undefined;
  class Cuttable extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      last = this;
    }
  }
  return { kind: Cuttable as unknown as SocketKind, cut: () => last?.terminate() };
}

async function expected(seed: number, steps: number): Promise<string[]> {
  const here = await openVector({ envs, env, worlds: 2 });
  await here.reset(seed);
  const seen = await trace(here, seed, steps);
  await here.close();
  return seen;
}

test("200 sockets cut at random go on as if nothing had been", async () => {
  const server = await serving({ threads: 2 });
  const clients = 25;
  const cutsEach = 8;
  let cuts = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const { kind, cut } = cuttable();
      const connection = await connect(server.url, { socket: kind });
      const remote = await openRemote({ connection, env, worlds: 2 });
      await remote.reset(client);
      const rng = generator(client, "cuts");
      const seen: string[] = [];
      for (let step = 0; step < 60; step++) {
        const stepping = trace(remote, client, 1, step);
        if (step % 6 === 0 && step < 6 * cutsEach) {
          for (let turns = rng.integer(20); turns > 0; turns--) await setImmediate(); // before, in or after the step
          cut();
          cuts++;
        }
        seen.push(...(await stepping));
      }
      expect(seen).toEqual(await expected(client, 60));
      await remote.close();
      connection.close();
    }),
  );
  expect(cuts).toBe(200);
  const health = await (await fetch(`${server.url.replace("ws", "http")}/metrics`)).text();
  expect(health).toMatch(/^rewardgym_sessions 0$/m);
  expect(health).toMatch(/^rewardgym_worlds 0$/m);
});

test("threads killed under load: sessions go on as if nothing had been", async () => {
  const server = await serving({ threads: 2 });
  const connection = await connected(server.url);
  const env = { id: "locomotion/hopper-v1", params: { maxSteps: 20 } }; // too slow for the main thread
  const worlds = 6;
  const steps = 150;
  const traces = await Promise.all(
    Array.from({ length: 6 }, async (_, client) => {
      const remote = await openRemote({ connection, env, worlds });
      await remote.reset(client);
      const seen: string[] = [];
      for (let step = 0; step < steps; step++) {
        const stepping = trace(remote, client, 1, step);
        if (client === 0 && step % 30 === 15) await server.threads[((step - 15) / 30) % 2]?.kill();
        seen.push(...(await stepping));
      }
      return seen;
    }),
  );
  for (const [client, seen] of traces.entries()) {
    const here = await openVector({ envs, env, worlds });
    await here.reset(client);
    expect(seen).toEqual(await trace(here, client, steps));
    await here.close();
  }
  const metrics = await (await fetch(`${server.url.replace("ws", "http")}/metrics`)).text();
  expect(Number(/rewardgym_thread_deaths_total (\d+)/.exec(metrics)?.[1])).toBeGreaterThanOrEqual(3);
});

test("a half-open socket is cut, and its session freed after the grace", async () => {
  const server = await serving({ heartbeatSeconds: 0.1, lostSeconds: 0.4, graceSeconds: 0.2 });
  const talker = await talking(server.url);
  await talker.ask({ id: 1, op: "make", env: env.id });
  const raw = (talker.socket as unknown as { _socket: { pause(): void } })._socket;
  raw.pause(); // now nothing comes from it, and it does not say goodbye
  await untilMetrics(server, /reaped_total\{what="session"\} 1/);
  const after = await untilMetrics(server, /^rewardgym_sessions 0$/m); // once its thread has closed it
  expect(after).toMatch(/^rewardgym_sockets 0$/m);
  expect(after).toMatch(/reaped_total\{what="socket"\} 1/);
});

test("a server that is gone is said to be gone; another one in its place does not know the session", async () => {
  const first = await serving();
  const notices: string[] = [];
  const connection = await connected(first.url, { patienceSeconds: 20, onNotice: (notice) => notices.push(notice) });
  const remote = await openRemote({ connection, env, worlds: 2 });
  await remote.reset(1);
  await trace(remote, 1, 3);
  await first.close();
  const second = await serving({ port: first.port });
  await expect(trace(remote, 1, 1)).rejects.toMatchObject({ code: "wire/lost" });
  await expect(remote.save(0)).rejects.toMatchObject({ code: "wire/lost" }); // from now on
  expect(notices[0]).toContain("was lost");
  const again = await openRemote({ connection, env, worlds: 2 });
  await again.reset(2);
  expect(await trace(again, 2, 5)).toEqual(await expected(2, 5));
  await second.close();
});

test("without patience a server that is gone is told at once", async () => {
  const server = await serving();
  const connection = await connected(server.url, { patienceSeconds: 0 });
  const remote = await openRemote({ connection, env, worlds: 2 });
  await remote.reset(1);
  await server.close();
  await expect(trace(remote, 1, 1)).rejects.toMatchObject({
    code: expect.stringMatching(/^wire\/(unreachable|closed)$/),
  });
});
