import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../scripts/command.ts";
import { serving, type Talker, talking, untilMetrics } from "../here.ts";

const host = new URL("./drowsy-host.ts", import.meta.url).href;
const env = "test/drowsy-v1";
/** Worlds that do not step until the gate is opened. */
function gate() {
  const path = join(temporaryFolder(), "open");
  return { gated: { env, params: { gate: path } }, open: () => writeFileSync(path, "") };
}

/** Resolves when the server has read everything that a client has sent so far. */
async function untilRead(talker: Talker): Promise<void> {
  expect(await talker.ask({ id: 1000, op: "ping" })).toEqual({ id: 1000, ok: {} });
}

const key = "a key that nobody guesses";

async function made(talker: Talker, wish: object = { env }): Promise<{ session: string; token: string }> {
  const { session, token } = (await talker.ask({ id: 1, op: "make", ...wish })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  return { session, token };
}

const step = (id: number, session: string) => JSON.stringify({ id, op: "step", session, actions: [1] });

test("numbers in work survive a resume, and each is carried out once", async () => {
  const server = await serving({ host });
  const [first, bystander] = [await talking(server.url), await talking(server.url)];
  const { gated, open } = gate();
  const own = await made(bystander);
  const { session, token } = await made(first, gated);
  for (let id = 3; id < 33; id++) first.socket.send(step(id, session));
  await untilRead(first);
  first.socket.terminate();
  const second = await talking(server.url);
  const steps = Array.from({ length: 30 }, (_, i) => i + 3);
  expect((await second.ask({ id: 1, op: "resume", session, token })).ok).toEqual({
    answered: [2],
    pending: steps,
    dropped: [],
  });
  for (const id of steps) second.socket.send(step(id, session)); // in progress: ignored
  await untilRead(second);
  open();
  for (const id of steps) expect(await second.next()).toMatchObject({ id, ok: { step: id - 2 } });
  expect(await second.ask(step(32, session))).toMatchObject({ id: 32, ok: { step: 30 } });
  expect(await second.ask(step(33, session))).toMatchObject({ id: 33, ok: { step: 31 } });
  expect(await bystander.ask(step(3, own.session))).toMatchObject({ id: 3, ok: { step: 1 } });
});

test("what was answered while nobody was there is kept", async () => {
  const server = await serving({ host });
  const first = await talking(server.url);
  const { gated, open } = gate();
  const { session, token } = await made(first, gated);
  for (let id = 3; id < 23; id++) first.socket.send(step(id, session));
  await untilRead(first);
  first.socket.terminate();
  await untilMetrics(server, /^rewardgym_sockets 0$/m);
  open();
  await untilMetrics(server, /^rewardgym_env_steps_total 20$/m);
  const second = await talking(server.url);
  const { answered } = (await second.ask({ id: 1, op: "resume", session, token })).ok;
  expect(answered).toEqual(Array.from({ length: 21 }, (_, i) => i + 2));
  for (const id of answered.slice(1))
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
  const { gated, open } = gate();
  const { session } = await made(talker, gated);
  expect((await talker.ask({ id: 2, op: "text", session })).error.code).toBe("wire/request");
  for (let id = 3; id < 8; id++) talker.socket.send(step(id, session));
  talker.socket.send(JSON.stringify({ id: 8, op: "close", session }));
  for (const id of [4, 5, 6, 7]) expect(await talker.next()).toMatchObject({ id, error: { code: "wire/closed" } });
  open();
  expect(await talker.next()).toMatchObject({ id: 3, ok: { step: 1 } });
  expect(await talker.next()).toEqual({ id: 8, ok: {} });
});

test("nothing is made for a client that has gone", async () => {
  const server = await serving({ host, graceSeconds: 600 });
  const [attacker, bystander] = [await talking(server.url), await talking(server.url)];
  const { gated, open } = gate();
  const { session, token } = await made(attacker, gated);
  const own = await made(bystander);
  attacker.socket.send(step(3, session));
  for (let id = 20; id < 30; id++)
    attacker.socket.send(JSON.stringify({ id, op: "branch", session, world: 0, copies: 1 }));
  await untilRead(attacker);
  attacker.socket.terminate();
  await untilMetrics(server, /^rewardgym_sockets 1$/m);
  open();
  await untilMetrics(server, /^rewardgym_errors_total\{code="wire\/closed"\} 10$/m);
  await untilMetrics(server, /^rewardgym_sessions 2$/m);
  const back = await talking(server.url);
  expect((await back.ask({ id: 1, op: "resume", session, token })).ok.answered).toEqual([2, 3]);
  expect(await bystander.ask(step(3, own.session))).toMatchObject({ ok: { step: 1 } });
});
