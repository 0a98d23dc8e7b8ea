import { expect, test } from "vitest";
import { terrain } from "../../../../envs/dungeon/data/terrain.ts";
import { trap } from "../../../../envs/dungeon/data/traps.ts";
import { lookAround } from "../../../../envs/dungeon/play/sight.ts";
import type { Game } from "../../../../envs/dungeon/state/game.ts";
import { width } from "../../../../envs/dungeon/state/grid.ts";
import { my } from "../../../../envs/dungeon/state/hero.ts";
import { openTask } from "../one-task.ts";

test("the stairs pay 1, and a step in which no turn begins costs 0.01", async () => {
  const task = await openTask("dungeon/room-v1", { variant: "fixed" });
  expect([await task.act("north"), await task.act("south-east"), await task.act("north")]).toEqual([-0.01, 0, 0]);
  for (const way of ["south-east", "south-east"]) expect(await task.act(way)).toBe(0);
  expect(task.ends()).toEqual([false, false]);
  expect(await task.act("south")).toBe(0); // from row 2 to 3, in column 3
  expect(await task.act("south-east")).toBe(1);
  expect([task.ends(), task.feature("success")]).toEqual([[true, false], 1]);
});

test("memento takes 1 off for a squeaky board", async () => {
  const task = await openTask("dungeon/memento-v1");
  task.change(({ me, traps }) => {
    traps[me[my.cell] + 1] = trap.squeakyBoard;
  });
  expect([await task.act("east"), task.ends(), task.feature("failed")]).toEqual([-1, [true, false], 1]);
});

/** Clears the inside of the puzzle but for a hero in its upper left corner. */
function clear(game: Game): number {
  const [left, top] = [(width - 8) >> 1, (21 - 8) >> 1];
  for (let y = top; y < top + 8; y++) game.terrain.fill(terrain.floor, y * width + left, y * width + left + 8);
  game.me[my.cell] = game.me[my.lastCell] = top * width + left;
  return top * width + left;
}

test("boxoban pays 0.1 for a boulder that comes to a fountain, 1 for the last, and takes 0.001 off for every step", async () => {
  const task = await openTask("dungeon/boxoban-v1");
  task.change((game) => {
    const corner = clear(game);
    const { terrain: ground } = game;
    for (const [column, code] of [
      [1, terrain.boulder],
      [2, terrain.fountain],
      [3, terrain.fountain],
    ])
      ground[corner + column] = code;
    for (const row of [2, 4]) ground[corner + row * width] = terrain.boulderOnFountain;
    lookAround(game);
  });
  await task.act("north"); // a wall: now the features are those of this level
  expect(await task.act("east")).toBe(0.099); // onto the first fountain
  expect(await task.act("east")).toBe(-0.001); // from there onto the second
  expect([task.feature("progress"), task.ends()]).toEqual([0.75, [false, false]]);
  expect(await task.act("east")).toBe(-0.101); // beyond it
  task.change(({ terrain: ground }) => {
    ground.set(ground.map((code) => (code === terrain.fountain ? terrain.floor : code)));
  });
  expect(await task.act("west")).toBe(1.199); // two fountains fewer, and none is bare
  expect([task.feature("success"), task.ends()]).toEqual([1, [true, false]]);
});

test("an apple eaten in the maze pays 0.5", async () => {
  const task = await openTask("dungeon/explore-maze-v1");
  task.change((game) => {
    const apple = game.itemAt.findIndex((item) => item !== 0);
    game.me[my.cell] = game.me[my.lastCell] = apple;
    lookAround(game);
  });
  expect([await task.act("eat"), task.feature("progress")]).toEqual([0.5, 0.25]);
});
