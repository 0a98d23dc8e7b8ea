import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { openVector } from "../../src/vector/index.ts";
import { openRemote } from "../../src/wire/client/index.ts";
import { placement } from "../../src/wire/server/placement.ts";
import { trace } from "../vector/trace.ts";
import { connected, serving } from "./here.ts";

test("quick sessions go to the main thread once that is proven, and back when they slow down", () => {
  const placed = placement();
  const first = Array.from({ length: 100 }, () => placed.note(0.05));
  expect(first.slice(0, 99).every((lane) => lane === undefined)).toBe(true);
  expect(first[99]).toBe("here");
  placed.settle("here");
  for (let i = 0; i < 50; i++) expect(placed.note(0.08)).toBeUndefined();
  expect(placed.note(6)).toBeUndefined(); // a collector of garbage may take as long
  expect(placed.note(30)).toBe("shared");
  placed.settle("shared");
  for (let i = 0; i < 500; i++) expect(placed.note(0.5)).toBeUndefined();
  placed.settle("here");
  expect(Array.from({ length: 50 }, () => placed.note(1))).toContain("shared");
});

test("heavy sessions get a thread of their own", () => {
  const placed = placement();
  expect(placed.note(200)).toBeUndefined(); // the first step says little
  expect(placed.note(50)).toBe("own");
  placed.settle("own");
  expect(placed.note(500)).toBeUndefined();
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
