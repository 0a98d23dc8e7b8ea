import { expect, test } from "vitest";
import { runsAtOnce } from "../../src/ablate/capacity.ts";
import { parseShard, shardOf } from "../../src/ablate/shard.ts";

test("runs are dealt out by identity, whatever their order", () => {
  const runs = ["d", "a", "c", "b", "e"].map((identity) => ({ identity }));
  const identitiesOf = (part: number) => shardOf(runs, { part, parts: 2 }).map(({ identity }) => identity);
  expect(identitiesOf(1)).toEqual(["a", "c", "e"]);
  expect(identitiesOf(2)).toEqual(["d", "b"]);
  expect(parseShard("2/3")).toEqual({ part: 2, parts: 3 });
});

test("as many runs at once as cores and memory allow, and always one", () => {
  expect(runsAtOnce(8, 100e9)).toBe(8);
  expect(runsAtOnce(8, 1e9)).toBe(2); // 0.9 GB / 0.4 GB
  expect(runsAtOnce(8, 1e6)).toBe(1);
});
