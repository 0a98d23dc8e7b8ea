import { afterEach, expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import {
  arraysOf,
  type Batch,
  batchOf,
  type EnvChoice,
  following,
  generator,
  type RewardInputs,
  type Space,
  sample,
  sizeOf,
  type VectorEnv,
  type View,
  write,
} from "../../src/core/index.ts";
import { type Actor, type Collected, collector, type LivedRollout, openVector } from "../../src/vector/index.ts";
import { worlds as fixtures } from "../fixtures/vector-worlds.ts";

const opened: VectorEnv[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((vector) => vector.close()));
});

async function open(env: EnvChoice, worlds: number, options = {}): Promise<VectorEnv> {
  const vector = await openVector({ envs: env.id.startsWith("fixture/") ? fixtures : envs, env, worlds, ...options });
  opened.push(vector);
  return vector;
}

/**
 * Acts at random and remembers how many actions its episode has seen (twice over); V = 10 x the first observed number
 * + that count, so that every number of a rollout can be told by hand. Keeps every view that it valued.
 */
function counting({ env, worlds }: VectorEnv, rolloutSteps: number, seed = 1) {
  const rng = generator(seed, "counting");
  const valued: View[] = [];
  const memory = ({ starts, state }: View, row: number) => (starts[row] ? 0 : state[2 * row]);
  const worth = (view: View, row: number) => {
    const [first] = arraysOf(view.observations);
    return 10 * first[(row * first.length) / view.rows] + memory(view, row);
  };
  const all = <T>(view: View, of: (view: View, row: number) => T) =>
    Array.from({ length: view.rows }, (_, row) => of(view, row));
  const actor: Actor = {
    stateSize: 2,
    noteSizes: { values: 1, drawn: 2 },
    rolloutSteps,
    async act(view) {
      const actions: Batch<Space> = batchOf(env.action, view.rows);
      for (let row = 0; row < view.rows; row++) {
        const mask = view.masks.subarray(row * env.maskSize, (row + 1) * env.maskSize);
        write(env.action, actions, sample(env.action, rng, mask), row);
      }
      const state = Float32Array.from(all(view, memory).flatMap((count) => [count + 1, count + 1]));
      const values = Float32Array.from(all(view, worth));
      const drawn = Float32Array.from({ length: 2 * worlds }, () => rng.uniform());
      return { actions, state, notes: { values, drawn } };
    },
    async look(view) {
      valued.push(structuredClone(view));
      return { values: Float32Array.from(all(view, worth)) };
    },
  };
  return { actor, valued, rng };
}

const nextValues = (rollout: LivedRollout) => following(rollout, "values");

test("the numbers of a rollout, by hand: episodes of four steps that terminate", async () => {
  const vector = await open({ id: "fixture/counter-v1" }, 1);
  await vector.reset(0);
  const { actor } = counting(vector, 5);
  const inputs = { features: ["count"], before: true, events: ["ticked"] };
  const collecting = collector(vector, actor, inputs);
  const { rollout, rows, finished } = await collecting.collect();
  // one row more than there were steps: what followed the last
  expect([...rollout.starts]).toEqual([1, 0, 0, 0, 1, 0]);
  expect([...rollout.states]).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1]);
  expect([...rollout.notes.values]).toEqual([0, 11, 22, 33, 0, 11]);
  expect([...rollout.endings.rows]).toEqual([3]);
  expect((rollout.endings.observations as Float64Array)[0]).toBe(4); // the count with which the episode ended
  expect([...rollout.terminated, ...rollout.truncated]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  expect([...nextValues(rollout)]).toEqual([11, 22, 33, 0, 11]); // terminated: 0; last: 10 x 1 + 1
  expect([...rows.features.count]).toEqual([1, 2, 3, 4, 1]);
  expect([...rows.before.features.count]).toEqual([0, 1, 2, 3, 0]);
  expect([...rows.events.ticked]).toEqual([1, 1, 1, 1, 1]);
  expect(finished.map(({ step, row, episode }) => [step, row, episode.steps])).toEqual([[3, 0, 4]]);

  const { rollout: second } = await collecting.collect();
  expect(second.observations).toBe(rollout.observations); // the same memory
  expect([...second.starts]).toEqual([0, 0, 0, 1, 0, 0]);
  expect([...second.notes.values]).toEqual([11, 22, 33, 0, 11, 22]);
  expect([...nextValues(second)]).toEqual([22, 33, 0, 11, 22]);
});

test("where a time limit truncates, the final observation is valued with the memory after its action", async () => {
  const vector = await open({ id: "fixture/counter-v1", params: { maxSteps: 3 } }, 2);
  await vector.reset(0);
  const { actor, valued } = counting(vector, 7);
  const { rollout } = await collector(vector, actor, {}).collect();
  const ofWorld = (column: ArrayLike<number>, world: number) =>
    Array.from(column).filter((_, row) => row % 2 === world);
  for (const world of [0, 1]) {
    expect(ofWorld(rollout.truncated, world)).toEqual([0, 0, 1, 0, 0, 1, 0]);
    // count 0 1 2, then 3 is final: 10 x 3 + 3
    expect(ofWorld(nextValues(rollout), world)).toEqual([11, 22, 33, 11, 22, 33, 11]);
  }
  expect(valued.map(({ rows }) => rows)).toEqual([2, 4]); // what goes on, and all that was truncated, at once
  const [goesOn, cut] = valued;
  expect([...goesOn.starts]).toEqual([0, 0]);
  expect([...cut.starts]).toEqual([0, 0, 0, 0]);
  expect([...cut.state]).toEqual(Array(8).fill(3));
});

test("more rows can be truncated than there are worlds", async () => {
  const vector = await open({ id: "fixture/walk-v1", params: { maxSteps: 1 } }, 2);
  await vector.reset(0);
  const { actor, valued } = counting(vector, 9);
  const { rollout } = await collector(vector, actor, {}).collect();
  const cut = rollout.truncated.reduce((a, b) => a + b);
  expect(valued.at(-1)?.rows).toBe(cut);
  expect(cut).toBeGreaterThan(10);
  expect(valued.at(-1)?.masks).toEqual(new Uint8Array(5 * cut).fill(1));
  for (let row = 0; row < 18; row++) if (rollout.truncated[row]) expect(nextValues(rollout)[row]).toBeGreaterThan(900); // letters, first of a word
});

test("an episode that ends with the rollout's last row is valued as it ended", async () => {
  const vector = await open({ id: "fixture/counter-v1" }, 1);
  await vector.reset(0);
  const { rollout } = await collector(vector, counting(vector, 4).actor, {}).collect();
  expect([...nextValues(rollout)]).toEqual([11, 22, 33, 0]);
  const limited = await open({ id: "fixture/counter-v1", params: { maxSteps: 2 } }, 1);
  await limited.reset(0);
  const cut = await collector(limited, counting(limited, 4).actor, {}).collect();
  expect([...nextValues(cut.rollout)]).toEqual([11, 22, 11, 22]);
});

test("actions are as the worlds got them", async () => {
  const vector = await open({ id: "fixture/counter-v1" }, 1);
  await vector.reset(0);
  const { actor } = counting(vector, 2);
  const wild: Actor = {
    ...actor,
    act: async (view, mode) => ({ ...(await actor.act(view, mode)), actions: new Float64Array([7]) }),
  };
  const { rollout, rows } = await collector(vector, wild, { actions: true, features: ["sum"] }).collect();
  expect([...(rollout.actions as Float64Array)]).toEqual([1, 1]);
  expect([...rows.actions, rows.actionSize]).toEqual([1, 1, 1]);
  expect([...rows.features.sum]).toEqual([1, 2]);
});

test("observations, text and frames of a row are those after its step and before a restart", async () => {
  const capture = { text: true, frames: { width: 1, height: 1 } };
  const vector = await open({ id: "fixture/walk-v1" }, 3, { capture });
  await vector.reset(1);
  const inputs: RewardInputs = {
    features: ["place", "mood"],
    observations: true,
    actions: true,
    text: true,
    frames: capture.frames,
    history: true,
  };
  const { rows } = await collector(vector, counting(vector, 60).actor, inputs).collect();
  const size = sizeOf(vector.env.observation);
  expect([rows.rows, rows.observationSize, rows.actionSize, rows.steps, rows.seats]).toEqual([180, size, 5, 60, 3]);
  const words = ["over", "the", "hills", "and", "far", "away"];
  for (let row = 0; row < rows.rows; row++) {
    const place = rows.features.place[row];
    const mood = rows.features.mood[row];
    expect(rows.text[row].split(",")[0]).toBe(words[place]);
    expect(rows.frames[3 * row]).toBe(10 * place + mood);
    const oneHot = rows.observations.subarray(row * size + 6, row * size + 12); // after the word's six letters
    expect(oneHot[place]).toBe(1);
    expect([...rows.actions.subarray(5 * row + 3, 5 * row + 5)]).toEqual(mood ? [0, 1] : [1, 0]);
  }
  expect(rows.terminated.some((flag) => flag === 1)).toBe(true);
});

test("what is not declared is not gathered", async () => {
  const vector = await open({ id: "fixture/counter-v1" }, 2);
  await vector.reset(0);
  const { rows } = await collector(vector, counting(vector, 3).actor, { features: ["sum"] }).collect();
  expect(Object.keys(rows.features)).toEqual(["sum"]);
  expect([Object.keys(rows.before.features), Object.keys(rows.events), rows.text]).toEqual([[], [], []]);
  expect([rows.observations.length, rows.actions.length, rows.frames.length]).toEqual([0, 0, 0]);
});

test("what is not there is refused", async () => {
  const vector = await open({ id: "fixture/walk-v1" }, 1);
  const { actor } = counting(vector, 3);
  const refusals: readonly RewardInputs[] = [
    { features: ["plaice"] },
    { events: ["slept"] },
    { text: true },
    { frames: { width: 1, height: 1 } },
  ];
  for (const inputs of refusals)
    expect(() => collector(vector, actor, inputs)).toThrow(expect.objectContaining({ code: "reward/input" }));
});

const copied = ({ rollout, rows, finished }: Collected) => structuredClone({ rollout, rows, finished });

for (const threads of [0, 2])
  test(`saved and loaded into fresh objects it goes on bit for bit (${threads} threads)`, async () => {
    const inputs = { features: ["offset", "upright"], before: true, observations: true };
    const start = async (seed: number) => {
      const vector = await open({ id: "classic/cart-pole-v1", params: { maxSteps: 25 } }, 3, { threads });
      const { actor, rng } = counting(vector, 16, seed);
      return { vector, rng, collecting: collector(vector, actor, inputs) };
    };
    const one = await start(1);
    await one.vector.reset(2);
    await one.collecting.collect();
    await one.collecting.collect();
    const saved = {
      worlds: [await one.vector.save(0), await one.vector.save(1), await one.vector.save(2)],
      rng: one.rng.save(),
      collecting: one.collecting.save(),
    };
    const other = await start(99);
    for (const [world, bytes] of saved.worlds.entries()) await other.vector.load(world, bytes);
    other.rng.load(saved.rng);
    other.collecting.load(saved.collecting);
    for (let time = 0; time < 3; time++)
      expect(copied(await other.collecting.collect())).toEqual(copied(await one.collecting.collect()));
  });

test("a collector of other worlds is foreign, damaged bytes are corrupt", async () => {
  const vector = await open({ id: "fixture/counter-v1" }, 2);
  const mine = collector(vector, counting(vector, 2).actor, {});
  const before = mine.save();
  const three = await open({ id: "fixture/counter-v1" }, 3);
  const foreign = collector(three, counting(three, 2).actor, {}).save();
  expect(() => mine.load(foreign)).toThrow(expect.objectContaining({ code: "checkpoint/foreign" }));
  for (const length of [0, 3, 50, before.length - 8])
    expect(() => mine.load(before.subarray(0, length))).toThrow(expect.objectContaining({ code: "file/corrupt" }));
  expect(mine.save()).toEqual(before);
});

test("a row that a fault broke off is truncated, and its episode begins anew", async () => {
  const vector = await open({ id: "fixture/trouble-v1", params: { at: 3, row: 0 } }, 1);
  await vector.reset(0);
  const { rollout, finished } = await collector(vector, counting(vector, 5).actor, {}).collect();
  expect([...rollout.truncated]).toEqual([0, 0, 1, 0, 0]);
  expect([...rollout.starts]).toEqual([1, 0, 0, 1, 0, 0]);
  expect([...rollout.notes.values]).toEqual([0, 11, 22, 0, 11, 22]);
  expect([...nextValues(rollout)]).toEqual([11, 22, 23, 11, 22]); // V of the last observation known: 10 x 2 + 3
  expect(finished.map(({ whole }) => whole)).toEqual([false]);
});
