import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { type Packable, pack, unpack } from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { openRemote } from "../../src/wire/client/index.ts";
import { trace } from "../vector/trace.ts";
import { connected, serving, talking } from "./here.ts";

const { envs } = registries;

test.each([
  ["classic/cart-pole-v1", {}, {}],
  ["classic/pendulum-v1", { maxSteps: 7 }, {}],
  ["classic/acrobot-v1", {}, { frames: { width: 16, height: 12 } }],
  ["locomotion/hopper-v1", {}, { text: true }],
])("%s on a server shows the same bytes as here", async (id, params, capture) => {
  const server = await serving();
  const connection = await connected(server.url);
  const choice = { envs, env: { id, params }, worlds: 3, capture };
  const here = await openVector(choice);
  const there = await openRemote({ ...choice, connection, known: await envs.find(id) });
  await here.reset(5);
  await there.reset(5);
  expect(await trace(there, 9, 60)).toEqual(await trace(here, 9, 60));

  const saved = await there.save(1);
  const { seal, ...world } = unpack(saved) as { [key: string]: Packable };
  expect(seal).toHaveLength(32);
  expect(pack(world)).toEqual(await here.save(1));
  await here.load(2, saved);
  await there.load(2, saved);
  expect(await trace(there, 10, 20)).toEqual(await trace(here, 10, 20));
  const [branchHere, branchThere] = [await here.branch(0, 2), await there.branch(0, 2)];
  expect(await trace(branchThere, 11, 20)).toEqual(await trace(branchHere, 11, 20));

  if (here.env.cameras.length > 0) {
    const [a, b] = [0, 1].map(() => ({ width: 20, height: 20, camera: "", pixels: new Uint8Array(1200) }));
    await here.draw(1, a);
    await there.draw(1, b);
    expect(b.pixels).toEqual(a.pixels);
  }
  for (const vector of [here, branchHere, there, branchThere]) await vector.close();
});

test("text and bytes say the same", async () => {
  const server = await serving();
  const connection = await connected(server.url);
  const talker = await talking(server.url);
  const made = await talker.ask({ id: 1, op: "make", env: "classic/pendulum-v1", worlds: 2 });
  expect(made.ok.env.observation).toMatchObject({ type: "box", dtype: "float32", shape: [3] });
  const told = await talker.ask({ id: 2, op: "reset", session: made.ok.session, seed: 3, hash: true });
  const moved = await talker.ask({ id: 3, op: "step", session: made.ok.session, actions: [[0.5], [-1]], hash: true });

  const remote = await openRemote({
    connection,
    env: { id: "classic/pendulum-v1" },
    worlds: 2,
    reward: "shaped/pendulum-v1",
  });
  await remote.reset(3);
  expect(Array.from(remote.observations as Float32Array)).toEqual(told.ok.observations);
  (remote.actions as Float32Array).set([0.5, -1]);
  await remote.step();
  expect(Array.from(remote.observations as Float32Array)).toEqual(moved.ok.observations);
  expect(Array.from(remote.rewards)).toEqual(moved.ok.rewards);
  expect(Object.keys(moved.ok.features)).toEqual(Object.keys(remote.features));
  expect(moved.ok.hash).toMatch(/^[0-9a-f]{16}$/);
  expect(moved.ok.hash).not.toBe(told.ok.hash);
});
