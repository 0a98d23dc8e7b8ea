import { terrain as is, isClosedDoor, isFooting, isOpenDoor } from "../data/terrain.ts";
import { trapMask, trapSeen } from "../data/traps.ts";
import { isNoticed } from "../display/map.ts";
import { say, sayOf } from "../display/say.ts";
import { isHelpless } from "../hero/trouble.ts";
import { monsterBit } from "../monsters/state.ts";
import { turned } from "../monsters/walk.ts";
import type { Game } from "../state/game.ts";
import { distance, offsets } from "../state/grid.ts";
import { my, status } from "../state/hero.ts";
import { stepTowards } from "./step.ts";
import { passTime } from "./turn.ts";
import { pace } from "./walk.ts";

const mostSteps = 80;

/** Goes on in a direction, and around the bends of corridors, until something is worth a look. Says whether it went at all. */
export function run(game: Game, direction: number): boolean {
  const { me, terrain, itemAt } = game;
  const told = me[my.messageLength];
  let heading = direction;
  me[my.run] = 1;
  me[my.noticed] = 0;
  for (let steps = 0; steps < mostSteps; steps++) {
    const before = me[my.cell];
    const hp = me[my.hp];
    const to = before + offsets[heading];
    if (steps > 0 && (game.traps[to] & trapSeen) !== 0 && (game.traps[to] & trapMask) !== 0) break;
    if (!stepTowards(game, heading, pace.run)) {
      if (steps === 0 && me[my.messageLength] === told) sayWhyNot(game, to);
      break;
    }
    passTime(game);
    if (me[my.status] !== status.playing || me[my.fell] !== 0 || me[my.cell] === before || me[my.run] === 0) break;
    if (me[my.hp] < hp || me[my.noticed] !== 0 || isHelpless(game) || seesEnemy(game)) break;
    const cell = me[my.cell];
    if (
      itemAt[cell] !== 0 ||
      isOpenDoor[terrain[cell]] ||
      terrain[cell] === is.doorway ||
      (terrain[cell] > is.corridor && terrain[cell] <= is.fountain)
    )
      break;
    if (terrain[cell] === is.corridor) {
      heading = bend(game, cell, heading);
      if (heading < 0) break;
    }
  }
  me[my.run] = 0;
  return true;
}

/** Why a far move does not even begin. */
function sayWhyNot(game: Game, to: number): void {
  const monster = game.monsterAt[to];
  if (monster !== 0 && isNoticed(game, monster)) sayOf(game, monster, " is in the way.");
  else if (isClosedDoor[game.terrain[to]]) say(game, "The door is closed.");
  else say(game, "There is no way on.");
}

/** Where a corridor goes on: straight ahead, or the only other way. -1 for a fork or a dead end. */
function bend({ terrain }: Game, cell: number, heading: number): number {
  const isWay = (direction: number) => isFooting[terrain[cell + offsets[direction]]] === 1;
  let found = -1;
  let count = 0;
  for (let eighths = -2; eighths <= 2; eighths++) {
    const direction = turned(heading, eighths);
    if (!isWay(direction)) continue;
    // a diagonal beside a straight way leads to the same place
    if (direction >= 4 && (isWay(turned(direction, 1)) || isWay(turned(direction, -1)))) continue;
    count++;
    found = direction;
  }
  return count === 1 ? found : -1;
}

function seesEnemy(game: Game): boolean {
  const { me, monsterKind, monsterCell, monsterTame, monsterState } = game;
  for (let monster = 1; monster <= me[my.monsterTop]; monster++)
    if (
      monsterKind[monster] !== 0 &&
      monsterTame[monster] === 0 &&
      (monsterState[monster] & monsterBit.peaceful) === 0 &&
      game.sight[monsterCell[monster]] === 1 &&
      distance(monsterCell[monster], me[my.cell]) < 8 &&
      isNoticed(game, monster)
    )
      return true;
  return false;
}
