import { expect, test } from "vitest";
import { openVector } from "../../src/vector/index.ts";
import { openRemote } from "../../src/wire/client/index.ts";
import { envs as fixtures } from "../fixtures/worlds.ts";
import { act, trace } from "../vector/trace.ts";
import { connected, serving, talking } from "./here.ts";

const host = new URL("./talking-host.ts", import.meta.url).href;
const env = "test/talking-v1";

test("texts and parts of every kind travel as text", async () => {
  const server = await serving({ host });
  const talker = await talking(server.url);
  const { session, env: described } = (await talker.ask({ id: 1, op: "make", env, worlds: 2 })).ok;
  expect(described.observation.fields.place).toEqual({
    type: "box",
    dtype: "int16",
    shape: [2],
    low: -50,
    high: [50, 60],
  });
  const begun = await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  expect(begun.ok.observations).toEqual({ words: ["hello", "hello"], place: [0, 0, 0, 0] });
  const step = (id: number, actions: object) => talker.ask({ id, op: "step", session, actions });
  const told = await step(3, { say: ["hi", "süß"], go: [1, 0, 0, 2] });
  expect(told.ok.observations).toEqual({ words: [">hi", ">süß"], place: [1, 1, -1, 0] });
  expect((await step(4, { say: ["hi"], go: [1, 0, 0, 2] })).error.given).toContain("actions say");
  expect((await step(5, { say: ["hi", "x"], go: [1, 0, 0] })).error.given).toContain("actions go");
  expect((await step(6, { say: ["hi", "x"], go: [1, 0, 0, 3] })).error.code).toBe("action/illegal");
  expect((await step(7, { say: ["hi", 3], go: [1, 0, 0, 2] })).error.code).toBe("action/illegal");
  expect((await step(8, { go: [1, 0, 0, 2] })).error.code).toBe("action/illegal");
  for (let id = 9; id < 12; id++) await step(id, { say: ["a", "b"], go: [1, 0, 0, 2] });
  const last = await step(12, { say: ["end", ""], go: [1, 0, 0, 2] });
  expect(last.ok.ended.observations).toEqual({ words: [">end", ">"], place: [5, 5, -5, 0] });
  expect(last.ok.ended.scores).toEqual([1, 1]);
  expect(last.ok.observations.words).toEqual(["hello", "hello"]);
});

test("and as bytes", async () => {
  const server = await serving({ host });
  const remote = await openRemote({ connection: await connected(server.url), env: { id: env }, worlds: 3 });
  await remote.reset(1);
  for (let step = 0; step < 4; step++) {
    act(remote, 1, step);
    await remote.step();
  }
  const { words, place } = remote.observations as unknown as { words: Uint8Array; place: Int16Array };
  expect(words).toHaveLength(36);
  expect(place.some((value) => value !== 0)).toBe(true);
  expect(Array.from(remote.features.x)).toEqual([place[0], place[2], place[4]]);
});

const fixtureHost = new URL("./fixture-host.ts", import.meta.url).href;

test("glyphs, pictures, lists, picks, actions in parts and text are on a server what they are here", async () => {
  const server = await serving({ host: fixtureHost });
  const connection = await connected(server.url);
  for (const name of ["glyphs", "sheet", "shelf", "bench", "echo"]) {
    const choice = { envs: fixtures, env: { id: `fixture/${name}-v1` }, worlds: 3 };
    const here = await openVector(choice);
    const there = await openRemote({ ...choice, connection, known: fixtures.find(choice.env.id) });
    expect(there.env.action).toEqual(here.env.action);
    for (const vector of [here, there]) await vector.reset(5);
    expect(await trace(there, 9, 20)).toEqual(await trace(here, 9, 20));
    for (const vector of [here, there]) await vector.close();
  }
});

test("a list in messages of text", async () => {
  const server = await serving({ host: fixtureHost });
  const talker = await talking(server.url);
  const { session, env } = (await talker.ask({ id: 1, op: "make", env: "fixture/shelf-v1", worlds: 2 })).ok;
  expect(env.observation.fields.things).toMatchObject({ type: "list", most: 6, of: { type: "parts" } });
  expect(env.action).toEqual({ type: "pick", list: "things", most: 6, verbs: ["carry", "drag"] });
  const begun = (await talker.ask({ id: 2, op: "reset", session, seed: 1 })).ok;
  const { length, rows } = begun.observations.things;
  expect([length.length, rows.kind.length, rows.weight.length, begun.masks.length]).toEqual([2, 12, 12, 24]);
  for (const [row, count] of length.entries())
    expect(begun.masks.slice(row * 12, (row + 1) * 12)).toEqual(Array.from({ length: 12 }, (_, i) => +(i < count * 2)));
  const step = (id: number, actions: unknown) => talker.ask({ id, op: "step", session, actions });
  expect((await step(3, [0, 0, 5, 2])).error.code).toBe("action/illegal");
  expect((await step(4, [0, 0, length[1], 0])).error.code).toBe("action/illegal");
  expect(
    (
      await step(5, [
        [0, 0],
        [1, 1],
      ])
    ).ok.step,
  ).toBe(1);
});
