import { expect, test } from "vitest";
import { serving, type Talker, talking } from "../here.ts";

const slowHost = new URL("./slow-reset-host.ts", import.meta.url).href;
const cartPole = "classic/cart-pole-v1";

async function opened(talker: Talker, env: string, worlds: number, params = {}): Promise<string> {
  const { session } = (await talker.ask({ id: 1, op: "make", env, worlds, params })).ok;
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
  const server = await serving({ host: slowHost, threads: 1 });
  const [attacker, bystander] = [await talking(server.url), await talking(server.url)];
  const env = "test/slow-reset-v1";
  const [large, small] = [await opened(attacker, env, 400, { resetMs: 2 }), await opened(bystander, env, 1)];
  expect(server.threads.length).toBe(1);
  const seeds = Array.from({ length: 400 }, (_, i) => i);
  for (const [id, seed] of [1, seeds].entries()) {
    let ended = false;
    const resetting = attacker.ask({ id: 10 + id, op: "reset", session: large, seed }).then((answer) => {
      ended = true;
      return answer;
    });
    await bystander.ask({ id: 3 + 2 * id, op: "step", session: small, actions: [0] });
    await bystander.ask({ id: 4 + 2 * id, op: "step", session: small, actions: [0] });
    expect(ended).toBe(false);
    expect((await resetting).ok.observations).toEqual(Array(400).fill(0));
  }
});

test.each([
  ["reset", { op: "reset", seed: 2 }],
  ["hash", { op: "reset", seed: 2, hash: true }],
  ["save", { op: "save" }],
  ["render", { op: "render", width: 4096, height: 4096 }],
])("%s of what is large is done where nobody else waits", async (op, question) => {
  const server = await serving({ threads: 1 });
  const attackers = await Promise.all(Array.from({ length: 2 }, () => talking(server.url)));
  const bystander = await talking(server.url);
  const small = await opened(bystander, cartPole, 1);
  const worlds = op === "render" ? 1 : 2048;
  const large: string[] = [];
  for (const attacker of attackers) large.push(await opened(attacker, cartPole, worlds));
  let answered = 0;
  const asking = attackers.map(async (attacker, i) => {
    const answer = await attacker.ask({ id: 3, session: large[i], ...question });
    answered++;
    return answer;
  });
  await steps(bystander, small, 2);
  expect(answered).toBeLessThan(2);
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
