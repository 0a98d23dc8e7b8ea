import { expect, test } from "vitest";
import { rewards, transforms } from "../../rewards/index.ts";
import { type Packable, pack, unpack } from "../../src/core/index.ts";
import { openScored } from "../../src/run/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { openRemote } from "../../src/wire/client/index.ts";
import { seated } from "../fixtures/worlds-seated.ts";
import { act, trace } from "../vector/trace.ts";
import { connected, serving, talking } from "./here.ts";

const host = new URL("./seated-host.ts", import.meta.url).href;
const reward = { use: "sparse/reached-v1", params: { feature: "waited", bound: 1 } }; // remembers whom it has paid

test.each([
  ["fixture/pursuit-v1", {}, { capture: { text: true } }],
  ["fixture/queue-v1", { places: 3, pause: 2 }, {}],
  ["fixture/queue-v1", { places: 2, reseats: false }, { group: 3 }],
])("%s on a server shows the same bytes as here", async (id, params, more) => {
  const server = await serving({ host });
  const connection = await connected(server.url);
  const choice = { envs: seated, env: { id, params }, worlds: 3, ...more };
  const here = await openVector(choice);
  const there = await openRemote({ ...choice, connection, known: await seated.find(id) });
  expect([there.worlds, there.rows, there.env.seats]).toEqual([3, here.rows, here.env.seats]);
  await here.reset(5);
  await there.reset(5);
  expect(await trace(there, 9, 40)).toEqual(await trace(here, 9, 40));

  const saved = await there.save(1);
  const { seal: _, ...world } = unpack(saved) as { [key: string]: Packable };
  expect(pack(world)).toEqual(await here.save(1));
  const [branchHere, branchThere] = [await here.branch(0, 2), await there.branch(0, 2)];
  expect(await trace(branchThere, 11, 20)).toEqual(await trace(branchHere, 11, 20));
  for (const vector of [here, branchHere, there, branchThere]) await vector.close();
});

test("rewards, and what they remember, are of seats: here, on a server and after a load", async () => {
  const server = await serving({ host });
  const connection = await connected(server.url);
  const env = { id: "fixture/queue-v1", params: { places: 3, pause: 2 } };
  const open = () => openScored({ registries: { envs: seated, rewards, transforms }, env, reward, worlds: 2 });
  const [here, other] = [await open(), await open()];
  const there = await openRemote({ connection, env, reward, worlds: 2, known: await seated.find(env.id) });
  await here.reset(5);
  await other.reset(6);
  await there.reset(5);
  let paid = 0;
  for (let step = 0; step < 60; step++) {
    if (step === 20) for (const world of [0, 1]) await other.load(world, await here.save(world));
    for (const vector of [here.vector, other.vector, there]) act(vector as never, 3, step);
    await here.step();
    await other.step();
    await there.step();
    expect(there.rewards).toEqual(here.rewards);
    for (let row = 0; row < 6; row++) if (!here.vector.acted[row]) expect(here.rewards[row]).toBe(0);
    paid += here.rewards.reduce((a, b) => a + b);
    if (step < 20) continue;
    expect(other.rewards).toEqual(here.rewards);
    for (const row of here.vector.endedRows.subarray(0, here.vector.ended)) {
      expect(other.ended.scores[row]).toBe(here.ended.scores[row]);
      expect([other.ended.returns[row], here.ended.returns[row]]).toEqual([1, 1]);
    }
  }
  expect(paid).toBeGreaterThan(5);
  for (const one of [here, other, there]) await one.close();
});

test("in text: the env says its seats, actions and columns are of rows, absent seats are told", async () => {
  const server = await serving({ host });
  const talker = await talking(server.url);
  const made = await talker.ask({ id: 1, op: "make", env: "fixture/queue-v1", params: { reseats: false }, worlds: 2 });
  expect(made.ok.env.seats).toBe(3);
  const { session } = made.ok;
  const told = await talker.ask({ id: 2, op: "reset", session, seed: 3 });
  expect([told.ok.features.waited.length, told.ok.masks.length, told.ok.present]).toEqual([6, 12, undefined]);
  const few = await talker.ask({ id: 3, op: "step", session, actions: [0, 0] });
  expect(few.error).toMatchObject({ code: "action/illegal", expected: "6 numbers (6 rows of 1), as int32" });
  const present: unknown[] = [];
  for (let id = 4; id < 20; id++) {
    const { ok } = await talker.ask({ id, op: "step", session, actions: [0, 0, 0, 0, 0, 0] });
    expect([ok.rewards.length, ok.terminated.length]).toEqual([6, 6]);
    if (ok.present) present.push(ok.present);
  }
  expect(present.length).toBeGreaterThan(2);
  for (const seats of present) expect(seats).toHaveLength(6);
});

test("seats beyond the most, and more than a session may hold, are refused", async () => {
  const server = await serving({ host });
  const talker = await talking(server.url);
  const many = await talker.ask({ id: 1, op: "make", env: "fixture/queue-v1", params: { places: 1000 } });
  expect(many.error.code).toBe("params/invalid");
  const wide = await talker.ask({ id: 2, op: "make", env: "fixture/queue-v1", params: { places: 200 }, worlds: 1000 });
  expect(wide.error.code).toBe("wire/limit");
  const odd = await talker.ask({ id: 3, op: "make", env: "fixture/pursuit-v1", worlds: 3, group: 2 });
  expect(odd.error.code).toBe("run/invalid");
});

test("OpenEnv, which has one agent a world, is refused", async () => {
  const server = await serving({ host });
  const talker = await talking(`${server.url}/fixture/pursuit-v1/ws`, []);
  const told = await talker.next();
  expect(told.data).toMatchObject({ code: "FACTORY_ERROR", message: expect.stringContaining("2 seats") });
});
