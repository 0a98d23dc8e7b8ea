import { expect, test } from "vitest";
import { itemNamed } from "../../../envs/dungeon/data/items.ts";
import { monsterNamed } from "../../../envs/dungeon/data/monsters.ts";
import { terrain } from "../../../envs/dungeon/data/terrain.ts";
import { putHero } from "../../../envs/dungeon/hero/teleport.ts";
import { dropNew } from "../../../envs/dungeon/items/make.ts";
import { itemBit } from "../../../envs/dungeon/items/place.ts";
import { allPlaces, cavesFrom, mainLevels, seerOn } from "../../../envs/dungeon/levels/places.ts";
import { travel } from "../../../envs/dungeon/levels/travel.ts";
import { spawn } from "../../../envs/dungeon/monsters/spawn.ts";
import { monsterBit } from "../../../envs/dungeon/monsters/state.ts";
import { tame } from "../../../envs/dungeon/monsters/temper.ts";
import type { Game } from "../../../envs/dungeon/state/game.ts";
import { isNear, offsets } from "../../../envs/dungeon/state/grid.ts";
import { my } from "../../../envs/dungeon/state/hero.ts";
import { at, begin, drawn, messageOf, type } from "./play.ts";

const letters = ["k", "l", "j", "h"]; // of the four straight directions

/** A hero with gold in the doorway of the first shop that there is, and the direction that leads in. */
function atShop(): { readonly game: Game; readonly inward: number; readonly counter: number; readonly owner: number } {
  for (let seed = 1; ; seed++) {
    const game = begin(seed, { pet: false });
    for (let place = 1; place < 8; place++) {
      travel(game, place, "teleport");
      const owner = game.me[my.shopkeeper];
      if (owner === 0) continue;
      const counter = game.monsterGoal[owner];
      const inward = [0, 1, 2, 3].find((direction) => game.terrain[counter - offsets[direction]] === terrain.doorway);
      if (inward === undefined || game.monsterAt[counter - offsets[inward]] !== 0) continue;
      game.me[my.gold] = 5000;
      game.me[my.hp] = game.me[my.hpMax] = 500;
      putHero(game, counter - offsets[inward]);
      return { game, inward, counter, owner };
    }
  }
}

test("a shopkeeper lets one in, and out again when everything is paid for", () => {
  const { game, inward, counter, owner } = atShop();
  const { me } = game;
  type(game, "ss"); // the keeper steps aside
  type(game, letters[inward]);
  expect(me[my.cell]).toBe(counter);
  expect(messageOf(game)).toContain("Everything is for sale");
  // something of the shop's lies here
  const item = dropNew(game, itemNamed("mace"), counter);
  type(game, ",");
  const taken = game.pack.find((held) => game.itemKind[held] === itemNamed("mace"))!;
  expect(game.itemFlags[taken] & itemBit.unpaid).toBe(itemBit.unpaid);
  expect(game.itemPrice[taken]).toBeGreaterThanOrEqual(5);
  expect(item).toBe(taken);
  const gold = me[my.gold];
  const price = game.itemPrice[taken];
  type(game, "p");
  expect([me[my.gold], game.itemFlags[taken] & itemBit.unpaid]).toEqual([gold - price, 0]);
  type(game, letters[(inward + 2) % 4]);
  expect(me[my.cell]).toBe(counter - offsets[inward]);
  expect(game.monsterState[owner] & monsterBit.peaceful).toBe(monsterBit.peaceful);
});

test("whoever leaves without paying makes an enemy", () => {
  const { game, inward, counter, owner } = atShop();
  type(game, `ss${letters[inward]}`);
  dropNew(game, itemNamed("mace"), counter);
  type(game, ",");
  putHero(game, counter - offsets[inward]); // as if by magic
  type(game, "ss");
  expect(game.monsterState[owner] & monsterBit.peaceful).toBe(0);
});

test("a pet changes places with the hero, and comes along on stairs", () => {
  const game = begin(1, { build: drawn("########", "#..@...#", "#......#", "########"), pet: false });
  const pet = spawn(game, monsterNamed("little dog"), at(4, 1));
  tame(game, pet);
  const before = game.me[my.turn];
  for (let tries = 0; tries < 20 && game.me[my.cell] === at(3, 1) && game.monsterCell[pet] === at(4, 1); tries++) {
    game.monsterMovement[pet] = -100;
    type(game, "l");
  }
  expect([game.me[my.cell], game.monsterCell[pet]]).toEqual([at(4, 1), at(3, 1)]);
  expect(game.me[my.turn]).toBeGreaterThan(before);
  const other = begin(2);
  const dog = other.monsterAt.find((monster) => monster !== 0 && other.monsterTame[monster] > 0)!;
  expect(isNear(other.monsterCell[dog], other.me[my.cell])).toBe(true);
  travel(other, 1, "down");
  const along = other.monsterTame.findIndex((tameness, monster) => tameness > 0 && other.monsterKind[monster] !== 0);
  expect(other.monsterKind[along]).toBe(monsterNamed("little dog"));
  expect(isNear(other.monsterCell[along], other.me[my.cell])).toBe(true);
});

test("levels have what they are for", () => {
  for (const seed of [1, 2, 3]) {
    const game = begin(seed);
    const levelSeed = game.me[my.levelSeed];
    const has = (code: number) => game.terrain.includes(code);
    for (let place = 1; place < allPlaces; place++) {
      travel(game, place, "teleport");
      const branches =
        place === cavesFrom(levelSeed) - 1 ? has(terrain.ladderDown) : place !== mainLevels || has(terrain.ladderUp);
      expect(branches, `${seed}: ${place}`).toBe(true);
      expect(has(terrain.stairsUp) || place === mainLevels, `${seed}: ${place}`).toBe(true);
      expect(has(terrain.stairsDown), `${seed}: ${place}`).toBe(place !== mainLevels - 1 && place !== allPlaces - 1);
      if (place + 1 === seerOn(levelSeed)) expect(game.monsterKind).toContain(monsterNamed("seer"));
      if (place === mainLevels - 1) expect(game.itemKind).toContain(itemNamed("Orb of the Deep"));
    }
  }
});
