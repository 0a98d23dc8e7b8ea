import { expect, test } from "vitest";
import { delayOf, foodOf, itemNamed } from "../../../envs/dungeon/data/items.ts";
import { monsterNamed } from "../../../envs/dungeon/data/monsters.ts";
import { placeOnFloor } from "../../../envs/dungeon/items/lists.ts";
import { makeItem } from "../../../envs/dungeon/items/make.ts";
import { travel } from "../../../envs/dungeon/levels/travel.ts";
import { placeHero } from "../../../envs/dungeon/monsters/place.ts";
import { spawn } from "../../../envs/dungeon/monsters/spawn.ts";
import { actionSets } from "../../../envs/dungeon/play/keys.ts";
import { lookAround } from "../../../envs/dungeon/play/sight.ts";
import { pointsOnScale } from "../../../envs/dungeon/score.ts";
import type { Game } from "../../../envs/dungeon/state/game.ts";
import { my } from "../../../envs/dungeon/state/hero.ts";
import { onLogScale } from "../../../envs/dungeon/yardstick.ts";
import { envs } from "../../../envs/index.ts";
import { bindEnv } from "../../../src/core/index.ts";
import { openTask } from "./one-task.ts";
import { at, drawn } from "./play.ts";

const room = drawn("#######", "#@.>..#", "#.....#", "#######");

const ration = itemNamed("food ration");

/** Puts the hero into a small room, alone, with stairs two steps to the east and rock to the west. */
function enter(game: Game): void {
  placeHero(game, room(game, 0, "start"));
  game.me[my.lastCell] = game.me[my.cell];
  lookAround(game);
}

function putDown(game: Game, name: string, cell: number, count = 1): void {
  const item = makeItem(game, itemNamed(name));
  game.itemCount[item] = count;
  placeOnFloor(game, item, cell);
}

test("staircase pays 1 on the stairs and ends there; a step in which no turn begins costs 0.01", async () => {
  const task = await openTask("dungeon/staircase-v1");
  task.change(enter);
  expect(await task.act("west")).toBe(-0.01); // rock
  expect(await task.act("west")).toBe(-0.01); // once a step, however long it lasts
  expect(task.feature("frozenSteps")).toBe(2);
  expect(await task.act("east")).toBe(0);
  expect([task.feature("frozenSteps"), task.ends()]).toEqual([0, [false, false]]);
  expect(await task.act("east")).toBe(1);
  expect([task.feature("success"), task.ends()]).toEqual([1, [true, false]]);
});

test("pet pays on the stairs only while the pet is on a cell next to them", async () => {
  const task = await openTask("dungeon/pet-v1");
  const meet = (game: Game, column: number) => {
    const dog = spawn(game, monsterNamed("little dog"), at(column, 2));
    game.monsterTame[dog] = 10;
    game.monsterMovement[dog] = -1000; // it stays where it is
  };
  task.change((game) => {
    enter(game);
    meet(game, 5);
  });
  expect([await task.act("east"), await task.act("east")]).toEqual([0, 0]); // from column 1 to 3; the dog is at 5
  expect([task.feature("onStairsDown"), task.ends()]).toEqual([1, [false, false]]);
  task.change((game) => {
    enter(game);
    meet(game, 4);
  });
  expect([await task.act("east"), await task.act("east")]).toEqual([0, 1]);
  expect([task.feature("success"), task.ends()]).toEqual([1, [true, false]]);
});

test("oracle pays next to the seer", async () => {
  const task = await openTask("dungeon/oracle-v1");
  task.change((game) => {
    enter(game);
    spawn(game, monsterNamed("seer"), at(4, 2));
  });
  expect([await task.act("east"), task.ends()]).toEqual([0, [false, false]]);
  expect([await task.act("east"), task.ends()]).toEqual([1, [true, false]]); // at (3, 1), the seer at (4, 2)
});

test("the seer can be reached in every game", async () => {
  const task = await openTask("dungeon/oracle-v1");
  let halls = 0;
  task.change((game) => {
    for (let place = 4; place < 8; place++) {
      travel(game, place, "down");
      if (game.monsterKind.includes(monsterNamed("seer"))) halls++;
    }
  });
  expect(halls).toBe(1);
});

test("gold pays a point a piece, and picks up nothing else", async () => {
  const task = await openTask("dungeon/gold-v1");
  task.change((game) => {
    enter(game);
    putDown(game, "gold piece", at(2, 1), 17);
    putDown(game, "ruby", at(2, 1));
  });
  expect(await task.act("east")).toBe(17);
  task.change(({ itemAt, itemKind, itemNext }) => {
    expect(itemKind[itemAt[at(2, 1)]]).toBe(itemNamed("ruby"));
    expect(itemNext[itemAt[at(2, 1)]]).toBe(0);
  });
  expect(task.ends()).toEqual([false, false]);
});

test("eat pays nutrition gained and takes nothing off for hunger", async () => {
  const task = await openTask("dungeon/eat-v1");
  task.change((game) => {
    enter(game);
    putDown(game, "food ration", at(2, 1));
  });
  expect(await task.act("east")).toBe(0); // a turn of hunger
  expect(await task.act("eat")).toBe(-0.01); // it asks whether to eat what lies here
  const gained = foodOf[ration] - delayOf[ration]; // less the hunger of the turns that it takes
  expect(await task.act("north-west")).toBe(gained); // y
  expect(await task.act("east")).toBe(0);
  expect(task.feature("nourished")).toBe(gained);
});

test("scout pays a point for every cell seen for the first time", async () => {
  const task = await openTask("dungeon/scout-v1");
  const niche = drawn("#####.#", "#@....#", "#######"); // the cell above can be seen from right below it, and its walls
  task.change((game) => {
    placeHero(game, niche(game, 0, "start"));
    game.me[my.lastCell] = game.me[my.cell];
    lookAround(game);
  });
  await task.act("west"); // rock; the features now are those of the niche
  const seen = task.feature("tilesSeen");
  let total = 0;
  for (let step = 0; step < 4; step++) total += await task.act("east");
  expect(total).toBeGreaterThan(0);
  expect(task.feature("tilesSeen")).toBe(seen + total);
  for (let step = 0; step < 4; step++) expect(await task.act("west")).toBe(0);
});

test("challenge has all keys and any role, pays points alone, and is cut short when no turn begins for long", async () => {
  const task = await openTask("dungeon/challenge-v1");
  const { action, maxSteps } = bindEnv(await envs.find("dungeon/challenge-v1"));
  expect([action, maxSteps]).toMatchObject([{ names: actionSets.full.map(([name]) => name) }, 1e6]);
  task.change((game) => {
    enter(game);
    putDown(game, "gold piece", at(2, 1), 17);
    game.me[my.frozenSteps] = 9998;
  });
  expect([await task.act("west"), task.ends()]).toEqual([0, [false, false]]);
  expect([await task.act("west"), task.ends()]).toEqual([0, [false, true]]);
  expect([await task.act("east"), task.ends()]).toEqual([17, [false, false]]);
});

test("amounts are judged on a scale where each doubling counts about the same", () => {
  expect([onLogScale(0, 20, 1000), onLogScale(-5, 20, 1000), onLogScale(1000, 20, 1000)]).toEqual([0, 0, 1]);
  expect(onLogScale(5000, 20, 1000)).toBe(1);
  expect(onLogScale(100, 20, 1000)).toBeCloseTo(Math.log(6) / Math.log(51), 12); // 0.456
  expect(pointsOnScale(1000)).toBeCloseTo(Math.log(51) / Math.log(5001), 12);
});
