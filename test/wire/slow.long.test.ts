import { expect, test } from "vitest";
import { openRemote } from "../../src/wire/client/index.ts";
import { connected, serving, talking } from "./here.ts";

const host = new URL("./hanging-host.ts", import.meta.url).href;
const env = "test/hanging-v1";

test("an env that hangs is given up; who shared its thread goes on where it was", async () => {
  const server = await serving({ host, threads: 1, deadlineSeconds: 5 });
  const [bad, good] = [await talking(server.url), await talking(server.url)];
  const made = async (talker: typeof bad) => {
    const { session } = (await talker.ask({ id: 1, op: "make", env })).ok;
    await talker.ask({ id: 2, op: "reset", session, seed: 1 });
    return session as string;
  };
  const [worse, better] = [await made(bad), await made(good)];
  for (let id = 3; id < 8; id++) await good.ask({ id, op: "step", session: better, actions: [0] });
  const hung = bad.ask({ id: 3, op: "step", session: worse, actions: [2] });
  const on = await good.ask({ id: 8, op: "step", session: better, actions: [0] });
  expect(on.ok).toMatchObject({ step: 6, observations: [6] });
  expect((await hung).error).toMatchObject({ code: "wire/lost" });
  expect((await good.ask({ id: 9, op: "step", session: better, actions: [0] })).ok.observations).toEqual([7]);
  await bad.ask({ id: 4, op: "close", session: worse });
});

test("a slow env gets a thread of its own, and stalls nobody", async () => {
  const server = await serving({ host, threads: 1 });
  const dawdling = { id: env, params: { dawdleMs: 100 } };
  const slow = await openRemote({ connection: await connected(server.url), env: dawdling, worlds: 1 });
  const quick = await openRemote({ connection: await connected(server.url), env: { id: env }, worlds: 1 });
  await slow.reset(1);
  await quick.reset(1);
  (slow.actions as Int32Array).fill(1);
  for (let step = 0; step < 5; step++) await slow.step(); // it is found out
  let done = false;
  const finished = (async () => {
    for (let step = 0; step < 20; step++) await slow.step();
    done = true;
  })();
  let steps = 0;
  for (; !done; steps++) await quick.step();
  await finished;
  expect(steps).toBeGreaterThan(60); // in the time of 20 slow ones; on one thread they would take turns
  expect((slow.observations as Float32Array)[0]).toBe(25);
  expect((quick.observations as Float32Array)[0]).toBe(steps);
});

test("a server that goes finishes the step in hand, and says that it goes", async () => {
  const server = await serving({ host, threads: 1 });
  const talker = await talking(server.url);
  const params = { dawdleMs: 300 };
  const { session } = (await talker.ask({ id: 1, op: "make", env, params })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  talker.socket.send(JSON.stringify({ id: 3, op: "step", session, actions: [1] }));
  await talker.ask({ id: 4, op: "ping" }); // the step is on its way
  const closing = server.close();
  const heard = [await talker.next(), await talker.next()];
  expect(heard).toContainEqual({ event: "closing" });
  expect(heard).toContainEqual(expect.objectContaining({ id: 3, ok: expect.objectContaining({ observations: [1] }) }));
  expect(await talker.closed).toBe(1001);
  await closing;
  await expect(talking(server.url)).rejects.toThrow();
});
