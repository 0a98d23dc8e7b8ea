import { itemClass } from "../data/item-classes.ts";
import { classOf } from "../data/items.ts";
import { touch } from "../display/touch.ts";
import { type Game, mostItems } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { weighPack } from "./burden.ts";
import { isWorn } from "./names.ts";
import { itemBit, place } from "./place.ts";

/** Takes a free item; 0 where there is no room for another one in the world. */
export function newItem(game: Game): number {
  const { me, itemPlace, itemKind } = game;
  for (let item = 1; item < mostItems; item++)
    if (itemPlace[item] === place.nowhere && itemKind[item] === 0) {
      if (item > me[my.itemTop]) me[my.itemTop] = item;
      game.itemFlags[item] = 0;
      game.itemPlus[item] = 0;
      game.itemOf[item] = 0;
      game.itemNext[item] = 0;
      game.itemPrice[item] = 0;
      game.itemCount[item] = 1;
      game.itemBorn[item] = me[my.turn];
      return item;
    }
  return 0;
}

/** An item that is nowhere is no more. */
export function endItem(game: Game, item: number): void {
  game.itemKind[item] = 0;
  game.itemPlace[item] = place.nowhere;
}

/** Whether two items are alike, so that they make one pile. */
export function isAlike(
  { itemKind, itemFlags, itemPlus, itemOf, itemPrice, itemBorn }: Game,
  a: number,
  b: number,
): boolean {
  const kind = itemKind[a];
  if (kind !== itemKind[b] || itemPlus[a] !== itemPlus[b] || itemOf[a] !== itemOf[b]) return false;
  if (((itemFlags[a] ^ itemFlags[b]) & ~itemBit.dropped) !== 0 || itemPrice[a] !== itemPrice[b]) return false;
  const group = classOf[kind];
  if (itemOf[a] !== 0) return itemBorn[a] === itemBorn[b];
  return (
    group !== itemClass.armour &&
    group !== itemClass.ring &&
    group !== itemClass.wand &&
    group !== itemClass.amulet &&
    group !== itemClass.tool &&
    (itemFlags[a] & itemBit.lit) === 0
  );
}

/** Puts an item that is nowhere on the floor, on top, or adds it to its like. */
export function placeOnFloor(game: Game, item: number, cell: number): void {
  const { itemAt, itemNext, itemPlace, itemCell, itemCount } = game;
  touch(game, cell);
  for (let other = itemAt[cell]; other !== 0; other = itemNext[other])
    if (isAlike(game, item, other)) {
      itemCount[other] += itemCount[item];
      endItem(game, item);
      return;
    }
  itemPlace[item] = place.floor;
  itemCell[item] = cell;
  itemNext[item] = itemAt[cell];
  itemAt[cell] = item;
}

/** Takes an item off the floor; it then is nowhere. */
export function takeFromFloor(game: Game, item: number): void {
  const { itemAt, itemNext, itemPlace, itemCell } = game;
  const cell = itemCell[item];
  if (itemAt[cell] === item) itemAt[cell] = itemNext[item];
  else {
    let before = itemAt[cell];
    while (itemNext[before] !== item) before = itemNext[before];
    itemNext[before] = itemNext[item];
  }
  itemNext[item] = 0;
  itemPlace[item] = place.nowhere;
  touch(game, cell);
}

/** Gives an item that is nowhere to a monster. */
export function giveToMonster(
  { monsterItem, itemNext, itemPlace, itemCell }: Game,
  item: number,
  monster: number,
): void {
  itemPlace[item] = place.monster;
  itemCell[item] = monster;
  itemNext[item] = monsterItem[monster];
  monsterItem[monster] = item;
}

/** Drops all that a monster carries. */
export function dropAll(game: Game, monster: number, cell: number): void {
  const { monsterItem, itemNext, itemPlace } = game;
  for (let item = monsterItem[monster]; item !== 0; ) {
    const next = itemNext[item];
    itemPlace[item] = place.nowhere;
    itemNext[item] = 0;
    placeOnFloor(game, item, cell);
    item = next;
  }
  monsterItem[monster] = 0;
}

/** Puts an item that is nowhere into the pack and returns its slot, that of its like where there is one; -1 for no room. */
export function placeInPack(game: Game, item: number): number {
  const { pack, itemPlace, itemCount, itemFlags, itemNext, me, screen } = game;
  screen.packChanged = true;
  itemFlags[item] &= ~itemBit.dropped;
  for (let slot = 0; slot < pack.length; slot++)
    if (pack[slot] !== 0 && isAlike(game, item, pack[slot]) && !isWorn(me, pack[slot])) {
      itemCount[pack[slot]] += itemCount[item];
      endItem(game, item);
      weighPack(game);
      return slot;
    }
  const slot = pack.indexOf(0);
  if (slot < 0) return -1;
  pack[slot] = item;
  itemPlace[item] = place.pack;
  itemNext[item] = 0;
  weighPack(game);
  return slot;
}

/** The pack's slot of an item. */
export const slotOf = ({ pack }: Game, item: number): number => pack.indexOf(item);

/** The letter of a slot. */
export const letterOf = (slot: number): number => (slot < 26 ? 97 + slot : 65 + slot - 26);
export const slotOfLetter = (code: number): number =>
  code >= 97 && code <= 122 ? code - 97 : code >= 65 && code <= 90 ? code - 65 + 26 : -1;

/** Takes some of an item out of the pack; what is returned is nowhere. 0 if the world has no room for a split. */
export function takeFromPack(game: Game, item: number, count: number): number {
  const { pack, itemPlace, itemCount, me, screen } = game;
  screen.packChanged = true;
  if (count < itemCount[item]) {
    const part = splitItem(game, item, count);
    weighPack(game);
    return part;
  }
  pack[slotOf(game, item)] = 0;
  itemPlace[item] = place.nowhere;
  if (me[my.quiver] === item) me[my.quiver] = 0;
  if (me[my.weapon] === item) me[my.weapon] = 0;
  weighPack(game);
  return item;
}

/** Uses one of an item in the pack up. */
export function useUp(game: Game, item: number): void {
  const part = takeFromPack(game, item, 1);
  if (part !== 0) endItem(game, part);
}

function splitItem(game: Game, item: number, count: number): number {
  const { itemKind, itemCount, itemFlags, itemPlus, itemOf, itemBorn, itemPrice } = game;
  const part = newItem(game);
  if (part === 0) return 0;
  itemKind[part] = itemKind[item];
  itemFlags[part] = itemFlags[item];
  itemPlus[part] = itemPlus[item];
  itemOf[part] = itemOf[item];
  itemBorn[part] = itemBorn[item];
  itemPrice[part] = itemPrice[item];
  itemCount[part] = count;
  itemCount[item] -= count;
  return part;
}
