import { afterEach, expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { generator, type VectorEnv } from "../../src/core/index.ts";
import { openVector, type VectorOptions } from "../../src/vector/index.ts";
import { worlds as fixtures } from "../fixtures/vector-worlds.ts";

const opened: VectorEnv[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((vector) => vector.close()));
});

async function open(options: Partial<VectorOptions> = {}): Promise<VectorEnv> {
  const vector = await openVector({ envs: fixtures, env: { id: "fixture/counter-v1" }, worlds: 2, ...options });
  opened.push(vector);
  return vector;
}

for (const threads of [0, 1])
  test(`a world that ends restarts in the same call (${threads} threads)`, async () => {
    const vector = await open({ threads });
    const { features, finalFeatures, events, terminated, truncated } = vector;
    const luck = [0, 1].map((world) => {
      const rng = generator(5, "world", world);
      return [rng.uniform(), rng.uniform()];
    });
    await vector.reset(5);
    expect(vector.observations).toEqual(new Float64Array([0, 0, 0, 0]));
    for (let step = 1; step <= 3; step++) {
      (vector.actions as Float64Array).set([0.5, -0.25]);
      await vector.step();
      expect(vector.ended).toBe(0);
    }
    expect(vector.observations).toEqual(new Float64Array([3, 1.5, 3, -0.75])); // 3 x 0.5, 3 x -0.25
    expect([...features.luck]).toEqual([luck[0][0], luck[1][0]]);
    expect([...events.ticked]).toEqual([1, 1]);
    expect([...events.even]).toEqual([0, 0]);
    await vector.step(); // the fourth ends it
    expect([...terminated, ...truncated]).toEqual([1, 1, 0, 0]);
    expect([...vector.endedRows.slice(0, vector.ended)]).toEqual([0, 1]);
    expect(vector.finalObservations).toEqual(new Float64Array([4, 2, 4, -1]));
    expect([...finalFeatures.sum]).toEqual([2, -1]);
    expect([...finalFeatures.luck]).toEqual([luck[0][0], luck[1][0]]);
    expect(vector.observations).toEqual(new Float64Array(4));
    expect([...features.luck]).toEqual([luck[0][1], luck[1][1]]); // the stream goes on
    expect([...events.ticked, ...events.even]).toEqual([1, 1, 1, 1]); // the restart leaves them
    await vector.step();
    expect([...terminated, vector.ended, ...features.count]).toEqual([0, 0, 0, 1, 1]);
  });

test("a time limit truncates; a step that ends by both is terminated", async () => {
  const early = await open({ env: { id: "fixture/counter-v1", params: { maxSteps: 3 } } });
  await early.reset(0);
  await early.step();
  await early.step();
  expect(early.ended).toBe(0);
  await early.step();
  expect([...early.terminated, ...early.truncated]).toEqual([0, 0, 1, 1]);
  expect([...early.finalFeatures.count]).toEqual([3, 3]);

  const both = await open({ env: { id: "fixture/counter-v1", params: { maxSteps: 4 } } });
  await both.reset(0);
  for (let step = 0; step < 4; step++) await both.step();
  expect([...both.terminated, ...both.truncated]).toEqual([1, 1, 0, 0]);
});

test("the time limit holds between saves and at them", async () => {
  const vector = await open({ saveEvery: 2, env: { id: "fixture/counter-v1", params: { maxSteps: 5, length: 50 } } });
  await vector.reset(0);
  const ends: number[] = [];
  for (let step = 1; step <= 15; step++) {
    await vector.step();
    if (vector.ended) ends.push(step);
  }
  expect(ends).toEqual([5, 10, 15]);
});

test("equal seeds give equal worlds, others differ, and reset begins anew", async () => {
  const vector = await open({ worlds: 3 });
  await vector.reset(1);
  const first = [...vector.features.luck];
  expect(new Set(first).size).toBe(3);
  for (let step = 0; step < 6; step++) await vector.step();
  await vector.reset(2);
  expect([...vector.features.luck]).not.toEqual(first);
  await vector.reset(1);
  expect([...vector.features.luck]).toEqual(first);
  expect([...vector.features.count, ...vector.terminated, ...vector.events.ticked, vector.ended]).toEqual(
    Array(10).fill(0),
  );
});

test("text and frames are what was before the restart", async () => {
  const capture = { text: true, frames: { width: 2, height: 1, camera: "top" } };
  const vector = await open({ env: { id: "fixture/walk-v1" }, worlds: 1, capture });
  await vector.reset(0);
  const last = async () => {
    (vector.actions as Int32Array).set([2, 0]); // on, glad
    await vector.step();
  };
  while (!vector.ended) await last();
  expect(vector.texts[0]).toMatch(/^away, glad after \d words$/);
  expect([...vector.frames]).toEqual(Array(6).fill(150)); // camera "top" + 10 x place 5
  const pixels = new Uint8Array(3);
  await vector.draw(0, { width: 1, height: 1, camera: "", pixels });
  expect([...pixels]).toEqual(Array(3).fill(10 * vector.features.place[0])); // the first camera, after the restart
  expect(await vector.text(0)).toMatch(/glad after 1 words$/);
});

test("closing during a reset ends it between two worlds", async () => {
  let breaths = 0;
  const going: { on?(): void } = {};
  const breathe = () => {
    if (++breaths < 3) return undefined;
    return new Promise<void>((resolve) => {
      going.on = resolve;
    });
  };
  const vector = await open({ worlds: 8, breathe });
  const resetting = vector.reset(5);
  const luck = vector.features.luck.slice();
  expect(breaths).toBe(3);
  expect([...luck].map((drawn) => drawn > 0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((world) => world < 3));
  await vector.close();
  going.on?.();
  await expect(resetting).rejects.toMatchObject({ code: "vector/closed" });
  expect(vector.features.luck).toEqual(luck);
  expect(breaths).toBe(3);
});

for (const threads of [0, 1]) {
  test(`calls out of turn are refused (${threads} threads)`, async () => {
    const vector = await open({ threads });
    await expect(vector.step()).rejects.toMatchObject({ code: "vector/unready" });
    await expect(vector.save(0)).rejects.toMatchObject({ code: "vector/unready" });
    await vector.reset(0);
    await expect(vector.save(2)).rejects.toMatchObject({ code: "run/invalid" });
    await expect(vector.text(0)).rejects.toMatchObject({ code: "env/unsupported" });
    const pixels = new Uint8Array(3);
    const frame = { width: 1, height: 1, camera: "", pixels };
    await expect(vector.draw(0, frame)).rejects.toMatchObject({ code: "env/unsupported" });
    await expect(vector.draw(0, { ...frame, camera: "moon" })).rejects.toMatchObject({ code: "env/unsupported" });
    await vector.close();
    await vector.close();
    await expect(vector.step()).rejects.toMatchObject({ code: "vector/closed" });
    await expect(vector.reset(0)).rejects.toMatchObject({ code: "vector/closed" });
    await expect(vector.save(0)).rejects.toMatchObject({ code: "vector/closed" });
  });

  test(`what cannot be opened is refused with its code (${threads} threads)`, async () => {
    const refusal = (options: Partial<VectorOptions>) => expect(open({ threads, ...options })).rejects;
    await refusal({ env: { id: "fixture/countre-v1" } }).toMatchObject({ code: "registry/unknown" });
    await refusal({ env: { id: "fixture/counter-v1", params: { size: 3 } } }).toMatchObject({ code: "params/invalid" });
    await refusal({ worlds: 0 }).toMatchObject({ code: "run/invalid" });
    await refusal({ threads: 0.5 }).toMatchObject({ code: "run/invalid" });
    await refusal({ capture: { text: true } }).toMatchObject({ code: "env/unsupported" });
    await refusal({ capture: { frames: { width: 1, height: 1 } } }).toMatchObject({ code: "env/unsupported" });
    await refusal({ env: { id: "fixture/unmakeable-v1" } }).toMatchObject({
      code: "vector/failed",
      cause: { message: "out of clay" },
    });
  });
}

test("a call during a step is refused, and the step goes on", async () => {
  const vector = await open({ threads: 1 });
  await vector.reset(0);
  const saving = vector.save(0);
  await expect(vector.step()).rejects.toMatchObject({ code: "vector/busy" });
  await saving;
  const resetting = vector.reset(0);
  await expect(vector.save(0)).rejects.toMatchObject({ code: "vector/busy" });
  await resetting;
  await vector.step();
  expect([...vector.features.count]).toEqual([1, 1]);
});

test("a loop of steps leaves timers their turn", async () => {
  const vector = await openVector({ envs, env: { id: "classic/cart-pole-v1" }, worlds: 4 });
  opened.push(vector);
  await vector.reset(0);
  let fired = false;
  setTimeout(() => {
    fired = true;
  }, 1);
  for (let step = 0; !fired && step < 1e6; step++) await vector.step();
  expect(fired).toBe(true);
});
