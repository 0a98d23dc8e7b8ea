import { itemNamed } from "../data/items.ts";
import { say } from "../display/say.ts";
import { isBlessed, isCursed, learn } from "../items/identify.ts";
import { useUp } from "../items/lists.ts";
import { useUnpaid } from "../play/shop.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { effects } from "./scrolls.ts";

const byKind = new Map(Object.entries(effects).map(([name, effect]) => [itemNamed(name, "scroll"), effect]));

/** Reads a scroll. */
export function read(game: Game, item: number): boolean {
  const { me, itemKind, tally } = game;
  if (me[my.blind] > 0) {
    say(game, "You cannot read without seeing.");
    return false;
  }
  const kind = itemKind[item];
  const sign = isCursed(game, item) ? -1 : isBlessed(game, item) ? 1 : 0;
  useUnpaid(game, item);
  say(game, "The letters fade as you speak them, and the scroll falls to dust.");
  useUp(game, item);
  tally[happened.read]++;
  if (byKind.get(kind)!(game, sign)) learn(game, kind);
  return true;
}
