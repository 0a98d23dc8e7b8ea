import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { type EnvChoice, type Packable, pack, unpack, type VectorEnv } from "../../src/core/index.ts";
import { openVector, type VectorOptions } from "../../src/vector/index.ts";
import { worlds as fixtures } from "../fixtures/vector-worlds.ts";
import { act, shown, trace } from "./trace.ts";

const opened: VectorEnv[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((vector) => vector.close()));
});

async function open(env: EnvChoice, worlds: number, options: Partial<VectorOptions> = {}): Promise<VectorEnv> {
  const vector = await openVector({ envs: env.id.startsWith("fixture/") ? fixtures : envs, env, worlds, ...options });
  opened.push(vector);
  return vector;
}

const saveAll = (vector: VectorEnv) =>
  Promise.all(Array.from({ length: vector.worlds }, (_, world) => vector.save(world)));
const loadAll = async (vector: VectorEnv, saved: readonly Uint8Array[]) => {
  for (const [world, bytes] of saved.entries()) await vector.load(world, bytes);
};

const cases: readonly EnvChoice[] = [
  { id: "classic/cart-pole-v1" },
  { id: "classic/pendulum-v1", params: { maxSteps: 30 } },
  { id: "fixture/walk-v1" },
];

for (const env of cases)
  for (const [from, to] of [
    [0, 0],
    [0, 2],
    [2, 0],
  ])
    test(`${env.id} goes on elsewhere as if nothing had been (${from} to ${to} threads)`, async () => {
      const one = await open(env, 3, { threads: from });
      await one.reset(4);
      await trace(one, 1, 17); // steps; some worlds have restarted, some are in mid-episode
      const saved = await saveAll(one);
      const other = await open(env, 3, { threads: to });
      await loadAll(other, saved); // no reset
      expect(other.observations).toEqual(one.observations);
      expect(other.features).toEqual(one.features);
      expect(other.masks).toEqual(one.masks);
      expect(await trace(other, 1, 45, 17)).toEqual(await trace(one, 1, 45, 17));
      expect(await saveAll(other)).toEqual(await saveAll(one));
    });

test("loading takes a world back, and leaves the others alone", async () => {
  const vector = await open({ id: "fixture/walk-v1" }, 2);
  await vector.reset(0);
  await trace(vector, 3, 2);
  const saved = await vector.save(1);
  await trace(vector, 3, 7, 2);
  const first = await vector.save(0);
  await vector.load(1, saved);
  expect(await vector.save(1)).toEqual(saved);
  expect(await vector.save(0)).toEqual(first);
});

test("a fault after a load goes back to what was loaded", async () => {
  const trouble = { id: "fixture/trouble-v1", params: { at: 6, row: 0 } };
  const vector = await open(trouble, 2);
  await vector.reset(0);
  for (let step = 0; step < 4; step++) await vector.step();
  await vector.load(0, await vector.save(1)); // four steps into an episode
  for (let step = 0; step < 2; step++) await vector.step();
  expect([...vector.broken, ...vector.features.count]).toEqual([1, 0, 4, 6]);
});

for (const threads of [0, 2])
  test(`branches go on from one world (${threads} threads)`, async () => {
    const vector = await open({ id: "classic/cart-pole-v1" }, 3, { threads });
    await vector.reset(8);
    await trace(vector, 2, 5);
    const before = shown(vector);
    const branched = await vector.branch(1, 4);
    opened.push(branched);
    expect(branched.worlds).toBe(4);
    const row = (of: VectorEnv, world: number) => (of.observations as Float32Array).slice(4 * world, 4 * world + 4);
    for (let copy = 0; copy < 4; copy++) expect(row(branched, copy)).toEqual(row(vector, 1));
    expect(shown(vector)).toBe(before);
    for (let step = 0; step < 60; step++) {
      act(vector, 5, step);
      (branched.actions as Int32Array).fill((vector.actions as Int32Array)[1]);
      await Promise.all([vector.step(), branched.step()]);
      for (let copy = 0; copy < 4; copy++) expect(row(branched, copy)).toEqual(row(vector, 1));
    }
  });

test("what cannot be branched to is closed again", async () => {
  const vector = await open({ id: "fixture/counter-v1" }, 1);
  await vector.reset(0);
  await expect(vector.branch(0, 0)).rejects.toMatchObject({ code: "run/invalid" });
  await expect(vector.branch(1, 1)).rejects.toMatchObject({ code: "run/invalid" });
});

test("worlds of another env, other params or another time limit are foreign", async () => {
  const vector = await open({ id: "fixture/counter-v1" }, 1);
  await vector.reset(0);
  const before = await vector.save(0);
  const others: readonly EnvChoice[] = [
    { id: "fixture/walk-v1" },
    { id: "fixture/counter-v1", params: { length: 5 } },
    { id: "fixture/counter-v1", params: { maxSteps: 99 } },
  ];
  for (const env of others) {
    const other = await open(env, 1);
    await other.reset(0);
    await expect(vector.load(0, await other.save(0))).rejects.toMatchObject({ code: "checkpoint/foreign" });
  }
  expect(await vector.save(0)).toEqual(before);
});

test("damaged bytes are refused before anything has changed", async () => {
  const vector = await open({ id: "fixture/counter-v1" }, 1);
  await vector.reset(0);
  await vector.step();
  const before = await vector.save(0);
  await vector.step();
  const now = await vector.save(0);
  const end = before.length - 3 * 8; // the state's own bytes may be any
  await fc.assert(
    fc.asyncProperty(fc.nat(end - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      await expect(vector.load(0, before.subarray(0, at))).rejects.toMatchObject({ code: "file/corrupt" });
      const damaged = before.slice();
      damaged[at] ^= flip;
      await vector.load(0, damaged).then(
        () => vector.load(0, now), // numbers may still be numbers
        ({ code }) => expect(["file/corrupt", "checkpoint/foreign"]).toContain(code),
      );
      expect(await vector.save(0)).toEqual(now);
    }),
  );
});

test("a state that the world refuses leaves it as it was", async () => {
  const vector = await open({ id: "fixture/counter-v1" }, 1);
  await vector.reset(0);
  await vector.step();
  const before = await vector.save(0);
  const saved = unpack(before) as { readonly world: { readonly [name: string]: Packable } };
  const altered = (change: { readonly [name: string]: Packable }) =>
    pack({ ...saved, world: { ...saved.world, ...change } });
  const refusals: readonly { readonly [name: string]: Packable }[] = [
    { state: new Uint8Array(3) },
    { elapsed: 100 },
    { elapsed: -1 },
    { features: Float64Array.of(1, Number.NaN, 0) },
    { features: new Float64Array(2) },
    { observation: [new Float32Array(2)] },
    { generator: "none" },
  ];
  for (const change of refusals)
    await expect(vector.load(0, altered(change))).rejects.toMatchObject({ code: "file/corrupt" });
  expect(await vector.save(0)).toEqual(before);
  const fresh = await open({ id: "fixture/counter-v1" }, 1);
  await expect(fresh.load(0, altered(refusals[0]))).rejects.toMatchObject({ code: "file/corrupt" });
  await expect(fresh.step()).rejects.toMatchObject({ code: "vector/unready" });
});
