import { itemNamed } from "../data/items.ts";
import { cellFlag, terrain as is, isPlain } from "../data/terrain.ts";
import { trap, trapOdds } from "../data/traps.ts";
import { dropGold, dropNew, dropRandom } from "../items/make.ts";
import { randomMonster, spawnGroup } from "../monsters/spawn.ts";
import { below, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { isOrdinary } from "./corridors.ts";
import { freeCell } from "./draw.ts";

const chests = itemNamed("food ration");

/** What a plain room has at most one of, in how many rooms of a hundred. */
const fixtures: readonly (readonly [ground: number, odds: number])[] = [
  [is.fountain, 8],
  [is.boulder, 8],
  [is.sink, 2],
  [is.altar, 2],
  [is.grave, 2],
];

/** What plain rooms have: monsters and gold in two of five, up to two things, a trap in one of five, and perhaps a fixture. */
export function furnishRooms(game: Game): void {
  const { me } = game;
  for (let room = 1; room <= me[my.roomCount]; room++) {
    if (!isOrdinary(game, room)) continue;
    if (below(game, 5) < 2) placeMonster(game, room);
    if (below(game, 5) < 2) place(game, room, dropGold);
    for (let things = below(game, 3); things > 0; things--) place(game, room, dropRandom);
    placeFixture(game, room);
    if (oneIn(game, 5)) placeTrap(game, room);
  }
}

function placeFixture(game: Game, room: number): void {
  let chance = below(game, 100);
  for (const [ground, odds] of fixtures) {
    chance -= odds;
    if (chance < 0) return setTerrain(game, room, ground);
  }
}

/** What an open level has: how many monsters, heaps of gold, things and traps. */
export function furnishOpen(game: Game, monsters: number, gold: number, things: number, traps: number): void {
  for (let i = 0; i < monsters; i++) placeMonster(game, 0);
  for (let i = 0; i < gold; i++) place(game, 0, dropGold);
  for (let i = 0; i < things; i++) place(game, 0, dropRandom);
  for (let i = 0; i < traps; i++) placeTrap(game, 0);
  if (oneIn(game, 3)) place(game, 0, (_, cell) => dropNew(game, chests, cell));
}

export function placeMonster(game: Game, room: number): void {
  const cell = freeCell(game, room);
  if (cell >= 0) spawnGroup(game, randomMonster(game), cell, below(game, 3) > 0);
}

function place(game: Game, room: number, drop: (game: Game, cell: number) => number): void {
  const cell = freeCell(game, room);
  if (cell >= 0) drop(game, cell);
}

function setTerrain(game: Game, room: number, code: number): void {
  const cell = freeCell(game, room);
  if (cell >= 0) game.terrain[cell] = code;
}

export function placeTrap(game: Game, room: number): void {
  const cell = freeCell(game, room);
  if (cell < 0 || !isPlain[game.terrain[cell]]) return;
  const depth = game.me[my.depth];
  let total = 0;
  for (const [, from, odds] of trapOdds) if (from <= depth) total += odds;
  let chance = below(game, total);
  for (const [kind, from, odds] of trapOdds) {
    if (from > depth) continue;
    chance -= odds;
    if (chance >= 0) continue;
    game.traps[cell] = kind === trap.trapDoor && game.flags[cell] & cellFlag.undiggable ? trap.pit : kind;
    return;
  }
}
