import { has, monsterNamed, trait } from "../data/monsters.ts";
import { sayOf } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { monsterBit } from "./state.ts";

const priest = monsterNamed("priest");

/** A peaceful monster that is attacked is peaceful no more. */
export function provoke(game: Game, monster: number): void {
  const { me, monsterState, monsterKind } = game;
  if ((monsterState[monster] & monsterBit.peaceful) === 0) return;
  monsterState[monster] = (monsterState[monster] & ~monsterBit.peaceful) | monsterBit.angry;
  me[my.alignment] -= 3;
  me[my.luck] -= 1;
  sayOf(game, monster, monsterKind[monster] === priest ? " cries out against you!" : " is your enemy now!");
}

/** Makes a monster the hero's own. */
export function tame(game: Game, monster: number): void {
  game.monsterTame[monster] = 10;
  game.monsterState[monster] = (game.monsterState[monster] | monsterBit.peaceful) & ~monsterBit.asleep;
  touch(game, game.monsterCell[monster]);
}

/** Wakes those who sleep nearby. */
export function wakeNear(game: Game, reach: number): void {
  const { me, monsterKind, monsterState, monsterCell } = game;
  const here = me[my.cell];
  for (let monster = 1; monster <= me[my.monsterTop]; monster++) {
    if (monsterKind[monster] === 0) continue;
    const across = Math.abs((monsterCell[monster] % 79) - (here % 79));
    const down = Math.abs(((monsterCell[monster] / 79) | 0) - ((here / 79) | 0));
    if (across + down <= reach && !has(monsterKind[monster], trait.stays)) monsterState[monster] &= ~monsterBit.asleep;
  }
}
