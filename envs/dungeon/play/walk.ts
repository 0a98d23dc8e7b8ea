import { put, putMonster, say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { isNear } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { arriveAt } from "./arrive.ts";
import { lookAround } from "./sight.ts";

/** What `stepTowards` may do besides walking. */
export const pace = { walk: 0, run: 1, fight: 2 } as const;

/** Something holds the hero; says whether it still does. */
export function isHeld(game: Game, target: number): boolean {
  const { me, monsterKind, monsterCell } = game;
  const holder = me[my.heldBy];
  if (monsterKind[holder] === 0 || !isNear(monsterCell[holder], me[my.cell])) {
    me[my.heldBy] = 0;
    return false;
  }
  if (target === holder || target !== 0) return false;
  if (oneIn(game, 4)) {
    put(game, "You tear yourself away from ");
    putMonster(game, holder);
    say(game, ".");
    me[my.heldBy] = 0;
    return true;
  }
  put(game, "You struggle in the grip of ");
  putMonster(game, holder);
  say(game, "!");
  return true;
}

/** A trap holds the hero, who works at getting out. */
export function isTrapped(game: Game): boolean {
  const { me } = game;
  if (me[my.pitTurns] > 0) {
    if (--me[my.pitTurns] === 0) {
      say(game, "You climb out of the pit.");
      touch(game, me[my.cell]);
    } else if (me[my.pitTurns] % 3 === 2) say(game, "You slip back into the pit.");
    return true;
  }
  if (me[my.heldTurns] === 0) return false;
  if (--me[my.heldTurns] > 0) say(game, "You cannot pull free.");
  else say(game, "You pull free.");
  return true;
}

export function walk(game: Game, to: number): void {
  const { me } = game;
  const here = me[my.cell];
  me[my.cell] = to;
  me[my.heldBy] = 0;
  touch(game, here);
  touch(game, to);
  lookAround(game);
  arriveAt(game, false);
}
