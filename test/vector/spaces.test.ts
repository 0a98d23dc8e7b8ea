import { expect, test } from "vitest";
import {
  choice,
  defineEnv,
  flatten,
  list,
  pack,
  parts,
  registry,
  sizeOf,
  snapshot,
  unpack,
} from "../../src/core/index.ts";
import { episodeRecorder, recordedRows, replay } from "../../src/record/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { envs as fixtures } from "../fixtures/worlds.ts";
import { act, shown, trace } from "./trace.ts";

/** Worlds of codes, pictures, lists and picks, actions in parts and text. */
const worlds = ["glyphs", "sheet", "shelf", "bench", "echo"].map((name) => `fixture/${name}-v1`);
const open = (id: string, count: number, threads = 0) =>
  openVector({ envs: fixtures, env: { id }, worlds: count, threads });

test.each(worlds)("%s shows the same bytes on threads, saved and loaded, branched", async (id) => {
  const [here, threaded, other] = [await open(id, 3), await open(id, 3, 2), await open(id, 3)];
  for (const vector of [here, threaded, other]) await vector.reset(3);
  expect(await trace(threaded, 5, 30)).toEqual(await trace(here, 5, 30));
  for (let world = 0; world < 3; world++) await other.load(world, await threaded.save(world));
  expect(await trace(other, 6, 10)).toEqual(await trace(here, 6, 10));
  const branch = await here.branch(1, 2);
  expect(branch.worlds).toBe(2);
  for (const vector of [here, threaded, other, branch]) await vector.close();
});

test.each(worlds)("episodes of %s are recorded, replayed and seen by a reward", async (id) => {
  const [vector, again] = [await open(id, 1), await open(id, 1)];
  const origin = { seed: 1, reward: "shaped/none-v1", agent: "baseline/random-v1", versions: {} };
  await vector.reset(1);
  const recorder = episodeRecorder(vector, { watch: [0], origin, observations: true });
  await recorder.start();
  const lived: number[] = [];
  for (let step = 0; step < vector.env.maxSteps; step++) {
    act(vector, 2, step);
    await vector.step();
    const seen = vector.ended ? vector.finalObservations : vector.observations;
    lived.push(...flatten(vector.env.observation, seen));
    await recorder.observe(vector.ended ? [{ world: 0, score: 0 }] : []);
  }
  const [episode] = recorder.rewarded({ total: new Float64Array(vector.env.maxSteps), terms: {} });
  await replay(episode, again);
  const rows = recordedRows(episode, vector.env, { observations: true, actions: true });
  expect(Array.from(rows.observations)).toEqual(lived);
  expect(rows.actions).toHaveLength(vector.env.maxSteps * sizeOf(vector.env.action));
  await vector.close();
  await again.close();
});

const queue = list({ of: choice("short", "tall"), most: 2 });

/** A list that grows by one in every step, and past its most in the third. */
const growing = defineEnv({
  id: "fixture/growing-v1",
  goal: "Wait in line.",
  observation: parts({ queue }),
  action: choice("wait"),
  features: { waiting: "1" },
  params: {},
  maxSteps: 20,
  stepSeconds: 0,
  score: () => 0,
  create(_, { observation, features, row }) {
    const state = new Int32Array(1);
    const show = () => {
      observation.queue.length[0] = features.waiting[row] = state[0];
    };
    return {
      reset() {
        state[0] = 0;
        show();
      },
      step() {
        state[0]++;
        show();
      },
      terminated: () => false,
      ...snapshot(state),
    };
  },
});
const envs = registry("env", import.meta.url, [growing]);

test("a world with a list that is too long is a fault, and says which", async () => {
  const vector = await openVector({ envs, env: { id: "fixture/growing-v1" }, worlds: 1 });
  await vector.reset(0);
  for (let step = 0; step < 3; step++) await vector.step();
  expect([...vector.broken]).toEqual([1]);
  expect(vector.faults[0].cause).toMatchObject({
    code: "space/length",
    message: "space/length: got fixture/growing-v1 observing queue.length = 3; expected 0 to 2.",
  });
  expect(vector.observations).toMatchObject({ queue: { length: Int32Array.of(0) } });
  await vector.close();
});

test("a saved world with a list that is too long is no saved world", async () => {
  const vector = await openVector({ envs, env: { id: "fixture/growing-v1" }, worlds: 1 });
  await vector.reset(0);
  const before = shown(vector);
  // biome-ignore lint/suspicious/noExplicitAny: a test that spoils bytes
  const saved = unpack(await vector.save(0)) as any;
  saved.world.observation[0][0] = 3;
  await expect(vector.load(0, pack(saved))).rejects.toMatchObject({ code: "file/corrupt" });
  expect(shown(vector)).toBe(before);
  await vector.close();
});
