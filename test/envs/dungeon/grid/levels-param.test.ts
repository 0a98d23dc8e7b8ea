import { expect, test } from "vitest";
import { generator } from "../../../../src/core/index.ts";
import { openGrid } from "./one-world.ts";

/** The level that an episode begins with, as bytes in text. */
async function beginnings(levels: number, seed: number, episodes: number): Promise<string[]> {
  const { world } = await openGrid("dungeon/multi-room-v1", { levels });
  const rng = generator(seed);
  return Array.from({ length: episodes }, () => {
    world.reset(rng);
    return String(world.save());
  });
}

test("as many levels as `levels` says, the same for every seed and world", async () => {
  const first = new Set(await beginnings(3, 1, 40));
  const other = new Set(await beginnings(3, 2, 40));
  expect(first.size).toBe(3);
  expect(other).toEqual(first);
});

test("without `levels` every episode has a level of its own", async () => {
  expect(new Set(await beginnings(0, 1, 40)).size).toBe(40);
});

test("a level is what it is, whichever was met before", async () => {
  const [once] = await beginnings(100, 5, 1);
  const later = await beginnings(100, 6, 300);
  expect(later).toContain(once);
});
