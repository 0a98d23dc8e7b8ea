import { expect, test } from "vitest";
import { registries } from "../../../scripts/registries.ts";
import { pack } from "../../../src/core/index.ts";
import { openScored } from "../../../src/run/index.ts";
import { openVector } from "../../../src/vector/index.ts";
import { openRemote } from "../../../src/wire/client/index.ts";
import { sealWith } from "../../../src/wire/server/seal.ts";
import { flipped, panicking, withFlippedState } from "../../fixtures/spoiled-worlds.ts";
import { beyondSample, sample } from "../../sample.ts";
import { trace } from "../../vector/trace.ts";
import { connected, serving, talking } from "../here.ts";

const { envs } = registries;
const hopper = { id: "locomotion/hopper-v1", params: { engine: "rapier" } };
const stateKey = new TextEncoder().encode("a key that the servers share");

test("states without this server's seal are refused before anything has changed", async () => {
  const server = await serving();
  const other = await serving();
  const [connection, elsewhere] = [await connected(server.url), await connected(other.url)];
  const env = { id: "classic/pendulum-v1" };
  const [remote, foreign] = await Promise.all(
    [connection, elsewhere].map((connection) => openRemote({ connection, env, worlds: 2 })),
  );
  const here = await openVector({ envs, env, worlds: 2 });
  for (const vector of [remote, foreign, here]) await vector.reset(1);
  const before = await remote.save(0);
  const whole = async (connection: typeof elsewhere, session: string) =>
    (await connection.ask("save", { session })).state as Uint8Array<ArrayBuffer>;
  const ours = await whole(connection, remote.session);
  const refused = { code: "wire/state" };
  for (const state of [await here.save(0), await foreign.save(0), new Uint8Array(0), new Uint8Array(1000)])
    await expect(remote.load(0, state)).rejects.toMatchObject(refused);
  for (let bit = 0; bit < before.length * 8; bit += 601)
    await expect(remote.load(0, flipped(before, bit))).rejects.toMatchObject(refused);
  for (const state of [await whole(elsewhere, foreign.session), flipped(ours, 3000), pack({ format: "x" })])
    await expect(connection.ask("load", { session: remote.session, state })).rejects.toMatchObject(refused);
  expect(await remote.save(0)).toEqual(before);
  expect(await trace(remote, 2, 20)).toEqual(await trace(here, 2, 20));
  await here.close();
});

test("servers with one key take each other's worlds, and every client can read them", async () => {
  const [one, two] = [await serving({ stateKey }), await serving({ stateKey })];
  const env = { id: "classic/pendulum-v1" };
  const open = async (url: string) => openRemote({ connection: await connected(url), env, worlds: 2 });
  const [first, second] = [await open(one.url), await open(two.url)];
  const here = await openVector({ envs, env, worlds: 2 });
  await first.reset(1);
  for (const vector of [second, here]) {
    await vector.reset(2);
    for (const world of [0, 1]) await vector.load(world, await first.save(world));
  }
  const seen = await trace(first, 3, 20);
  expect(await trace(second, 3, 20)).toEqual(seen);
  expect(await trace(here, 3, 20)).toEqual(seen);
  await here.close();
});

test("a world that is scored here and lives on a server goes back to where it was", async () => {
  const connection = await connected((await serving()).url);
  const scored = await openScored({
    registries,
    env: { id: "classic/pendulum-v1" },
    reward: "shaped/pendulum-v1",
    worlds: 2,
    open: async ({ env, worlds, capture }) => openRemote({ connection, env, worlds, capture }),
  });
  await scored.reset(1);
  const begun = await scored.save(0);
  const seen = await trace(scored.vector, 1, 5);
  await scored.load(0, begun);
  await scored.load(1, begun);
  await scored.load(0, await scored.save(1));
  expect((await trace(scored.vector, 1, 5)).length).toBe(seen.length);
  await scored.close();
});

const panics = Object.entries(panicking);
const chosen = sample(panics, 1);

test.for(panics)(
  "an engine that panics in %s harms no session of its thread, and is told as a fault",
  async (panic, { skip }) => {
    if (!chosen.has(panic)) skip(beyondSample);
    const [, bit] = panic;
    const server = await serving({ stateKey });
    const attacker = await talking(server.url);
    const made = await attacker.ask({ id: 1, op: "make", env: hopper.id, params: hopper.params, worlds: 1 });
    const { session } = made.ok;
    await attacker.ask({ id: 2, op: "reset", session, seed: 1 });
    const { state } = (await attacker.ask({ id: 3, op: "save", session, world: 0 })).ok;
    const crafted = sealWith(stateKey).close(withFlippedState(Buffer.from(state, "base64"), bit)); // as if the key were known

    const bystander = await openRemote({ connection: await connected(server.url), env: hopper, worlds: 2 });
    const here = await openVector({ envs, env: hopper, worlds: 2 });
    await bystander.reset(5);
    await here.reset(5);
    expect(await trace(bystander, 5, 5)).toEqual(await trace(here, 5, 5));
    const loaded = await attacker.ask({
      ...{ id: 4, op: "load", session, world: 0 },
      state: Buffer.from(crafted).toString("base64"),
    });
    const stepped = await attacker.ask({ id: 5, op: "step", session, actions: [0, 0, 0] });
    expect([loaded, stepped].map(({ error }) => error?.code)).toContain("wire/lost");
    expect(await trace(bystander, 6, 20)).toEqual(await trace(here, 6, 20));
    expect(bystander.faults).toEqual([]);
    const late = await openRemote({ connection: await connected(server.url), env: hopper, worlds: 1 });
    await late.reset(7);
    await late.step();
    expect(late.terminated[0]).toBe(0);
    await here.close();
  },
);
