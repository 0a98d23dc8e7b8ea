import { expect, test } from "vitest";
import { encodeText, type Message } from "../../../src/wire/frame.ts";
import { hosting } from "../../../src/wire/server/hosting.ts";
import { beyondSample, sample } from "../../sample.ts";
import { serving, type Talker, talking, untilMetrics } from "../here.ts";
import slowHost from "./slow-reset-host.ts";

const cartPole = "classic/cart-pole-v1";

async function opened(talker: Talker, env: string, worlds: number): Promise<string> {
  const { session } = (await talker.ask({ id: 1, op: "make", env, worlds })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  return session;
}

/** Steps a bystander while others work, and reports how long its answers took. */
async function steps(talker: Talker, session: string, count: number): Promise<void> {
  const spent: number[] = [];
  for (let id = 3; id < 3 + count; id++) {
    const begun = performance.now();
    expect((await talker.ask({ id, op: "step", session, actions: [0] })).ok).toMatchObject({ step: id - 2 });
    spent.push(performance.now() - begun);
  }
  console.log(`bystander's answers [ms]: ${spent.map((time) => time.toFixed(1)).join(", ")}`);
}

test("a reset of many worlds is cut into pieces: who shares the thread is answered meanwhile, and it is the same reset", async () => {
  const limits = { stateKey: new Uint8Array(32), answerBytes: 2 ** 26, textBytes: 2 ** 22 };
  const { open, handle } = hosting(slowHost, limits);
  const [large, small] = [1, 2]; // sessions, of clients with the same numbers
  const wish = { env: "test/slow-reset-v1", params: { resetMs: 2 } };
  const answer = async (session: number, question: object) => {
    const { frame } = await handle(session, encodeText({ session: "", ...question } as Message), session);
    return JSON.parse(frame as string).ok;
  };
  await open(large, { ...wish, worlds: 100 }, large);
  await open(small, wish, small);
  await answer(small, { id: 1, op: "reset", seed: 1 });
  const seeds = Array.from({ length: 100 }, (_, i) => i);
  for (const [id, seed] of [1, seeds].entries()) {
    let ended = false;
    const resetting = answer(large, { id, op: "reset", seed }).then((columns) => {
      ended = true;
      return columns;
    });
    for (const half of [1, 2])
      expect(await answer(small, { id: half + 1, op: "step", actions: [0] })).toMatchObject({ step: 2 * id + half });
    expect(ended).toBe(false);
    expect((await resetting).observations).toEqual(Array(100).fill(0));
  }
});

const large: readonly (readonly [string, object])[] = [
  ["reset", { op: "reset", seed: 2 }],
  ["hash", { op: "reset", seed: 2, hash: true }],
  ["save", { op: "save" }],
  ["render", { op: "render", width: 4096, height: 4096 }],
];
const chosen = sample(large, 1);

test.for(large)("%s of what is large is done where nobody else waits", async (request, { skip }) => {
  if (!chosen.has(request)) skip(beyondSample);
  const [op, question] = request;
  const server = await serving({ threads: 1, maxTextBytes: 2 ** 22 });
  const attackers = await Promise.all(Array.from({ length: 2 }, () => talking(server.url)));
  const bystander = await talking(server.url);
  const small = await opened(bystander, cartPole, 1);
  const worlds = op === "render" ? 1 : 2048;
  const large: string[] = [];
  for (const attacker of attackers) large.push(await opened(attacker, cartPole, worlds));
  const times = op === "render" ? 1 : 4;
  let answered = 0;
  const asking = attackers.flatMap((attacker, i) =>
    Array.from({ length: times }, async (_, time) => {
      const answer = await attacker.ask({ id: 3 + time, session: large[i], ...question });
      answered++;
      return answer;
    }),
  );
  await steps(bystander, small, 2);
  expect(answered).toBeLessThan(asking.length);
  for (const answer of await Promise.all(asking)) expect(answer.error).toBeUndefined();
});

test("a session that is large leaves its thread when it is closed", async () => {
  const server = await serving({ threads: 1 });
  const [talker, other] = [await talking(server.url), await talking(server.url)];
  await opened(other, cartPole, 1);
  const before = server.threads.length;
  const session = await opened(talker, cartPole, 16_384);
  expect(server.threads.length).toBe(before + 1);
  await talker.ask({ id: 3, op: "close", session });
  while (server.threads.length > before) await other.ask({ id: Date.now(), op: "ping" });
});

test("work for a client that has left for good does not keep its thread from others", async () => {
  const host = new URL("../hanging-host.ts", import.meta.url).href;
  const server = await serving({ host, threads: 1, graceSeconds: 0, deadlineSeconds: 1e6 });
  const [attacker, bystander] = [await talking(server.url), await talking(server.url)];
  const session = await opened(attacker, "test/hanging-v1", 1);
  attacker.socket.send(JSON.stringify({ id: 3, op: "step", session, actions: [2] })); // never comes back
  await attacker.ask({ id: 4, op: "ping" });
  attacker.socket.terminate();
  const metrics = await untilMetrics(server, /^rewardgym_sessions 0$/m);
  expect(metrics).toMatch(/^rewardgym_thread_deaths_total 0$/m);
  await steps(bystander, await opened(bystander, "test/hanging-v1", 1), 2);
  expect(server.threads.length).toBe(1);
});
