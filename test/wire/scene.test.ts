import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { poseSize, sceneRows } from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { openRemote } from "../../src/wire/client/index.ts";
import { connected, serving, talking } from "./here.ts";

const { envs } = registries;
const choice = { envs, env: { id: "locomotion/hopper-v1" }, worlds: 2, capture: { goals: true } };

test("scene, poses and goals of a world on a server are those of one here", async () => {
  const server = await serving();
  const connection = await connected(server.url);
  const here = await openVector(choice);
  const there = await openRemote({ ...choice, connection, known: await envs.find(choice.env.id) });
  for (const vector of [here, there]) {
    await vector.reset(5);
    await vector.step();
  }
  const scene = await here.scene(1);
  expect(await there.scene(1)).toEqual(JSON.parse(JSON.stringify(scene)));
  expect(scene.parts.length).toBeGreaterThan(4);
  const [a, b] = [here, there].map(() => new Float64Array(sceneRows(scene) * poseSize));
  await here.poses(1, a);
  await there.poses(1, b);
  expect(b).toEqual(a);
  expect(Array.from(a.subarray(0, poseSize))).toEqual([0, 0, 0, 1, 0, 0, 0]); // the world
  expect(there.goals).toEqual([here.env.goal, here.env.goal]);
  for (const vector of [here, there]) await vector.close();
});

test("poses are a column where they are asked for", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const columns = ["features", "poses"];
  const make = { op: "make", env: "locomotion/hopper-v1", worlds: 2, columns };
  const { session } = (await talker.ask({ id: 1, ...make })).ok;
  const begun = (await talker.ask({ id: 2, op: "reset", session, seed: 3 })).ok;
  const scene = (await talker.ask({ id: 3, op: "scene", session, world: 1 })).ok;
  const size = sceneRows(scene.scene) * poseSize;
  expect(begun.poses).toHaveLength(2 * size);
  expect(begun.poses.slice(size)).toEqual(scene.poses);
  const moved = (await talker.ask({ id: 4, op: "step", session, actions: new Array(6).fill(1) })).ok;
  expect(moved.poses).not.toEqual(begun.poses);
});

test("poses of a world without a scene are a coded error", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const make = { op: "make", env: "dungeon/empty-v1" };
  expect((await talker.ask({ id: 1, ...make, columns: ["poses"] })).error.code).toBe("env/unsupported");
  const { session } = (await talker.ask({ id: 2, ...make })).ok;
  expect((await talker.ask({ id: 3, op: "scene", session })).error.code).toBe("env/unsupported");
});
