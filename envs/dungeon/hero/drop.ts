import { terrain as is } from "../data/terrain.ts";
import { put, putAmount, putItem, say } from "../display/say.ts";
import { isBlessed, isCursed } from "../items/identify.ts";
import { placeOnFloor, takeFromPack } from "../items/lists.ts";
import { isWorn } from "../items/names.ts";
import { itemBit } from "../items/place.ts";
import { isOpenShop, priceOf, shopAt } from "../play/shop.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";

/** Puts an item down. An altar shows whether it is blessed or cursed, and a shopkeeper pays half of what it is worth. */
export function drop(game: Game, item: number): boolean {
  const { me, itemFlags, itemCount, itemPrice, terrain } = game;
  if (isWorn(me, item) || me[my.leftRing] === item || me[my.rightRing] === item) {
    say(game, "Take it off first.");
    return false;
  }
  if (me[my.weapon] === item && isCursed(game, item)) {
    say(game, "You cannot drop it: it clings to your hand.");
    return true;
  }
  const cell = me[my.cell];
  if (terrain[cell] === is.altar && me[my.blind] === 0) {
    if (isBlessed(game, item)) say(game, "The altar shines on it.");
    else if (isCursed(game, item)) say(game, "The altar darkens under it.");
    itemFlags[item] |= itemBit.blessingKnown;
  }
  put(game, "You drop ");
  putItem(game, item);
  say(game, ".");
  const dropped = takeFromPack(game, item, itemCount[item]);
  if (shopAt(game, cell) !== 0 && isOpenShop(game)) {
    if (itemFlags[dropped] & itemBit.unpaid) {
      itemFlags[dropped] &= ~itemBit.unpaid;
      itemPrice[dropped] = 0;
    } else {
      const offer = Math.floor(priceOf(game, dropped) / 2) * itemCount[dropped];
      me[my.gold] += offer;
      put(game, '"I will give you ');
      putAmount(game, offer);
      say(game, ' for that."');
      placeOnFloor(game, dropped, cell);
      return true;
    }
  } else itemFlags[dropped] |= itemBit.dropped;
  placeOnFloor(game, dropped, cell);
  return true;
}
