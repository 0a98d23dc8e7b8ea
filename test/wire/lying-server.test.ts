import { expect, onTestFinished, test } from "vitest";
import { choice, codes, list, parts } from "../../src/core/index.ts";
import { connect, describeRemote, openRemote } from "../../src/wire/client/index.ts";
import { socket } from "./here.ts";
import { columns, env, hello, liar, made, none, type Says } from "./liar.ts";

const outcome = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => "believed",
    ({ code }) => code,
  );

async function opened(says: Says) {
  const server = await liar({ hello, made, ...says });
  const connection = await connect(server.url, { socket });
  onTestFinished(() => connection.close());
  return { connection, ...server };
}
const choiceOfEnv = { env: { id: "classic/cart-pole-v1" }, worlds: 1 };

test.each([
  ["nothing", {}],
  ["numbers as texts", { ...hello, heartbeatSeconds: "30" }],
  ["no JSON", "what?"],
  ["bytes that are no block", new Uint8Array([255, 255, 255, 255, 0])],
  ["a list", "[1]"],
])("a greeting that is %s is not believed", async (_, said) => {
  const { url } = await liar({ hello: said });
  expect(await outcome(connect(url, { socket }))).toBe("wire/frame");
});

test.each([
  ["nothing", {}],
  ["an env that is none", { ...made, env: { id: "x" } }],
  ["a space of no kind", { ...made, env: { ...env, observation: { type: "sphere" } } }],
  ["terms that are numbers", { ...made, terms: [1] }],
])("worlds made as %s are not believed", async (_, make) => {
  const { connection } = await opened({ make });
  expect(await outcome(openRemote({ connection, ...choiceOfEnv }))).toBe("wire/frame");
});

test("what cannot be opened is closed on the server", async () => {
  const { connection, heard } = await opened({ make: { ...made, env: { ...env, observation: { type: "sphere" } } } });
  await outcome(openRemote({ connection, ...choiceOfEnv }));
  expect(heard).toEqual(["hello", "make", "close"]);
});

test.each([
  ["nothing", {}],
  ["too many rows", { ...columns, terminated: new Uint8Array(2) }],
  ["observations of another structure", { ...columns, observations: { left: none, right: none } }],
  ["too few observations", { ...columns, observations: new Float32Array(3) }],
  ["observations of another type", { ...columns, observations: new Float64Array(4) }],
  ["texts that nobody asked for", { ...columns, texts: ["", ""] }],
  ["features that the env has not", { ...columns, features: { luck: none } }],
  ["faults that are no list", { ...columns, faults: 1 }],
  ["faults without worlds", { ...columns, faults: [{ message: "it fell" }] }],
])("columns with %s are not believed", async (_, reset) => {
  const { connection } = await opened({ make: made, reset });
  const remote = await openRemote({ connection, ...choiceOfEnv });
  expect(await outcome(remote.reset(1))).toBe("wire/frame");
});

test.each([
  ["rows that are not there", { rows: Int32Array.of(1), scores: new Float64Array(1) }],
  ["half a row", { rows: Float64Array.of(0.5), scores: new Float64Array(1) }],
  ["more rows than there are", { rows: Int32Array.of(0, 0), scores: new Float64Array(2) }],
])("%s cannot have ended", async (_, ended) => {
  const { connection } = await opened({ make: made, reset: columns, step: { ...columns, ended } });
  const remote = await openRemote({ connection, ...choiceOfEnv });
  await remote.reset(1);
  expect(await outcome(remote.step())).toBe("wire/frame");
});

const things = { queue: { length: Int32Array.of(1), rows: Int32Array.of(1, 0) }, glyphs: Uint8Array.of(4) };
const listed = {
  ...env,
  observation: parts({
    queue: list({ of: choice("short", "tall"), most: 2 }),
    glyphs: codes({ dtype: "uint8", shape: [1], count: 5 }),
  }),
};

test.each<[string, object, string]>([
  ["a list within its most and known codes", things, "believed"],
  ["a list that is too long", { ...things, queue: { ...things.queue, length: Int32Array.of(3) } }, "wire/frame"],
  ["a list without rows", { ...things, queue: { length: Int32Array.of(1) } }, "wire/frame"],
  ["a code that is not among them", { ...things, glyphs: Uint8Array.of(5) }, "wire/frame"],
])("columns with %s", async (_, observations, expected) => {
  const { connection } = await opened({
    make: { ...made, env: listed },
    reset: { ...columns, observations },
  });
  const remote = await openRemote({ connection, ...choiceOfEnv });
  expect(await outcome(remote.reset(1))).toBe(expected);
});

test("columns that are as they should be are believed", async () => {
  const { connection } = await opened({ make: made, reset: columns });
  const remote = await openRemote({ connection, ...choiceOfEnv });
  expect(await outcome(remote.reset(1))).toBe("believed");
});

test("other answers of another form are not believed", async () => {
  const { connection } = await opened({ make: made, save: { state: 5 }, text: { text: 5 }, render: { image: "?" } });
  const remote = await openRemote({ connection, ...choiceOfEnv });
  const pixels = new Uint8Array(12);
  for (const run of [remote.save(0), remote.text(0), remote.draw(0, { width: 2, height: 2, camera: "", pixels })])
    expect(await outcome(run)).toBe("wire/frame");
  expect(await outcome(describeRemote(connection, "x", {}))).toBe("wire/frame");
});

test("a description whose features are not columns is refused", async () => {
  const huge = { ...env, features: { angle: { unit: "rad", size: 1e12 } } };
  const { connection } = await opened({ make: { ...made, env: huge }, describe: huge });
  expect(await outcome(openRemote({ connection, ...choiceOfEnv }))).toBe("wire/frame");
  expect(await outcome(describeRemote(connection, "x", {}))).toBe("wire/frame");
});

test("after a frame that is none, everything that waits is refused, and what comes after", async () => {
  const { connection } = await opened({ make: made, reset: "what?" });
  const remote = await openRemote({ connection, ...choiceOfEnv });
  expect(await outcome(remote.reset(1))).toBe("wire/frame");
  expect(await outcome(remote.reset(1))).toBe("wire/closed");
});
