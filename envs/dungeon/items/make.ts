import { classOdds, itemClass } from "../data/item-classes.ts";
import { classOf, isMissile, itemNamed, itemCount as kinds, oddsOf } from "../data/items.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { newItem, placeOnFloor } from "./lists.ts";
import { itemBit } from "./place.ts";

const gold = itemNamed("gold piece");
const corpse = itemNamed("corpse");
const oilLamp = itemNamed("oil lamp");
const horn = itemNamed("horn of frost");
const water = itemNamed("water", "potion");

const firstOf = new Int16Array(20).fill(-1);
const lastOf = new Int16Array(20).fill(-1);
const totalOf = new Int32Array(20);
for (let kind = 1; kind < kinds; kind++) {
  const group = classOf[kind];
  if (firstOf[group] < 0) firstOf[group] = kind;
  lastOf[group] = kind;
  totalOf[group] += oddsOf[kind];
}

/** A class of items, as items lie about. */
export function randomClass(game: Game): number {
  let chance = below(game, 100);
  for (const [name, odds] of classOdds) {
    chance -= odds;
    if (chance < 0) return itemClass[name];
  }
  return itemClass.food;
}

/** A kind of a class by its odds. */
export function randomKind(game: Game, group: number): number {
  let chance = below(game, totalOf[group]);
  for (let kind = firstOf[group]; kind <= lastOf[group]; kind++) {
    chance -= oddsOf[kind];
    if (chance < 0) return kind;
  }
  return lastOf[group];
}

/** Makes an item of a kind, as chance has it: number, blessing, enchantment. It is nowhere yet. 0 where the world is full. */
export function makeItem(game: Game, kind: number): number {
  const item = newItem(game);
  if (item === 0) return 0;
  const { itemKind, itemCount, itemPlus, itemFlags, itemOf } = game;
  itemKind[item] = kind;
  switch (classOf[kind]) {
    case itemClass.weapon:
      if (isMissile[kind]) itemCount[item] = oneIn(game, 3) ? 1 : between(game, 3, 12);
      chanceBlessing(game, item, 10, 10);
      if (oneIn(game, 8)) itemPlus[item] = (itemFlags[item] & itemBit.cursed ? -1 : 1) * between(game, 1, 3);
      break;
    case itemClass.armour:
      chanceBlessing(game, item, 10, 10);
      if (oneIn(game, 8)) itemPlus[item] = (itemFlags[item] & itemBit.cursed ? -1 : 1) * between(game, 1, 3);
      break;
    case itemClass.ring:
      chanceBlessing(game, item, 5, 20);
      itemPlus[item] = itemFlags[item] & itemBit.cursed ? -between(game, 1, 3) : between(game, 1, 3);
      break;
    case itemClass.amulet:
      chanceBlessing(game, item, 5, 20);
      break;
    case itemClass.wand:
      itemPlus[item] = between(game, 3, 9);
      break;
    case itemClass.potion:
    case itemClass.scroll:
      chanceBlessing(game, item, 12, 12);
      if (oneIn(game, 8)) itemCount[item] = 2;
      if (kind === water && (itemFlags[item] & (itemBit.cursed | itemBit.blessed)) === 0 && oneIn(game, 2))
        itemFlags[item] |= itemBit.blessed;
      break;
    case itemClass.food:
      if (oneIn(game, 6)) itemCount[item] = 2;
      if (kind === corpse) itemOf[item] = 1;
      break;
    case itemClass.tool:
      if (kind === oilLamp) itemPlus[item] = 10;
      else if (kind === horn) itemPlus[item] = between(game, 3, 7);
      break;
    case itemClass.coin:
      itemCount[item] = goldHere(game);
      break;
    default:
  }
  if (itemFlags[item] === 0 && itemPlus[item] === 0 && classOf[kind] === itemClass.coin)
    itemFlags[item] = itemBit.blessingKnown;
  return item;
}

function chanceBlessing(game: Game, item: number, blessed: number, cursed: number): void {
  const { itemFlags } = game;
  const chance = below(game, 100);
  if (chance < blessed) itemFlags[item] |= itemBit.blessed;
  else if (chance < blessed + cursed) itemFlags[item] |= itemBit.cursed;
}

/** Gold that lies about: 10 to 20 pieces on the first level, and half as much more on every level below. */
const goldHere = (game: Game): number => (between(game, 10, 20) * (game.me[my.depth] + 1)) >> 1;

/** Puts an item of a kind on the floor; 0 where the world is full. */
export function dropNew(game: Game, kind: number, cell: number): number {
  const item = makeItem(game, kind);
  if (item !== 0) placeOnFloor(game, item, cell);
  return item;
}

export const dropRandom = (game: Game, cell: number): number =>
  dropNew(game, randomKind(game, randomClass(game)), cell);
export const dropGold = (game: Game, cell: number): number => dropNew(game, gold, cell);

/** Leaves a corpse of a kind of monster. */
export function dropCorpse(game: Game, monster: number, cell: number): void {
  const item = newItem(game);
  if (item === 0) return;
  game.itemKind[item] = corpse;
  game.itemOf[item] = monster;
  placeOnFloor(game, item, cell);
}
