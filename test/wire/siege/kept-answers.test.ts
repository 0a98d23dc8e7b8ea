import { expect, test } from "vitest";
import { pack } from "../../../src/core/index.ts";
import { answerStores, keptPerSession } from "../../../src/wire/server/kept-answers.ts";
import { serving, talking } from "../here.ts";

const answer = (bytes: number) => new Uint8Array(bytes);

test("the last few answers are kept, and all numbers in work are known", () => {
  const store = answerStores()();
  for (let id = 0; id < 40; id++) store.begin(id, "step");
  expect(store.ids("pending")).toHaveLength(40);
  for (let id = 0; id < 20; id++) store.finish(id, answer(1), true);
  expect(store.ids("kept")).toEqual(Array.from({ length: keptPerSession }, (_, i) => 20 - keptPerSession + i));
  expect(store.ids("pending")).toHaveLength(20);
  expect(store.find(0)).toBeUndefined();
  for (let id = 20; id < 40; id++) store.finish(id, answer(1), false); // nobody was there
  expect(store.ids("kept")).toHaveLength(keptPerSession + 20);
});

test("a session's kept answers are bounded in bytes, but for the newest", () => {
  const store = answerStores(1000, 50)();
  for (let id = 0; id < 4; id++) store.begin(id, "render");
  for (const id of [0, 1, 2]) store.finish(id, answer(20), true);
  expect([store.ids("dropped"), store.ids("kept")]).toEqual([[0], [1, 2]]);
  store.finish(3, answer(90), true);
  expect([store.ids("dropped"), store.ids("kept")]).toEqual([[0, 1, 2], [3]]);
});

test("all together are bounded, at the cost of whoever keeps the most", () => {
  const make = answerStores(100, 1000);
  const [small, large] = [make(), make()];
  small.begin(1, "step");
  small.finish(1, answer(10), true);
  for (let id = 1; id < 7; id++) {
    large.begin(id, "render");
    large.finish(id, answer(30), true);
  }
  expect(small.ids("kept")).toEqual([1]);
  expect(large.ids("kept")).toEqual([4, 5, 6]);
  large.clear();
  const third = make();
  third.begin(1, "step");
  third.finish(1, answer(90), true);
  expect([small.ids("kept"), third.ids("kept")]).toEqual([[1], [1]]);
});

test("an answer that was dropped is said to be, and the request is not carried out twice", async () => {
  const server = await serving();
  const [talker, bystander] = [await talking(server.url), await talking(server.url)];
  const env = "classic/cart-pole-v1";
  const open = async (client: typeof talker) => {
    const { session, token } = (await client.ask({ id: 1, op: "make", env })).ok;
    await client.ask({ id: 2, op: "reset", session, seed: 1 });
    return { session, token };
  };
  const { session, token } = await open(talker);
  const other = await open(bystander);
  const stepped = await bystander.ask({ id: 3, op: "step", session: other.session, actions: [1] });
  const raw = (id: number) => pack({ id, op: "render", session, width: 2048, height: 2048, format: "rgb" });
  for (const id of [3, 4]) expect((await talker.ask(raw(id))).length).toBeGreaterThan(12 * 2 ** 20);
  expect((await talker.ask({ id: 5, op: "resume", session, token })).ok).toEqual({
    answered: [4],
    pending: [],
    dropped: [2, 3],
  });
  expect(new TextDecoder().decode(await talker.ask(raw(3)))).toContain("wire/dropped");
  expect((await talker.ask(raw(4))).length).toBeGreaterThan(12 * 2 ** 20);
  expect(await bystander.ask({ id: 3, op: "step", session: other.session, actions: [1] })).toEqual(stepped);
});
