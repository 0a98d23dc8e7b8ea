import { afterEach, expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import {
  arraysOf,
  batchOf,
  type Env,
  generator,
  type Registry,
  sample,
  type VectorEnv,
  write,
} from "../../src/core/index.ts";
import { type Actor, collector, openVector } from "../../src/vector/index.ts";
import { worlds as fixtures } from "../fixtures/vector-worlds.ts";
import { seated } from "../fixtures/worlds-seated.ts";
import { act, trace } from "./trace.ts";

const opened: VectorEnv[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((vector) => vector.close()));
});

async function open(registry: Registry<Env>, id: string, params: object, options: object): Promise<VectorEnv> {
  const vector = await openVector({
    envs: registry,
    env: { id, params: params as never },
    worlds: 6,
    group: 3,
    ...options,
  });
  opened.push(vector);
  return vector;
}

const openCart = (options = {}, maxSteps = 12) => open(envs, "classic/cart-pole-v1", { maxSteps }, options);

/** What a world shows, in all its rows. */
const seen = ({ observations, env }: VectorEnv, world: number): string => {
  const size = env.seats * 4;
  return [...(observations as Float32Array).subarray(world * size, (world + 1) * size)].join();
};

test("the e-th episodes of a group begin from one state, and each goes on by its own chance", async () => {
  const vector = await openCart();
  await vector.reset(7);
  const starts: string[][] = Array.from({ length: 6 }, (_, world) => [seen(vector, world)]);
  const numbers: number[][] = Array.from({ length: 6 }, (_, world) => [vector.groups[world]]);
  let differ = false;
  for (let step = 0; step < 80; step++) {
    act(vector, 3, step);
    await vector.step();
    for (const world of vector.endedRows.subarray(0, vector.ended)) {
      starts[world].push(seen(vector, world));
      numbers[world].push(vector.groups[world]);
    }
    differ ||= seen(vector, 0) !== seen(vector, 1);
  }
  expect(differ).toBe(true);
  const least = Math.min(...starts.map(({ length }) => length));
  expect(least).toBeGreaterThan(4);
  const all = new Map<string, number>();
  for (let episode = 0; episode < least; episode++)
    for (const first of [0, 3]) {
      for (const world of [first, first + 1, first + 2]) {
        expect(starts[world][episode]).toBe(starts[first][episode]);
        expect(numbers[world][episode]).toBe(numbers[first][episode]);
      }
      all.set(starts[first][episode], numbers[first][episode]);
    }
  expect([all.size, new Set(all.values()).size]).toEqual([2 * least, 2 * least]); // no start and no number comes twice
});

test("chance within an episode is the world's own", async () => {
  // people with random patience come in while the episode goes on
  const vector = await open(seated, "fixture/queue-v1", { places: 2 }, {});
  await vector.reset(1);
  const patience = (world: number) =>
    [...(vector.observations as Float32Array).subarray(4 * world, 4 * world + 4)].join();
  expect(patience(1)).toBe(patience(0));
  expect([...vector.groups.subarray(0, 6)]).toEqual([0, 1, 0, 1, 0, 1]); // a number for each seat of a start
  let differ = false;
  for (let step = 0; step < 20; step++) {
    await vector.step(); // everybody does the same
    differ ||= patience(1) !== patience(0);
  }
  expect(differ).toBe(true);
});

for (const threads of [0, 2])
  test(`saved worlds go on with their groups, bit for bit (${threads} threads)`, async () => {
    const vector = await openCart({ threads });
    await vector.reset(7);
    await trace(vector, 5, 30);
    const other = await openCart();
    for (let world = 0; world < 6; world++) await other.load(world, await vector.save(world));
    expect([...other.groups]).toEqual([...vector.groups]);
    expect(await trace(other, 5, 60, 30)).toEqual(await trace(vector, 5, 60, 30));
  });

test("after a fault a world goes on with the starts of its group", async () => {
  const options = { worlds: 2, group: 2, threads: 2, saveEvery: 1 };
  const vector = await open(fixtures, "fixture/trouble-v1", { kind: "exit", row: 1, at: 3, length: 2 }, options);
  await vector.reset(4);
  for (let step = 0; step < 9; step++) await vector.step();
  expect(vector.groups[0]).toBe(vector.groups[1]);
});

test("impossible groups, and a world that was saved without, are refused", async () => {
  for (const group of [4, 0, 1.5, -3]) await expect(openCart({ group })).rejects.toMatchObject({ code: "run/invalid" });
  const [plain, grouped] = [await openCart({ group: undefined }), await openCart()];
  await plain.reset(1);
  await grouped.reset(1);
  await expect(grouped.load(0, await plain.save(0))).rejects.toMatchObject({ code: "checkpoint/foreign" });
  await plain.load(0, await grouped.save(2));
  const branched = await grouped.branch(1, 2);
  opened.push(branched);
  expect([branched.groups.length, branched.worlds]).toEqual([0, 2]);
});

/** Acts at random, alike in every rollout: by the row, and by how many steps its episode has had. */
function acting({ env, rows }: VectorEnv, rolloutSteps: number): Actor {
  return {
    stateSize: 1,
    rolloutSteps,
    async act(view) {
      const actions = batchOf(env.action, rows);
      const state = view.state.map((count, row) => (view.starts[row] ? 0 : count) + 1);
      for (let row = 0; row < rows; row++)
        write(env.action, actions, sample(env.action, generator(3, row, state[row])), row);
      return { actions, state };
    },
  };
}

test("a rollout by episodes holds one of every world, whatever its length; the next one begins with the next", async () => {
  const vector = await openCart({}, 40);
  await vector.reset(2);
  const inputs = { features: ["upright"], history: true, groups: true };
  const collecting = collector(vector, acting(vector, 40), inputs, { by: "episodes" });
  let before: readonly number[] = [];
  for (let time = 0; time < 3; time++) {
    const { rollout, rows, finished, over, worldSteps } = await collecting.collect();
    const lengths = Array.from({ length: 6 }, (_, world) => {
      const own = Array.from({ length: 40 }, (_, step) => 6 * step + world);
      const length = own.filter((row) => rollout.present[row]).length;
      for (const [step, row] of own.entries()) {
        expect(rollout.present[row]).toBe(step < length ? 1 : 0);
        expect(rollout.terminated[row] + rollout.truncated[row]).toBe(step === length - 1 ? 1 : 0);
        if (step < length) expect([rollout.starts[row], rollout.states[row]]).toEqual([step === 0 ? 1 : 0, step]);
        else expect(rows.truncated[row]).toBe(1);
      }
      return length;
    });
    expect(new Set(lengths).size).toBeGreaterThan(2);
    expect(worldSteps).toBe(lengths.reduce((a, b) => a + b));
    expect([...finished].sort((a, b) => a.row - b.row).map(({ episode }) => episode.steps)).toEqual(lengths);
    expect(over.length).toBe(6);
    const numbers = [...rows.groups.subarray(0, 6)];
    expect(numbers).toEqual([2 * time, 2 * time, 2 * time, 2 * time + 1, 2 * time + 1, 2 * time + 1]);
    expect([...rollout.starts.subarray(240)]).toEqual([1, 1, 1, 1, 1, 1]);
    const first = [...(arraysOf(rollout.observations)[0] as Float32Array).subarray(0, 24)];
    if (before.length > 0) expect(first).toEqual(before);
    before = [...(arraysOf(rollout.observations)[0] as Float32Array).subarray(4 * 240)]; // what follows the rollout
  }
});

test("rollouts by episodes go on bit for bit from what was saved between them", async () => {
  const start = async () => {
    const vector = await openCart({}, 30);
    return { vector, collecting: collector(vector, acting(vector, 30), {}, { by: "episodes" }) };
  };
  const [one, other] = [await start(), await start()];
  await one.vector.reset(2);
  await one.collecting.collect();
  await one.collecting.collect();
  for (let world = 0; world < 6; world++) await other.vector.load(world, await one.vector.save(world));
  other.collecting.load(one.collecting.save());
  for (let time = 0; time < 2; time++)
    expect(structuredClone((await other.collecting.collect()).rollout)).toEqual(
      (await one.collecting.collect()).rollout,
    );
});

test("an episode that a fault cut off is lived again in the next rollout", async () => {
  const vector = await open(
    fixtures,
    "fixture/trouble-v1",
    { at: 3, row: 1, length: 8, maxSteps: 9 },
    { worlds: 2, group: 2 },
  );
  await vector.reset(1);
  const collecting = collector(vector, { ...acting(vector, 9) }, { groups: true }, { by: "episodes" });
  for (let time = 0; time < 2; time++) {
    const { rollout, finished, over } = await collecting.collect();
    expect(over).toEqual([
      { step: 2, world: 1, isBroken: true },
      { step: 7, world: 0, isBroken: false },
    ]);
    expect(finished.map(({ row, whole }) => [row, whole])).toEqual([
      [1, false],
      [0, true],
    ]);
    expect([...rollout.groups.subarray(0, 2)]).toEqual([time, 0]); // world 0 goes on, world 1 repeats
  }
});

test("rollouts that are too short for an episode, and rewards that compare without groups, are refused", async () => {
  const vector = await openCart();
  expect(() => collector(vector, acting(vector, 11), {}, { by: "episodes" })).toThrow(
    expect.objectContaining({ code: "run/invalid" }),
  );
  const plain = await openCart({ group: undefined });
  expect(() => collector(plain, acting(plain, 12), { groups: true })).toThrow(
    expect.objectContaining({ code: "reward/input" }),
  );
});
