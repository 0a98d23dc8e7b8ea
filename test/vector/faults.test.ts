import { afterEach, expect, test } from "vitest";
import type { Fault, VectorEnv } from "../../src/core/index.ts";
import { openVector, type VectorOptions } from "../../src/vector/index.ts";
import { worlds as fixtures } from "../fixtures/vector-worlds.ts";

const opened: VectorEnv[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((vector) => vector.close()));
});

/** Three worlds of which world 1 makes trouble, stepped so often. */
async function troubled(kind: string, steps: number, options: Partial<VectorOptions> = {}, params = {}) {
  const vector = await openVector({
    envs: fixtures,
    env: { id: "fixture/trouble-v1", params: { kind, ...params } },
    worlds: 3,
    ...options,
  });
  opened.push(vector);
  await vector.reset(0);
  for (let step = 0; step < steps; step++) await vector.step();
  return vector;
}

const rows = ({ terminated, truncated, broken }: VectorEnv) => [[...terminated], [...truncated], [...broken]];

for (const threads of [0, 2]) {
  test(`a world that throws is rebuilt, the others do not notice (${threads} threads)`, async () => {
    const told: Fault[] = [];
    const vector = await troubled("throw", 2, { threads, onFault: (fault) => told.push(fault) });
    expect([...vector.features.count]).toEqual([2, 2, 2]);
    await vector.step();
    expect(rows(vector)).toEqual([
      [0, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    expect([vector.ended, vector.endedRows[0]]).toEqual([1, 1]);
    expect((vector.finalObservations as Float32Array)[1]).toBe(0); // as it was mended
    expect(vector.finalFeatures.count[1]).toBe(2);
    expect(vector.observations).toEqual(new Float32Array([3, 0, 3])); // back at its episode's start
    expect([...vector.events.ticked]).toEqual([1, 0, 1]);
    expect(vector.faults).toMatchObject([
      { step: 3, worlds: [1], cause: { message: "boom" }, message: "step 3: world 1: boom" },
    ]);
    expect(told).toEqual(vector.faults);
    await vector.step();
    expect(
      rows(vector)
        .flat()
        .every((flag) => flag === 0),
    ).toBe(true);
    expect([...vector.features.count]).toEqual([4, 1, 4]);
  });

  for (const kind of ["nan", "infinite"])
    test(`a world that is ${kind} is rebuilt (${threads} threads)`, async () => {
      const vector = await troubled(kind, 3, { threads });
      expect(rows(vector)[2]).toEqual([0, 1, 0]);
      expect((vector.finalObservations as Float32Array)[1]).toBe(0);
      expect([...vector.features.count]).toEqual([3, 0, 3]);
      const what = kind === "nan" ? "feature count is NaN" : "observation is Infinity";
      expect(vector.faults).toMatchObject([{ step: 3, worlds: [1], message: `step 3: world 1: ${what}` }]);
    });

  test(`a world that fails again and again stops the vector, with its cause (${threads} threads)`, async () => {
    const vector = await troubled("throw", 2, { threads }, { at: 1 });
    await expect(vector.step()).rejects.toMatchObject({ code: "vector/failed", cause: { message: "boom" } });
    expect(vector.faults.map(({ step }) => step)).toEqual([1, 2, 3]);
    await expect(vector.step()).rejects.toMatchObject({ code: "vector/failed" });
  });

  test(`a world that cannot even be rebuilt stops the vector (${threads} threads)`, async () => {
    const vector = await troubled("load", 2, { threads });
    await expect(vector.step()).rejects.toMatchObject({ code: "vector/failed", cause: { code: "file/corrupt" } });
    expect(vector.faults.map(({ step, cause }) => [step, cause.message.slice(0, 12)])).toEqual([
      [3, "boom"],
      [3, "file/corrupt"],
      [3, "file/corrupt"],
    ]);
  });

  test(`a world that will not close says so, once (${threads} threads)`, async () => {
    const vector = await troubled("close", 1, { threads });
    opened.length = 0;
    await expect(vector.close()).rejects.toThrow("it will not close");
    await expect(vector.close()).rejects.toThrow("it will not close");
    await expect(vector.step()).rejects.toMatchObject({ code: "vector/closed" });
  });
}

test("it goes back to the last save of its episode", async () => {
  const vector = await troubled("throw", 5, { saveEvery: 2 }, { at: 5 });
  expect(vector.observations).toEqual(new Float32Array([5, 4, 5]));
  await vector.step(); // 5 again: a fault right away
  expect(vector.observations).toEqual(new Float32Array([6, 4, 6]));
  await expect(vector.step()).rejects.toMatchObject({ code: "vector/failed" });
});

test("saves go by a world's age, over the ends of its episodes", async () => {
  const vector = await troubled("reset", 6, { saveEvery: 4 }, { at: 2, length: 3 });
  // saved in step 0 and in step 4, which is the first of the second episode; the third will not begin
  expect([...vector.features.episodes]).toEqual([3, 2, 3]);
  expect([...vector.features.count]).toEqual([0, 1, 0]);
});

test("a numberless state is never saved", async () => {
  const vector = await troubled("nan", 4, { saveEvery: 2 }, { at: 4 }); // step 4 would be saved, were it sound
  expect([...vector.features.count]).toEqual([4, 2, 4]);
});

test("a final observation that is not finite is a fault, not an end", async () => {
  const vector = await troubled("infinite", 8, {}, { at: 8 });
  expect(rows(vector)).toEqual([
    [1, 0, 1],
    [0, 1, 0],
    [0, 1, 0],
  ]);
  expect([...(vector.finalObservations as Float32Array)]).toEqual([8, 0, 8]);
  expect([...vector.features.count]).toEqual([0, 0, 0]);
  expect([...vector.features.episodes]).toEqual([2, 1, 2]);
});

test("a restart that fails leaves the world in the episode before", async () => {
  const vector = await troubled("reset", 8, {}, { at: 1 });
  expect(rows(vector)).toEqual([
    [1, 0, 1],
    [0, 1, 0],
    [0, 1, 0],
  ]);
  expect((vector.finalObservations as Float32Array)[1]).toBe((vector.observations as Float32Array)[1]);
  expect([...vector.features.episodes]).toEqual([2, 1, 2]);
});

test("a reset that fails again and again is refused with its cause", async () => {
  await expect(troubled("reset", 0, {}, { at: 0 })).rejects.toMatchObject({
    code: "vector/failed",
    cause: { message: "no more episodes" },
  });
});

for (const [kind, cause] of [
  ["exit", "the worker exited with code 3"],
  ["reject", "too late"],
] as const)
  test(`a worker that dies (${kind}) is started again`, async () => {
    const vector = await troubled(kind, 2, { threads: 2 }, { row: 2 }); // worlds 1 and 2 share a worker
    let steps = 2;
    do await vector.step();
    while (vector.faults.length === 0 && ++steps < 1e6); // an error that waits for its turn comes a little late
    expect(rows(vector)).toEqual([
      [vector.terminated[0], 0, 0],
      [0, 1, 1],
      [0, 1, 1],
    ]);
    expect([...vector.events.ticked]).toEqual([1, 0, 0]);
    expect([...vector.features.count].slice(1)).toEqual([0, 0]);
    const [fault] = vector.faults;
    expect(fault).toMatchObject({ worlds: [1, 2], cause: { message: cause } });
    expect(fault.message).toBe(`step ${fault.step}: the worker of worlds 1 to 2: ${cause}`);
    await vector.step();
    expect([...vector.features.count].slice(1)).toEqual([1, 1]);
  });

test("a worker that dies in its first step keeps the observations that the policy saw", async () => {
  const vector = await troubled("exit", 0, { threads: 1 }, { at: 1, row: 2 });
  await vector.step();
  expect(vector.finalObservations).toEqual(new Float32Array([0, 0, 0]));
  await vector.step();
  await expect(vector.step()).rejects.toMatchObject({
    code: "vector/failed",
    cause: { message: "the worker exited with code 3" },
  });
});

test("closing while a step is under way ends both", async () => {
  const vector = await troubled("slow", 2, { threads: 1 });
  const stepping = vector.step();
  const closing = vector.close();
  await expect(stepping).rejects.toMatchObject({ code: "vector/closed" });
  await closing;
});
