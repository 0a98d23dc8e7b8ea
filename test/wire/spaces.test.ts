import { expect, test } from "vitest";
import { openRemote } from "../../src/wire/client/index.ts";
import { act } from "../vector/trace.ts";
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
