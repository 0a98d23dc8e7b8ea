import { itemNamed } from "../data/items.ts";
import { put, putItem, say } from "../display/say.ts";
import { letterOf, placeInPack, placeOnFloor, takeFromFloor } from "../items/lists.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { chargeFor } from "./shop.ts";

const gold = itemNamed("gold piece");
const orb = itemNamed("Orb of the Deep");

/** Takes an item from the floor beneath the hero. Says whether there was room. */
export function pickUp(game: Game, item: number): boolean {
  const { me, itemKind, itemCount, itemCell, pack } = game;
  const cell = itemCell[item];
  if (itemKind[item] === gold) {
    takeFromFloor(game, item);
    me[my.gold] += itemCount[item];
    put(game, "$ - ");
    putItem(game, item);
    say(game, ".");
    itemKind[item] = 0;
    game.tally[happened.picked]++;
    return true;
  }
  chargeFor(game, item);
  takeFromFloor(game, item);
  const slot = placeInPack(game, item);
  if (slot < 0) {
    say(game, "Your pack is full.");
    placeOnFloor(game, item, cell);
    return false;
  }
  game.tally[happened.picked]++;
  put(game, letterText(letterOf(slot)));
  put(game, " - ");
  putItem(game, pack[slot]);
  say(game, ".");
  if (itemKind[pack[slot]] === orb) say(game, "You have the Orb of the Deep!  Now bring it to daylight.");
  return true;
}

const texts = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
/** A letter as text. */
export const letterText = (code: number): string => texts[code];
