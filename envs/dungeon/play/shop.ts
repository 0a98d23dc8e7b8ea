import { itemClass } from "../data/item-classes.ts";
import { classOf, costOf, itemNamed } from "../data/items.ts";
import { monsterNamed } from "../data/monsters.ts";
import { put, putItem, putNumber, say } from "../display/say.ts";
import { itemBit } from "../items/place.ts";
import { roomField, roomKind, roomOf } from "../levels/draw.ts";
import { moveTo } from "../monsters/place.ts";
import { monsterBit } from "../monsters/state.ts";
import { walkTowards } from "../monsters/walk.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";

const keeper = monsterNamed("shopkeeper");
const pick = itemNamed("pick-axe");
const corpsePrice = 5;

/** The room of the shop that a cell is in; 0 for none. */
export function shopAt(game: Game, cell: number): number {
  const room = roomOf(game, cell);
  return room !== 0 && game.rooms[room * roomField.size + roomField.kind] === roomKind.shop ? room : 0;
}

/** Whether the shop of this level has a keeper who is in the mood to sell. */
export function isOpenShop({ me, monsterKind, monsterState }: Game): boolean {
  const owner = me[my.shopkeeper];
  return owner !== 0 && monsterKind[owner] === keeper && (monsterState[owner] & monsterBit.peaceful) !== 0;
}

/**
 * What one of an item costs: its worth, and half as much again for every point of enchantment. Charisma of 10 pays just that,
 * and every point more or less makes 3 in a hundred.
 */
export function priceOf({ me, itemKind, itemPlus, itemOf }: Game, item: number): number {
  const kind = itemKind[item];
  const isEnchanted = classOf[kind] === itemClass.weapon || classOf[kind] === itemClass.armour;
  const worth =
    itemOf[item] !== 0 ? corpsePrice : costOf[kind] * (1 + (isEnchanted ? Math.max(0, itemPlus[item]) / 2 : 0));
  return Math.max(1, Math.floor((worth * (130 - 3 * me[my.charisma])) / 100));
}

/** Who enters a shop is greeted, or sent away with a pick-axe. */
export function enterShop(game: Game): void {
  const { me } = game;
  const room = shopAt(game, me[my.cell]);
  const was = me[my.inShop];
  me[my.inShop] = room;
  if (room === 0 || was !== 0 || !isOpenShop(game)) return;
  say(game, '"Come in, come in.  Everything is for sale."');
  if (game.pack.some((item) => item !== 0 && game.itemKind[item] === pick))
    say(game, '"No digging tools in here, if you please."');
}

/** What is taken in a shop has to be paid for. */
export function chargeFor(game: Game, item: number): void {
  const { me, itemFlags, itemPrice, itemCount } = game;
  if (shopAt(game, me[my.cell]) === 0 || !isOpenShop(game) || itemFlags[item] & itemBit.dropped) return;
  itemFlags[item] |= itemBit.unpaid;
  itemPrice[item] = Math.min(32767, priceOf(game, item));
  put(game, '"That is ');
  putNumber(game, itemPrice[item] * itemCount[item]);
  say(game, ' pieces of gold."');
}

/** What the hero carries and has not paid for. */
export function debtOf({ me, pack, itemFlags, itemPrice, itemCount }: Game): number {
  let debt = me[my.debt];
  for (const item of pack)
    if (item !== 0 && itemFlags[item] & itemBit.unpaid) debt += itemPrice[item] * itemCount[item];
  return debt;
}

/** Pays for everything, or for as much as there is gold for. */
export function pay(game: Game): boolean {
  const { me, pack, itemFlags, itemPrice, itemCount, tally } = game;
  if (!isOpenShop(game)) {
    say(game, "Nobody here wants your gold.");
    return false;
  }
  if (debtOf(game) === 0) {
    say(game, "You have no debts here.");
    return false;
  }
  const used = Math.min(me[my.gold], me[my.debt]);
  me[my.gold] -= used;
  me[my.debt] -= used;
  for (const item of pack) {
    if (item === 0 || (itemFlags[item] & itemBit.unpaid) === 0) continue;
    const price = itemPrice[item] * itemCount[item];
    if (price > me[my.gold]) {
      put(game, "You have too little gold for ");
      putItem(game, item);
      say(game, ".");
      continue;
    }
    me[my.gold] -= price;
    itemFlags[item] &= ~itemBit.unpaid;
    itemPrice[item] = 0;
    tally[happened.bought]++;
    put(game, "You pay ");
    putNumber(game, price);
    put(game, " pieces of gold for ");
    putItem(game, item);
    say(game, ".");
  }
  game.screen.packChanged = true;
  return true;
}

/** Something of the shop's was used up or broken. */
export function useUnpaid({ me, itemFlags, itemPrice }: Game, item: number): void {
  if (itemFlags[item] & itemBit.unpaid) me[my.debt] += itemPrice[item];
}

/** The keeper stands at the counter, and in the way of whoever has not paid. */
export function actAsKeeper(game: Game, owner: number): void {
  const { me, monsterCell, monsterGoal, monsterAt } = game;
  const counter = monsterGoal[owner];
  const cell = monsterCell[owner];
  const owes = debtOf(game) > 0;
  const isInside = shopAt(game, me[my.cell]) !== 0;
  if (!isInside && owes && me[my.inShop] === 0) return robbed(game, owner);
  // with nothing to pay for, the keeper lets people in and out
  if (owes && isInside) {
    if (cell !== counter) walkTowards(game, owner, counter);
    return;
  }
  if (cell !== counter || !isInside) {
    if (cell === counter && me[my.cell] !== counter && !isInside) stepAside(game, owner, counter);
    else if (isInside === false && cell !== counter) return;
    return;
  }
  if (monsterAt[counter] === owner) stepAside(game, owner, counter);
}

/** Leaves the counter for a cell of the shop beside it. */
function stepAside(game: Game, owner: number, counter: number): void {
  for (const step of [1, -1, 79, -79, 80, -80, 78, -78]) {
    const cell = counter + step;
    if (roomOf(game, cell) !== roomOf(game, counter) || game.monsterAt[cell] !== 0 || cell === game.me[my.cell])
      continue;
    moveTo(game, owner, cell);
    return;
  }
}

function robbed(game: Game, owner: number): void {
  const { me, monsterState } = game;
  say(game, '"Thief!"');
  monsterState[owner] = (monsterState[owner] & ~monsterBit.peaceful) | monsterBit.angry;
  me[my.luck] -= 1;
  me[my.alignment] -= 2;
  me[my.debt] = 0;
  for (const item of game.pack)
    if (item !== 0) {
      game.itemFlags[item] &= ~itemBit.unpaid;
      game.itemPrice[item] = 0;
    }
  game.screen.packChanged = true;
}
