import { expect, test } from "vitest";
import { type Answered, serving, type Talker, talking, untilMetrics } from "../here.ts";

const host = new URL("./drowsy-host.ts", import.meta.url).href;
const env = "test/drowsy-v1";
const slow = { env, params: { pauseMs: 30 } };
const key = "a key that nobody guesses";

async function made(talker: Talker, wish: object = { env }): Promise<{ session: string; token: string }> {
  const { session, token } = (await talker.ask({ id: 1, op: "make", ...wish })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  return { session, token };
}

const step = (id: number, session: string) => JSON.stringify({ id, op: "step", session, actions: [0] });

test("numbers in work survive a resume, and each is answered once", async () => {
  const server = await serving({ host });
  const [first, bystander] = [await talking(server.url), await talking(server.url)];
  const own = await made(bystander);
  const { session, token } = await made(first, slow);
  for (let id = 3; id < 33; id++) first.socket.send(step(id, session));
  await first.next(); // the first of them; many are waiting
  first.socket.terminate();
  const second = await talking(server.url);
  const { answered, pending } = (await second.ask({ id: 1, op: "resume", session, token })).ok;
  expect(pending.length).toBeGreaterThan(0);
  expect([...answered, ...pending]).toEqual([...answered, ...pending].toSorted((a, b) => a - b));
  for (const id of pending) second.socket.send(step(id, session));
  for (const id of pending) expect(await second.next()).toMatchObject({ id, ok: { step: id - 2 } });
  expect(await bystander.ask(step(3, own.session))).toMatchObject({ id: 3, ok: { step: 1 } });
  expect(await second.ask(step(33, session))).toMatchObject({ id: 33, ok: { step: 31 } }); // no more, no less
});

test("what was answered while nobody was there is kept", async () => {
  const server = await serving({ host });
  const first = await talking(server.url);
  const { session, token } = await made(first, slow);
  for (let id = 3; id < 23; id++) first.socket.send(step(id, session));
  await first.next();
  first.socket.terminate();
  await untilMetrics(server, /^rewardgym_env_steps_total 20$/m);
  const second = await talking(server.url);
  const { answered } = (await second.ask({ id: 1, op: "resume", session, token })).ok;
  expect(answered.length).toBeGreaterThan(8);
  for (const id of answered.filter((id: number) => id > 2))
    expect(await second.ask(step(id, session))).toMatchObject({ id, ok: { step: id - 2 } });
});

test("making and branching again answer the same session, over a new socket with a key", async () => {
  const server = await serving({ host });
  const [first, bystander] = [await talking(server.url), await talking(server.url)];
  const make = { id: 1, op: "make", env, key };
  first.socket.send(JSON.stringify(make));
  first.socket.send(JSON.stringify(make));
  const [one, two] = [await first.next(), await first.next()];
  expect(two).toEqual(one);
  const { session } = one.ok;
  await first.ask({ id: 2, op: "reset", session, seed: 1 });
  const branch = { id: 3, op: "branch", session, world: 0, copies: 2 };
  const branched = await first.ask(branch);
  expect(await first.ask(branch)).toEqual(branched);
  await untilMetrics(server, /^rewardgym_sessions 2$/m);
  expect((await first.ask({ ...branch, copies: 3 })).error.code).toBe("wire/request");
  expect((await first.ask({ id: 3, op: "make", env })).error.code).toBe("wire/request");
  const second = await talking(server.url);
  expect(await second.ask({ ...make, id: 77 })).toEqual({ id: 77, ok: one.ok });
  expect(await first.next()).toEqual({ event: "taken", session });
  expect(await second.ask(step(3, session))).toMatchObject({ ok: { step: 1 } });
  expect((await second.ask({ ...make, id: 78, worlds: 2 })).error.code).toBe("wire/request");
  const other = await bystander.ask({ id: 1, op: "make", env });
  expect(other.ok.session).not.toBe(session);
  await untilMetrics(server, /^rewardgym_sessions 3$/m);
});

test("closing again is no error; closing another's session is", async () => {
  const server = await serving({ host });
  const [one, two] = [await talking(server.url), await talking(server.url)];
  const { session } = await made(one);
  const other = (await two.ask({ id: 1, op: "make", env })).ok.session;
  for (const id of [3, 3, 4]) expect(await one.ask({ id, op: "close", session })).toEqual({ id, ok: {} });
  expect(await two.ask({ id: 2, op: "close", session })).toEqual({ id: 2, ok: {} });
  expect((await one.ask({ id: 5, op: "close", session: other })).error.code).toBe("wire/session");
  expect((await one.ask({ id: 6, op: "close", session: "another" })).error.code).toBe("wire/session");
});

test("a number that comes again with another op is refused, and requests behind a close are answered", async () => {
  const server = await serving({ host });
  const talker = await talking(server.url);
  const { session } = await made(talker, slow);
  expect((await talker.ask({ id: 2, op: "text", session })).error.code).toBe("wire/request");
  for (let id = 3; id < 8; id++) talker.socket.send(step(id, session));
  talker.socket.send(JSON.stringify({ id: 8, op: "close", session }));
  const heard: Answered[] = [];
  while (heard.length < 6) heard.push(await talker.next());
  expect(heard.map(({ id }) => id).toSorted()).toEqual([3, 4, 5, 6, 7, 8]);
  expect(heard.find(({ id }) => id === 7)).toMatchObject({ error: { code: "wire/closed" } });
});

test("nothing is made for a client that has gone", async () => {
  const server = await serving({ host, graceSeconds: 600 });
  const [attacker, bystander] = [await talking(server.url), await talking(server.url)];
  const { session, token } = await made(attacker, slow);
  const own = await made(bystander);
  for (let id = 3; id < 13; id++) attacker.socket.send(step(id, session));
  for (let id = 20; id < 30; id++)
    attacker.socket.send(JSON.stringify({ id, op: "branch", session, world: 0, copies: 1 }));
  await attacker.next(); // the first step, so that all has been read; the branches wait for the others
  attacker.socket.terminate();
  await untilMetrics(server, /^rewardgym_sockets 1$/m);
  const back = await talking(server.url);
  back.socket.send(JSON.stringify({ id: 1, op: "resume", session, token }));
  back.socket.send(JSON.stringify({ id: 50, op: "text", session })); // comes after all that was asked before
  while ((await back.next()).id !== 50);
  await untilMetrics(server, /^rewardgym_errors_total\{code="wire\/closed"\} 10$/m);
  await untilMetrics(server, /^rewardgym_sessions 2$/m);
  expect(await bystander.ask(step(3, own.session))).toMatchObject({ ok: { step: 1 } });
});
