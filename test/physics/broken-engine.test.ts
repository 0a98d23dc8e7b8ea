import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { openVector } from "../../src/vector/index.ts";
import { panicking, withFlippedState } from "../fixtures/spoiled-worlds.ts";

const { envs } = registries;
const env = { id: "locomotion/hopper-v1", params: { engine: "rapier" } };

test("a panic in a worker is a fault of its worlds, which go on in the next worker", async () => {
  const vector = await openVector({ envs, env, worlds: 2, threads: 2 }); // the second world has a worker
  await vector.reset(1);
  const crafted = withFlippedState(await vector.save(0), panicking.step);
  await vector.load(1, crafted);
  await vector.step().catch(() => undefined); // the state is kept as loaded, so it panics again in every new worker
  expect(vector.events.diverged[1]).toBe(0);
  expect(vector.faults.length).toBeGreaterThan(0);
  for (const { message } of vector.faults) expect(message).toContain("physics engine rapier failed");
  await vector.close();
});

test("a panic in this thread is no divergence, and the engine is not used again", async () => {
  const [vector, other] = [await openVector({ envs, env, worlds: 1 }), await openVector({ envs, env, worlds: 1 })];
  await vector.reset(1);
  await other.reset(1);
  await vector.load(0, withFlippedState(await vector.save(0), panicking.step));
  const failed = { code: "vector/failed", message: expect.stringContaining("physics engine rapier failed") };
  await expect(vector.step()).rejects.toMatchObject(failed);
  expect(vector.events.diverged[0]).toBe(0);
  await expect(other.step()).rejects.toMatchObject(failed);
  await expect(openVector({ envs, env, worlds: 1 })).rejects.toMatchObject(failed);
  await vector.close();
  await other.close();
});
