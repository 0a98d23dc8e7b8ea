import { touch } from "../display/touch.ts";
import { dropAll } from "../items/lists.ts";
import { freeCell, freeCellNear } from "../levels/draw.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { spawn } from "./spawn.ts";

/** Moves a monster to another cell, which must be free. */
export function moveTo(game: Game, monster: number, cell: number): void {
  const { monsterAt, monsterCell } = game;
  const from = monsterCell[monster];
  if (monsterAt[from] === monster) monsterAt[from] = 0;
  monsterAt[cell] = monster;
  monsterCell[monster] = cell;
  touch(game, from);
  touch(game, cell);
}

/** Puts the hero on a cell other than by a step: whoever stands there makes room, and what held the hero is left behind. */
export function placeHero(game: Game, cell: number): void {
  const { me, monsterAt } = game;
  me[my.heldBy] = me[my.pitTurns] = me[my.heldTurns] = 0;
  me[my.cell] = cell;
  if (monsterAt[cell] !== 0) placeNear(game, monsterAt[cell], cell);
}

/** Moves a monster next to a cell, or spawns one of a kind there where none is given; 0 if there was no room. */
export function placeNear(game: Game, monster: number, cell: number, kind = 0): number {
  let near = freeCellNear(game, cell);
  if (near < 0) near = freeCell(game);
  if (near < 0) {
    if (monster !== 0) removeMonster(game, monster);
    return 0;
  }
  if (monster === 0) return spawn(game, kind, near);
  moveTo(game, monster, near);
  return monster;
}

/** Takes a monster off the level; what it carries falls down. */
export function removeMonster(game: Game, monster: number): void {
  const { me, monsterAt, monsterCell, monsterKind } = game;
  const cell = monsterCell[monster];
  dropAll(game, monster, cell);
  if (monsterAt[cell] === monster) monsterAt[cell] = 0;
  monsterKind[monster] = 0;
  if (me[my.heldBy] === monster) me[my.heldBy] = 0;
  if (me[my.shopkeeper] === monster) {
    me[my.shopkeeper] = 0;
    me[my.debt] = 0;
  }
  touch(game, cell);
}

/** Somebody vanishes here and appears elsewhere on the level. */
export function teleportMonster(game: Game, monster: number): void {
  const cell = game.rules.warded ? -1 : freeCell(game);
  if (cell >= 0) moveTo(game, monster, cell);
}
