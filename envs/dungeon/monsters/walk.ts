import { has, trait } from "../data/monsters.ts";
import { cellFlag, terrain as is, isClosedDoor, isDiggable, isOpenDoor } from "../data/terrain.ts";
import { trapMask } from "../data/traps.ts";
import { sayOf } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { changeSight } from "../play/sight-change.ts";
import { below, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { columnOf, directionTo, isDiagonal, isInner, offsets, rowOf } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { moveTo } from "./place.ts";
import { canStand } from "./spawn.ts";
import { monsterBit } from "./state.ts";
import { springOn } from "./traps.ts";

/** Directions from left to right around the compass, and where each direction stands among them. */
const around = Int8Array.of(0, 4, 1, 5, 2, 6, 3, 7);
const placeAround = Int8Array.of(0, 2, 4, 6, 1, 3, 5, 7);
/** The direction a number of eighths of a turn to the right. */
export const turned = (direction: number, eighths: number): number => around[(placeAround[direction] + eighths) & 7];

const tries = Int8Array.of(0, 1, -1, 2, -2);

/** Takes a step towards a cell or, fleeing, away from it, as straight as possible. Says whether it moved. */
export function walkTowards(game: Game, monster: number, target: number, away = false): boolean {
  const from = game.monsterCell[monster];
  let direction = directionTo(from, target);
  if (direction < 0) return false;
  if (away) direction = turned(direction, 4);
  const first = oneIn(game, 2) ? 1 : -1;
  for (let attempt = 0; attempt < tries.length; attempt++)
    if (tryStep(game, monster, turned(direction, first * tries[attempt]))) return true;
  return false;
}

export const walkAtRandom = (game: Game, monster: number): boolean => tryStep(game, monster, below(game, 8));

/** Takes a step, opens a door or digs, if it can. */
export function tryStep(game: Game, monster: number, direction: number): boolean {
  const { terrain, flags, monsterAt, monsterKind, monsterCell, me } = game;
  const from = monsterCell[monster];
  const to = from + offsets[direction];
  if (monsterAt[to] !== 0 || to === me[my.cell]) return false;
  const kind = monsterKind[monster];
  const ground = terrain[to];
  if (isDiagonal(direction) && (isOpenDoor[ground] || isClosedDoor[ground] || isOpenDoor[terrain[from]])) return false;
  if (canStand(kind, ground)) {
    step(game, monster, to);
    return true;
  }
  if (isClosedDoor[ground]) {
    if (has(kind, trait.slips)) {
      step(game, monster, to);
      return true;
    }
    if (has(kind, trait.opensDoors) && (flags[to] & cellFlag.locked) === 0) {
      terrain[to] = ground === is.closedVertical ? is.openVertical : is.openHorizontal;
      changeSight(game, to);
      if (game.sight[to]) sayOf(game, monster, " opens a door.");
      return true;
    }
  }
  if (
    has(kind, trait.digs) &&
    isDiggable[ground] &&
    (flags[to] & cellFlag.undiggable) === 0 &&
    isInner(columnOf(to), rowOf(to)) &&
    !isDiagonal(direction) &&
    oneIn(game, 4)
  ) {
    terrain[to] =
      ground === is.stone || ground === is.secretCorridor
        ? is.corridor
        : isClosedDoor[ground]
          ? is.doorway
          : is.doorway;
    changeSight(game, to);
    return true;
  }
  return false;
}

function step(game: Game, monster: number, to: number): void {
  const { traps, monsterKind, monsterState, sight } = game;
  moveTo(game, monster, to);
  touch(game, to);
  if (
    (traps[to] & trapMask) !== 0 &&
    !has(monsterKind[monster], trait.flies) &&
    (monsterState[monster] & monsterBit.hidden) === 0
  )
    springOn(game, monster, to, sight[to] === 1);
}
