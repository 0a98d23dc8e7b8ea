import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { openVector } from "../../src/vector/index.ts";
import { openRemote } from "../../src/wire/client/index.ts";
import { placement } from "../../src/wire/server/placement.ts";
import { trace } from "../vector/trace.ts";
import { connected, serving } from "./here.ts";

const many = 100;

test("quick sessions go to the main thread once that is proven, and back when they slow down", () => {
  const placed = placement();
  const first = Array.from({ length: 100 }, () => placed.note(0.05, many));
  expect(first.slice(0, 99).every((lane) => lane === undefined)).toBe(true);
  expect(first[99]).toBe("here");
  placed.settle("here");
  for (let i = 0; i < 50; i++) expect(placed.note(0.08, many)).toBeUndefined();
  expect(placed.note(6, many)).toBeUndefined(); // a collector of garbage may take as long
  expect(placed.note(30, many)).toBe("shared");
  placed.settle("shared");
  for (let i = 0; i < 500; i++) expect(placed.note(0.5, many)).toBeUndefined();
  placed.settle("here");
  expect(Array.from({ length: 50 }, () => placed.note(1, many))).toContain("shared");
});

test("where there are few sessions the main thread takes slower ones too", () => {
  const placed = placement();
  expect(Array.from({ length: 100 }, () => placed.note(0.8, 2)).at(-1)).toBe("here");
  placed.settle("here");
  expect(placed.note(0.8, 2)).toBeUndefined();
  expect(placed.note(0.8, 50)).toBe("shared"); // others have come
});

test("heavy sessions get a thread of their own", () => {
  const placed = placement();
  expect(placed.note(200, many)).toBeUndefined(); // the first step says little
  expect(placed.note(50, many)).toBe("heavy");
  placed.settle("heavy");
  expect(placed.note(500, many)).toBeUndefined();
});

test("where a session's worlds are stepped changes nothing", async () => {
  const { envs } = registries;
  const env = { id: "classic/pendulum-v1", params: { maxSteps: 20 } };
  const server = await serving();
  const remote = await openRemote({ connection: await connected(server.url), env, worlds: 2 });
  const here = await openVector({ envs, env, worlds: 2 });
  await remote.reset(1);
  await here.reset(1);
  expect(await trace(remote, 1, 400)).toEqual(await trace(here, 1, 400)); // long enough to have moved
  await here.close();
});
