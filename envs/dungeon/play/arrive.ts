import { itemClass } from "../data/item-classes.ts";
import { classOf } from "../data/items.ts";
import { isStairs, terrainNames } from "../data/terrain.ts";
import { trapMask } from "../data/traps.ts";
import { put, putItem, say } from "../display/say.ts";
import { stopOccupation } from "../hero/trouble.ts";
import { itemBit } from "../items/place.ts";
import type { Game } from "../state/game.ts";
import { my, status } from "../state/hero.ts";
import { pickUp } from "./pick-up.ts";
import { enterShop } from "./shop.ts";
import { spring } from "./traps.ts";

const dull = 19; // floor: up to here, and corridors, there is nothing to tell

/** The hero has come to a cell: traps spring, things are seen or taken. */
export function arriveAt(game: Game, hasLanded: boolean): void {
  const { me, traps, itemAt, itemNext, terrain } = game;
  const cell = me[my.cell];
  enterShop(game);
  const isFloating = me[my.levitating] > 0;
  if ((traps[cell] & trapMask) !== 0 && !isFloating) {
    spring(game, cell);
    if (me[my.cell] !== cell || me[my.status] !== status.playing) return;
  }
  if (itemAt[cell] === 0) {
    if (terrain[cell] > dull && terrain[cell] !== 21 && isStairs[terrain[cell]]) stopRunning(game);
    return;
  }
  stopRunning(game);
  if (isFloating) return;
  if (!hasLanded && me[my.autopickup] === 1 && me[my.inShop] === 0) takeWhatIsWanted(game, cell);
  if (itemAt[cell] === 0) return;
  if (itemNext[itemAt[cell]] === 0) {
    put(game, "You see ");
    putItem(game, itemAt[cell]);
    say(game, " here.");
  } else say(game, "Several things lie here.");
}

function stopRunning(game: Game): void {
  if (game.me[my.run]) stopOccupation(game);
}

/** Picks up the classes of items that the rules name, unless they were dropped on purpose or cost something. */
function takeWhatIsWanted(game: Game, cell: number): void {
  const { itemAt, itemNext, itemKind, itemFlags, rules } = game;
  for (let item = itemAt[cell]; item !== 0; ) {
    const next = itemNext[item];
    const letter = letters[classOf[itemKind[item]]];
    if (rules.autopickup.includes(letter) && (itemFlags[item] & (itemBit.dropped | itemBit.unpaid)) === 0)
      pickUp(game, item);
    item = next;
  }
}
const letters = '  )[="(%!?+/$*`'.split("");
letters[itemClass.gem] = "*";

/** Tells what is underfoot. */
export function lookHere(game: Game): void {
  const { me, terrain, itemAt, itemNext } = game;
  const cell = me[my.cell];
  const name = terrainNames[terrain[cell]];
  if (name && terrain[cell] > dull && terrain[cell] !== 21) {
    put(game, "There is ");
    put(game, name);
    say(game, " here.");
  } else if (itemAt[cell] === 0) say(game, "There is nothing here.");
  for (let item = itemAt[cell]; item !== 0; item = itemNext[item]) {
    put(game, "You see ");
    putItem(game, item);
    say(game, " here.");
  }
}
