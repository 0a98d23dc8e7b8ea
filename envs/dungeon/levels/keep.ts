import { place } from "../items/place.ts";
import { type Game, mostItems, mostMonsters, mostRooms } from "../state/game.ts";
import { cells } from "../state/grid.ts";
import { my } from "../state/hero.ts";

// The record of a level that the hero has left: its grids, then counts, monsters and items as int16.

const monsterWords = 12;
const itemWords = 11;
const headWords = 6;
const gridBytes = cells * 5 + 1; // terrain, flags, traps, memory; made even
const roomBytes = (mostRooms + 1) * 6;

const scratch = new ArrayBuffer(
  gridBytes + roomBytes + 2 * (headWords + mostMonsters * monsterWords + mostItems * itemWords),
);
const bytes = new Uint8Array(scratch);
const words = new Int16Array(scratch, gridBytes + roomBytes);
const moved = new Int16Array(mostItems); // from indices of items to their numbers in the record, and back
const isBehind = new Uint8Array(mostItems); // 1 for items that lie beneath others

/** Writes the present level, but for those who go along, and frees its monsters and items. The record is scratch. */
export function packLevel(game: Game): Uint8Array {
  const { me, itemPlace, itemKind, monsterKind } = game;
  packGrids(game);
  let at = headWords;
  let monsters = 0;
  for (let monster = 1; monster <= me[my.monsterTop]; monster++) if (monsterKind[monster] !== 0) monsters++;
  let items = 0;
  for (let item = 1; item <= me[my.itemTop]; item++) {
    const where = itemPlace[item];
    if (where === place.floor || where === place.monster) moved[item] = ++items;
  }
  moved[0] = 0;
  words[0] = monsters;
  words[1] = items;
  words[2] = me[my.roomCount];
  words[3] = me[my.turn] >> 15;
  words[4] = me[my.turn] & 32767;
  const renumbered = new Map<number, number>(); // old number of a monster to its place in the record
  let number = 0;
  for (let monster = 1; monster <= me[my.monsterTop]; monster++) {
    if (monsterKind[monster] === 0) continue;
    renumbered.set(monster, ++number);
    at = packMonster(game, monster, at);
    monsterKind[monster] = 0;
  }
  words[5] = renumbered.get(me[my.shopkeeper]) ?? 0;
  for (let item = 1; item <= me[my.itemTop]; item++) {
    const where = itemPlace[item];
    if (where !== place.floor && where !== place.monster) continue;
    at = packItem(game, item, at, renumbered);
    itemKind[item] = 0;
    itemPlace[item] = place.nowhere;
  }
  me[my.monsterTop] = 0;
  return bytes.subarray(0, gridBytes + roomBytes + 2 * at);
}

function packGrids({ terrain, flags, traps, memory, rooms }: Game): void {
  bytes.set(terrain);
  bytes.set(flags, cells);
  bytes.set(traps, 2 * cells);
  bytes.set(new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength), 3 * cells);
  bytes.set(rooms, gridBytes);
}

function packMonster(game: Game, monster: number, at: number): number {
  words[at] = game.monsterKind[monster];
  words[at + 1] = game.monsterCell[monster];
  words[at + 2] = game.monsterHp[monster];
  words[at + 3] = game.monsterHpMax[monster];
  words[at + 4] = game.monsterMovement[monster];
  words[at + 5] = game.monsterState[monster];
  words[at + 6] = game.monsterWait[monster];
  words[at + 7] = game.monsterFear[monster];
  words[at + 8] = game.monsterTame[monster];
  words[at + 9] = game.monsterLevel[monster];
  words[at + 10] = moved[game.monsterItem[monster]];
  words[at + 11] = game.monsterGoal[monster];
  return at + monsterWords;
}

function packItem(game: Game, item: number, at: number, renumbered: Map<number, number>): number {
  const isCarried = game.itemPlace[item] === place.monster;
  words[at] = game.itemKind[item];
  words[at + 1] = game.itemPlace[item];
  words[at + 2] = isCarried ? renumbered.get(game.itemCell[item])! : game.itemCell[item];
  words[at + 3] = moved[game.itemNext[item]];
  words[at + 4] = Math.min(32767, game.itemCount[item]);
  words[at + 5] = game.itemFlags[item];
  words[at + 6] = game.itemPlus[item];
  words[at + 7] = game.itemOf[item];
  words[at + 8] = game.itemBorn[item] >> 15;
  words[at + 9] = game.itemBorn[item] & 32767;
  words[at + 10] = game.itemPrice[item];
  return at + itemWords;
}

/** Makes a record the present level; the hero is not in it yet. Says how many turns ago it was left. */
export function unpackLevel(game: Game, record: Uint8Array): number {
  const { me, terrain, flags, traps, memory, rooms, monsterAt, itemAt } = game;
  bytes.set(record);
  terrain.set(bytes.subarray(0, cells));
  flags.set(bytes.subarray(cells, 2 * cells));
  traps.set(bytes.subarray(2 * cells, 3 * cells));
  new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength).set(bytes.subarray(3 * cells, 5 * cells));
  rooms.set(bytes.subarray(gridBytes, gridBytes + roomBytes));
  monsterAt.fill(0);
  itemAt.fill(0);
  game.scent.fill(-1000);
  game.sight.fill(0);
  const [monsters, items] = [words[0], words[1]];
  me[my.roomCount] = words[2];
  me[my.shopkeeper] = words[5];
  me[my.seenCount] = me[my.seenRoom] = 0;
  me[my.heldBy] = me[my.pitTurns] = me[my.heldTurns] = 0;
  me[my.debt] = 0;
  let at = headWords + monsters * monsterWords;
  moved[0] = 0;
  let slot = 0;
  for (let i = 1; i <= items; i++) {
    slot = nextFree(game, slot + 1);
    moved[i] = slot < mostItems ? slot : 0; // an item for which the world has no room any more is lost
  }
  isBehind.fill(0);
  for (let i = 1; i <= items; i++) at = unpackItem(game, moved[i], at);
  for (let i = 1; i <= items; i++) {
    const item = moved[i];
    if (item !== 0 && game.itemPlace[item] === place.floor && isBehind[item] === 0) itemAt[game.itemCell[item]] = item;
  }
  if (slot > me[my.itemTop]) me[my.itemTop] = Math.min(slot, mostItems - 1);
  at = headWords;
  for (let monster = 1; monster <= monsters; monster++) at = unpackMonster(game, monster, at);
  me[my.monsterTop] = monsters;
  return me[my.turn] - (words[3] * 32768 + words[4]);
}

function nextFree({ itemPlace, itemKind }: Game, from: number): number {
  let item = from;
  while (item < mostItems && (itemPlace[item] !== place.nowhere || itemKind[item] !== 0)) item++;
  return item;
}

function unpackMonster(game: Game, monster: number, at: number): number {
  game.monsterKind[monster] = words[at];
  game.monsterCell[monster] = words[at + 1];
  game.monsterHp[monster] = words[at + 2];
  game.monsterHpMax[monster] = words[at + 3];
  game.monsterMovement[monster] = words[at + 4];
  game.monsterState[monster] = words[at + 5];
  game.monsterWait[monster] = words[at + 6];
  game.monsterFear[monster] = words[at + 7];
  game.monsterTame[monster] = words[at + 8];
  game.monsterLevel[monster] = words[at + 9];
  game.monsterItem[monster] = moved[words[at + 10]];
  game.monsterGoal[monster] = words[at + 11];
  game.monsterAt[words[at + 1]] = monster;
  return at + monsterWords;
}

function unpackItem(game: Game, item: number, at: number): number {
  if (item === 0) return at + itemWords;
  game.itemKind[item] = words[at];
  game.itemPlace[item] = words[at + 1];
  game.itemCell[item] = words[at + 2];
  game.itemNext[item] = moved[words[at + 3]];
  isBehind[moved[words[at + 3]]] = 1;
  game.itemCount[item] = words[at + 4];
  game.itemFlags[item] = words[at + 5];
  game.itemPlus[item] = words[at + 6];
  game.itemOf[item] = words[at + 7];
  game.itemBorn[item] = words[at + 8] * 32768 + words[at + 9];
  game.itemPrice[item] = words[at + 10];
  return at + itemWords;
}
