import { afterEach, expect, test } from "vitest";
import { bindEnv, defineEnv, mostSeats, registry, type VectorEnv } from "../../src/core/index.ts";
import { type Actor, collector, episodeTracker, openVector } from "../../src/vector/index.ts";
import { pursuit } from "../fixtures/worlds-pursuit.ts";
import { queue } from "../fixtures/worlds-queue.ts";
import { seated } from "../fixtures/worlds-seated.ts";
import { trace } from "./trace.ts";

const opened: VectorEnv[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((vector) => vector.close()));
});

async function open(id: string, worlds: number, params = {}, options = {}): Promise<VectorEnv> {
  const vector = await openVector({ envs: seated, env: { id, params }, worlds, ...options });
  opened.push(vector);
  await vector.reset(1);
  return vector;
}

const openQueue = (params = {}, worlds = 1, options = {}) => open("fixture/queue-v1", worlds, params, options);
const ended = ({ endedRows, ended }: VectorEnv) => [...endedRows.subarray(0, ended)];
const list = (column: ArrayLike<number>) => Array.from(column);

test("a world has a row a seat, of every column", async () => {
  const vector = await open("fixture/pursuit-v1", 3);
  expect([vector.worlds, vector.rows, vector.env.seats]).toEqual([3, 6, 2]);
  expect((vector.observations as Float32Array).length).toBe(6 * 4);
  expect((vector.actions as Int32Array).length).toBe(6);
  for (const column of [vector.features.closeness, vector.events.caught, vector.terminated, vector.present])
    expect(column.length).toBe(6);
  expect(list(vector.present)).toEqual([1, 1, 1, 1, 1, 1]);
  const role = (row: number) => (vector.observations as Float32Array)[4 * row];
  expect([0, 1, 2, 3, 4, 5].map(role)).toEqual([1, 0, 1, 0, 1, 0]);
});

test("a seat that ends begins its next episode in the same step, while the others go on", async () => {
  const vector = await openQueue({ places: 3 });
  const patience = () => [0, 1, 2].map((seat) => (vector.observations as Float32Array)[2 * seat + 1]);
  const waits = patience();
  const [first] = [...waits].sort((a, b) => a - b);
  expect(new Set(waits).size).toBeGreaterThan(1); // so that they do not all end at once
  for (let step = 1; step < first; step++) {
    await vector.step();
    expect(vector.ended).toBe(0);
  }
  await vector.step();
  const done = [0, 1, 2].filter((seat) => waits[seat] === first);
  const others = [0, 1, 2].filter((seat) => waits[seat] !== first);
  expect(ended(vector)).toEqual(done);
  for (const seat of done) {
    expect([vector.terminated[seat], vector.truncated[seat]]).toEqual([1, 0]);
    expect([vector.finalFeatures.waited[seat], vector.finalFeatures.person[seat]]).toEqual([first, seat + 1]);
    expect([vector.features.waited[seat], vector.events.served[seat]]).toEqual([0, 1]);
    expect(vector.features.person[seat]).toBeGreaterThan(3); // the next one
  }
  for (const seat of others)
    expect([vector.features.waited[seat], vector.features.person[seat]]).toEqual([first, seat + 1]);
  expect(list(vector.acted)).toEqual([1, 1, 1]);
  expect(list(vector.present)).toEqual([1, 1, 1]);
});

test("who goes away is truncated, not terminated", async () => {
  const vector = await openQueue({ places: 2 });
  await vector.step(); // leaving is masked in the first step
  (vector.actions as Int32Array)[1] = 1;
  await vector.step();
  expect([list(vector.terminated)[1], list(vector.truncated)[1]]).toEqual([0, 1]);
  expect([vector.finalFeatures.success[1], vector.events.served[1]]).toEqual([0, 0]);
});

test("a world's own time limit truncates all its seats, and resets it", async () => {
  const vector = await openQueue({ places: 3, maxSteps: 4 });
  let persons = 3;
  for (let step = 0; step < 4; step++) {
    await vector.step();
    if (step < 3) persons += vector.ended;
  }
  expect(vector.ended).toBe(3);
  for (const row of [0, 1, 2]) expect(vector.terminated[row] + vector.truncated[row]).toBe(1);
  expect(vector.truncated.includes(1)).toBe(true);
  expect(list(vector.features.person)).toEqual([1, 2, 3]); // counted from the start of the world's episode
  expect(list(vector.finalFeatures.person).every((person) => person <= persons)).toBe(true);
});

test("without reseat a seat that has ended sits out, showing nothing, until the world is reset", async () => {
  const vector = await openQueue({ places: 3, reseats: false });
  const seen: string[] = [];
  for (let step = 0; step < 7; step++) {
    await vector.step();
    for (const row of [0, 1, 2]) {
      if (vector.present[row]) continue;
      expect(list((vector.observations as Float32Array).subarray(2 * row, 2 * row + 2))).toEqual([0, 0]);
      expect([vector.features.waited[row], vector.features.person[row]]).toEqual([0, 0]);
      expect(list(vector.masks.subarray(2 * row, 2 * row + 2))).toEqual([1, 1]);
      if (!vector.acted[row]) expect([vector.events.stepped[row], vector.terminated[row]]).toEqual([0, 0]);
    }
    seen.push(list(vector.present).join(""));
    if (vector.features.person[0] === 1 && vector.features.waited[0] === 0) break; // the world was reset
  }
  expect(seen.at(-1)).toBe("111");
  expect(new Set(seen).size).toBeGreaterThan(1);
});

test("a seat that comes in later begins an episode of its own, with fresh memory", async () => {
  const vector = await openQueue({ places: 3, pause: 3 }, 2);
  const staying: Actor = {
    stateSize: 1,
    rolloutSteps: 30,
    act: async (view) => ({
      actions: new Int32Array(view.rows),
      state: Float32Array.from({ length: view.rows }, (_, row) => (view.starts[row] ? 0 : view.state[row]) + 1),
    }),
  };
  const { rollout, rows, finished } = await collector(vector, staying, {
    features: ["waited"],
    events: ["stepped"],
    history: true,
  }).collect();
  expect([rollout.seats, rollout.present.length]).toEqual([6, 180]);
  expect(rollout.present.includes(0)).toBe(true);
  const lengths: number[] = [];
  for (let seat = 0; seat < 6; seat++) {
    let steps = 0;
    for (let row = seat; row < 180; row += 6) {
      if (rollout.present[row] === 0) {
        expect([rollout.terminated[row], rollout.truncated[row], rows.events.stepped[row]]).toEqual([0, 0, 0]);
        expect(rows.truncated[row]).toBe(1); // as rewards see it
        expect(steps).toBe(0); // it left by ending
        continue;
      }
      expect(rollout.starts[row]).toBe(steps === 0 ? 1 : 0);
      expect(rollout.states[row]).toBe(steps);
      expect(rows.features.waited[row]).toBe(++steps);
      expect(rows.truncated[row]).toBe(rollout.truncated[row]);
      if (rollout.terminated[row] + rollout.truncated[row] === 0) continue;
      lengths.push(steps);
      steps = 0;
    }
  }
  expect(finished.map(({ episode }) => episode.steps).sort()).toEqual(lengths.sort());
  expect(rollout.endings.rows.length).toBe(finished.length);
});

test("an episode is a seat's own: its features, events and score", async () => {
  const vector = await openQueue({ places: 2, maxSteps: 9 });
  const tracker = episodeTracker(vector.env, 1);
  const scores: number[][] = [[], []];
  for (let step = 0; step < 40; step++) {
    await vector.step();
    for (const { row, score, episode, whole } of tracker.observe(vector)) {
      expect(whole).toBe(true);
      expect(episode.events.stepped).toBe(episode.steps);
      expect(episode.features.waited.last).toBe(episode.steps);
      expect(score).toBe(episode.terminated ? 1 : 0);
      scores[row].push(score);
    }
  }
  for (const seat of scores) expect(seat.length).toBeGreaterThan(4);
});

for (const params of [
  { places: 3, pause: 2 },
  { places: 3, reseats: false },
])
  test(`save, load and branch carry all seats of a world (${Object.keys(params)[1]})`, async () => {
    const vector = await openQueue(params, 3);
    await trace(vector, 4, 5);
    const saved = await vector.save(1);
    const branched = await vector.branch(1, 2);
    opened.push(branched);
    const other = await openQueue(params, 3);
    for (let world = 0; world < 3; world++) await other.load(world, await vector.save(world));
    const expected = await trace(vector, 4, 30, 5);
    expect(await trace(other, 4, 30, 5)).toEqual(expected);
    for (const copy of [0, 1]) expect(await branched.save(copy)).toEqual(saved);
  });

test("a broken world is mended with all its seats; nobody is truncated who was absent", async () => {
  const trouble = defineEnv({
    ...queue,
    id: "fixture/queue-trouble-v1",
    create(params, slot, slots) {
      const world = queue.create(params, slot, slots);
      let fails = true;
      return {
        ...world,
        step() {
          world.step();
          if (slot.row !== 0 || !fails || slots.every(({ features }) => features.waited[slot.row] !== 4)) return;
          fails = false;
          throw new Error("boom");
        },
      };
    },
  });
  const envs = registry("env", import.meta.url, [trouble]);
  const vector = await openVector({ envs, env: { id: trouble.id, params: { places: 3, reseats: false } }, worlds: 2 });
  opened.push(vector);
  await vector.reset(3);
  for (let step = 0; step < 200 && vector.faults.length === 0; step++) await vector.step();
  expect(vector.faults.map(({ worlds }) => worlds)).toEqual([[0]]);
  expect(list(vector.broken)).toEqual([1, 1, 1, 0, 0, 0]);
  expect(list(vector.truncated).slice(0, 3)).toEqual(list(vector.acted).slice(0, 3));
  expect(list(vector.terminated).slice(0, 3)).toEqual([0, 0, 0]);
});

test("seats beyond the most are refused, and a world that seats nobody", async () => {
  const many = { places: mostSeats + 1 };
  expect(() => bindEnv(queue, many)).toThrow(expect.objectContaining({ code: "params/invalid" }));
  await expect(openQueue(many)).rejects.toMatchObject({ code: "params/invalid" });
  for (const seats of [0, 1.5, Number.NaN])
    expect(() => bindEnv({ ...pursuit, seats: () => seats })).toThrow(
      expect.objectContaining({ code: "params/invalid" }),
    );
  const empty = defineEnv({
    ...pursuit,
    id: "fixture/nobody-v1",
    create: (params, slot, slots) => ({ ...pursuit.create(params, slot, slots), present: () => false }),
  });
  const envs = registry("env", import.meta.url, [empty]);
  const vector = await openVector({ envs, env: { id: empty.id }, worlds: 1 });
  opened.push(vector);
  await expect(vector.reset(1)).rejects.toMatchObject({ code: "vector/failed" });
});

test("a world of one seat may be truncated by its own word", async () => {
  const single = defineEnv({
    ...queue,
    id: "fixture/queue-alone-v1",
    params: { places: 1, pause: 0, reseats: false as boolean },
  });
  const envs = registry("env", import.meta.url, [single]);
  const vector = await openVector({ envs, env: { id: single.id }, worlds: 2 });
  opened.push(vector);
  await vector.reset(1);
  await vector.step();
  (vector.actions as Int32Array)[1] = 1;
  await vector.step();
  expect([vector.terminated[1], vector.truncated[1], vector.features.waited[1]]).toEqual([0, 1, 0]);
  expect(list(vector.present)).toEqual([1, 1]);
});
