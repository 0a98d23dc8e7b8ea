import { itemClass } from "../data/item-classes.ts";
import { itemNamed } from "../data/items.ts";
import { monsterNamed } from "../data/monsters.ts";
import { terrain as is } from "../data/terrain.ts";
import { dropGold, dropNew, randomClass, randomKind } from "../items/make.ts";
import { randomMonster, spawn } from "../monsters/spawn.ts";
import { monsterBit } from "../monsters/state.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { columnOf, isNear, rowOf, width } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { doorsOf, isOrdinary } from "./corridors.ts";
import { freeCell, roomField, roomKind, roomOf } from "./draw.ts";

const shopkeeper = monsterNamed("shopkeeper");
const priest = monsterNamed("priest");
const court = ["goblin", "hobgoblin", "orc", "bugbear", "gnome", "kobold"].map(monsterNamed);
const captain = monsterNamed("orc captain");

/** Special rooms: in how many levels of a hundred, from which depth on, with how many doors at most. */
const specialRooms: readonly {
  readonly odds: number;
  readonly from: number;
  readonly mostDoors: number;
  readonly make: (game: Game, room: number, door: number) => void;
}[] = [
  { odds: 35, from: 2, mostDoors: 1, make: makeShop },
  { odds: 8, from: 4, mostDoors: 9, make: makeThroneRoom },
  { odds: 10, from: 5, mostDoors: 9, make: makeTemple },
  { odds: 10, from: 6, mostDoors: 9, make: makeDen },
];

/** Turns at most one plain room of the level into something else. */
export function chooseSpecialRoom(game: Game): void {
  let chance = below(game, 100);
  for (const { odds, from, mostDoors, make } of specialRooms) {
    chance -= odds;
    if (chance >= 0) continue;
    if (game.me[my.depth] >= from) furnish(game, mostDoors, make);
    return;
  }
}

/** Furnishes the first room without stairs and with few enough doors. */
function furnish(game: Game, mostDoors: number, make: (game: Game, room: number, door: number) => void): void {
  const count = game.me[my.roomCount];
  const first = below(game, count);
  for (let i = 0; i < count; i++) {
    const room = 1 + ((first + i) % count);
    const doors = doorsOf(game, room);
    if (!isOrdinary(game, room) || doors.count < 1 || doors.count > mostDoors || hasStairs(game, room)) continue;
    return make(game, room, doors.cell);
  }
}

/** Calls with every cell of a room's floor. */
export function forRoom({ rooms }: Game, room: number, work: (cell: number) => void): void {
  const at = room * roomField.size;
  for (let y = rooms[at + 1]; y <= rooms[at + 3]; y++)
    for (let x = rooms[at]; x <= rooms[at + 2]; x++) work(y * width + x);
}

function hasStairs(game: Game, room: number): boolean {
  let found = false;
  forRoom(game, room, (cell) => {
    found ||= game.terrain[cell] >= is.stairsUp && game.terrain[cell] <= is.ladderDown;
  });
  return found;
}

/** The inner cell next to a door. */
function cellInside(game: Game, room: number, door: number): number {
  for (const step of [-width, 1, width, -1]) if (roomOf(game, door + step) === room) return door + step;
  return -1;
}

function mark(game: Game, room: number, kind: number): void {
  game.rooms[room * roomField.size + roomField.kind] = kind;
  forRoom(game, room, (cell) => {
    game.flags[cell] |= 1; // lit
  });
}

const trades = [
  0,
  0,
  0,
  itemClass.weapon,
  itemClass.armour,
  itemClass.food,
  itemClass.food,
  itemClass.potion,
  itemClass.scroll,
  itemClass.tool,
] as const;

function makeShop(game: Game, room: number, door: number): void {
  mark(game, room, roomKind.shop);
  const counter = cellInside(game, room, door);
  const isDoorless = game.terrain[door] === is.doorway;
  if (!isDoorless) game.flags[door] &= ~2; // never locked
  const isAcross = columnOf(door) !== columnOf(counter);
  if (!isDoorless) game.terrain[door] = isAcross ? is.openVertical : is.openHorizontal;
  const owner = spawn(game, shopkeeper, counter);
  game.me[my.shopkeeper] = owner;
  game.monsterGoal[owner] = counter;
  const trade = trades[below(game, trades.length)];
  forRoom(game, room, (cell) => {
    // the row by the door stays free
    if (
      (isAcross ? columnOf(cell) === columnOf(counter) : rowOf(cell) === rowOf(counter)) ||
      game.terrain[cell] !== is.floor ||
      oneIn(game, 4)
    )
      return;
    dropNew(game, randomKind(game, trade || randomClass(game)), cell);
  });
}

function makeTemple(game: Game, room: number): void {
  mark(game, room, roomKind.temple);
  const { rooms } = game;
  const at = room * roomField.size;
  const altar = ((rooms[at + 1] + rooms[at + 3]) >> 1) * width + ((rooms[at] + rooms[at + 2]) >> 1);
  game.terrain[altar] = is.altar;
  const cell = freeCell(game, room);
  if (cell >= 0) spawn(game, priest, cell);
}

function makeThroneRoom(game: Game, room: number): void {
  mark(game, room, roomKind.throne);
  const cell = freeCell(game, room);
  if (cell < 0) return;
  game.terrain[cell] = is.throne;
  const ruler = game.me[my.depth] > 8 ? monsterNamed("ogre king") : captain;
  sleep(game, spawn(game, ruler, cell));
  const folk = court[below(game, court.length)];
  forRoom(game, room, (at) => {
    if (game.monsterAt[at] === 0 && oneIn(game, 3)) sleep(game, spawn(game, folk, at));
  });
  const hoard = freeCell(game, room);
  if (hoard >= 0) dropGold(game, hoard);
}

function makeDen(game: Game, room: number, door: number): void {
  mark(game, room, roomKind.den);
  const kind = randomMonster(game);
  forRoom(game, room, (cell) => {
    if (isNear(cell, door) || game.monsterAt[cell] !== 0) return;
    if (oneIn(game, 2)) sleep(game, spawn(game, oneIn(game, 3) ? randomMonster(game) : kind, cell));
    if (oneIn(game, 3)) dropGold(game, cell);
  });
}

function sleep(game: Game, monster: number): void {
  if (monster !== 0) game.monsterState[monster] |= monsterBit.asleep;
}

/** A closet full of gold that no door leads to. */
export function makeVault(game: Game, drawn: number): void {
  game.rooms[drawn * roomField.size + roomField.kind] = roomKind.vault;
  forRoom(game, drawn, (cell) => {
    dropGold(game, cell);
    if (oneIn(game, 6)) dropNew(game, itemNamed("diamond", "gem"), cell);
    game.itemCount[game.itemAt[cell]] += between(game, 20, 60);
  });
}
