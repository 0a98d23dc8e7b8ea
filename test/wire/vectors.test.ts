import { expect, test } from "vitest";
import { elementsOf, vectorsIn } from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { openRemote } from "../../src/wire/client/index.ts";
import { envs } from "../fixtures/worlds.ts";
import { arm } from "../fixtures/worlds-arm.ts";
import { trace } from "../vector/trace.ts";
import { connected, serving, talking } from "./here.ts";

const host = new URL("./fixture-host.ts", import.meta.url).href;
const env = { id: "fixture/arm-v1" };

test("vectors on a server show the same bytes as here, with the env's code and without", async () => {
  const server = await serving({ host });
  const connection = await connected(server.url);
  const here = await openVector({ envs, env, worlds: 3 });
  const known = await openRemote({ connection, env, worlds: 3, known: arm });
  const unknown = await openRemote({ connection, env, worlds: 3 });
  for (const vector of [here, known, unknown]) await vector.reset(5);
  const shown = await trace(here, 9, 40);
  expect(await trace(known, 9, 40)).toEqual(shown);
  expect(await trace(unknown, 9, 40)).toEqual(shown);
  known.features["errors.2"] satisfies Float64Array;
  expect(unknown.env.features).toEqual(here.env.features);
  expect(vectorsIn(unknown.features)).toEqual(["errors", "tip"]);
  expect(elementsOf(unknown.features, "tip").map((name) => unknown.features[name][1])).toEqual(
    elementsOf(here.features, "tip").map((name) => here.features[name][1]),
  );
  for (const vector of [here, known, unknown]) await vector.close();
});

test("a definition here whose vector has another size is not the server's", async () => {
  const server = await serving({ host });
  const connection = await connected(server.url);
  const known = { ...arm, features: { ...arm.features, tip: { unit: "m", size: 3 } } };
  await expect(openRemote({ connection, env, worlds: 1, known })).rejects.toMatchObject({ code: "checkpoint/foreign" });
});

test("in text: elements are described and told by name", async () => {
  const server = await serving({ host });
  const talker = await talking(server.url);
  const made = await talker.ask({ id: 1, op: "make", env: env.id, worlds: 2 });
  expect(made.ok.env.features).toMatchObject({ furthest: "rad", "errors.2": "rad", "tip.1": "m" });
  const told = await talker.ask({ id: 2, op: "reset", session: made.ok.session, seed: 3 });
  expect(Object.keys(told.ok.features)).toEqual(Object.keys(made.ok.env.features));
  expect(told.ok.features["tip.0"]).toEqual([1.2, 1.2]); // straight: 0.5 + 0.4 + 0.3
});
