import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { type Columns, poseSize, sceneRows } from "../../src/core/index.ts";
import { openRemote, watchableAt, watchRemote } from "../../src/wire/client/index.ts";
import { connected, serving, talking } from "./here.ts";

const hopper = { env: { id: "locomotion/hopper-v1" }, worlds: 2, reward: "sparse/alive-v1", watchable: true };

test("whoever watches sees what the owner's worlds are like, step by step", async () => {
  const server = await serving();
  const [own, others] = [await connected(server.url), await connected(server.url)];
  const owned = await openRemote({ ...hopper, connection: own, known: await registries.envs.find(hopper.env.id) });
  const { session } = owned;
  expect(await watchableAt(others)).toEqual([{ session, env: hopper.env.id, worlds: 2 }]);
  await expect(watchRemote(others, session)).rejects.toThrow("vector/unready"); // it has not begun
  await owned.reset(5);
  const watched = await watchRemote(others, session, 1);
  expect(watched).toMatchObject({ worlds: 2, length: 0, return: 0, step: 0 });
  expect(watched.scene).toEqual(JSON.parse(JSON.stringify(await owned.scene(1))));
  const poses = new Float64Array(sceneRows(watched.scene!) * poseSize);
  const measured: Columns = owned.features;
  const isSame = async () => {
    await owned.poses(1, poses);
    expect(watched.poses).toEqual(poses);
    for (const name in watched.features) expect(watched.features[name][0], name).toBe(measured[name][1]);
    expect(watched.observations).toEqual((owned.observations as Float64Array).slice(11));
  };
  await isSame();
  expect(await watched.look()).toBe(false); // nothing has moved
  await owned.step();
  await owned.step();
  expect(await watched.look()).toBe(true);
  expect(watched).toMatchObject({ length: 2, return: 2, step: 2, rewards: Float64Array.of(1) });
  await isSame();
  const { episode } = watched;
  await owned.restart(1, 9);
  await watched.look();
  expect(watched).toMatchObject({ length: 0, return: 0 });
  expect(watched.episode).not.toBe(episode);
  await isSame();
});

test("an episode that ends is followed by another one", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const make = { op: "make", env: "classic/pendulum-v1", params: { maxSteps: 2 }, watchable: true };
  const { session } = (await talker.ask({ id: 1, ...make })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  const watch = async (id: number) => (await talker.ask({ id, op: "watch", session })).ok;
  const first = await watch(3);
  const later: (typeof first)[] = [];
  for (let id = 4; id < 10; id += 2) {
    await talker.ask({ id, op: "step", session, actions: [0.5] });
    later.push(await watch(id + 1));
  }
  expect(later.map(({ lengths }) => lengths[0])).toEqual([1, 0, 1]);
  expect(later.map(({ episode }) => episode - first.episode)).toEqual([0, 1, 1]);
  expect(new Set([first, ...later].map(({ moment }) => moment)).size).toBe(4);
});

test("nobody watches what its owner has not opened, and whoever watches changes nothing", async () => {
  const server = await serving();
  const [owner, watcher] = [await talking(server.url), await talking(server.url)];
  const make = { op: "make", env: "classic/cart-pole-v1" };
  const closed = (await owner.ask({ id: 1, ...make })).ok.session;
  const { session } = (await owner.ask({ id: 2, ...make, watchable: true })).ok;
  await owner.ask({ id: 3, op: "reset", session, seed: 1 });
  const branch = (await owner.ask({ id: 4, op: "branch", session, world: 0, copies: 1 })).ok.session;
  const refused = async (name: string) => (await watcher.ask({ id: 5, op: "watch", session: name })).error;
  const likeNone = (name: string) => ({ code: "wire/session", given: `session "${name}" to watch` });
  for (const name of ["none", closed, branch]) expect(await refused(name)).toMatchObject(likeNone(name));
  expect((await watcher.ask({ id: 6, op: "list" })).ok.watchable).toHaveLength(1);
  expect((await watcher.ask({ id: 7, op: "watch", session, world: 1 })).error.code).toBe("run/invalid");
  const { moment } = (await watcher.ask({ id: 8, op: "watch", session })).ok;
  for (const [op, given] of Object.entries({
    step: { actions: [1] },
    reset: { seed: 2 },
    save: {},
    scene: {},
    close: {},
    branch: { world: 0, copies: 1 },
  }))
    expect((await watcher.ask({ id: 9, op, session, ...given })).error, op).toMatchObject({ code: "wire/session" });
  expect((await watcher.ask({ id: 10, op: "watch", session, since: moment })).ok).toEqual({ moment });
  await owner.ask({ id: 11, op: "close", session });
  expect(await refused(session)).toMatchObject(likeNone(session));
});
