import { has, trait } from "../data/monsters.ts";
import {
  beneathBoulder,
  cellFlag,
  terrain as is,
  isClosedDoor,
  isDiggable,
  isOpen,
  isOpenDoor,
} from "../data/terrain.ts";
import { put, putMonster, say, sayOf } from "../display/say.ts";
import { learn } from "../items/identify.ts";
import { teleportMonster } from "../monsters/place.ts";
import { monsterBit } from "../monsters/state.ts";
import { provoke } from "../monsters/temper.ts";
import { changeSight } from "../play/sight-change.ts";
import { between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { columnOf, isInner, offsets, rowOf } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { kill, strike } from "./fight.ts";
import { wands } from "./wands.ts";

const reach = 12; // cells

/** What a wand of attack does: little with mere force, much with an element. */
export const damageFrom = (game: Game, kind: number): number =>
  kind === wands.missile || kind === wands.striking ? between(game, 5, 12) : between(game, 12, 28);

/** Goes from cell to cell until something stops it. */
export function shootRay(game: Game, kind: number, direction: number): void {
  const { me, terrain, monsterAt, flags } = game;
  let cell = me[my.cell];
  for (let flown = 0; flown < reach; flown++) {
    cell += offsets[direction];
    const ground = terrain[cell];
    if (kind === wands.digging) {
      if (!isInner(columnOf(cell), rowOf(cell)) || flags[cell] & cellFlag.undiggable) return;
      if (isDiggable[ground]) {
        learn(game, kind);
        terrain[cell] =
          ground === is.stone || ground === is.secretCorridor ? is.corridor : beneathBoulder[ground] || is.doorway;
        changeSight(game, cell);
      }
      continue;
    }
    if (isClosedDoor[ground] || isOpenDoor[ground]) {
      if (changeDoor(game, kind, cell)) return;
      if (isClosedDoor[ground]) return;
    } else if (isOpen[ground] === 0) return;
    if (kind === wands.cold && freeze(game, cell)) learn(game, kind);
    const monster = monsterAt[cell];
    if (monster !== 0 && affect(game, kind, monster)) return;
  }
}

/** Water turns to ice, and lava to stone that can be walked on. Says whether there was any. */
function freeze(game: Game, cell: number): boolean {
  const { terrain } = game;
  if (terrain[cell] !== is.water && terrain[cell] !== is.lava) return false;
  terrain[cell] = terrain[cell] === is.water ? is.ice : is.floor;
  changeSight(game, cell);
  return true;
}

/** The blast of a horn of frost: as far as a wand's ray. */
export function blowFrost(game: Game, direction: number): void {
  const { me, terrain, monsterAt, monsterKind } = game;
  let cell = me[my.cell];
  for (let flown = 0; flown < reach; flown++) {
    cell += offsets[direction];
    if (isOpen[terrain[cell]] === 0) return;
    freeze(game, cell);
    const monster = monsterAt[cell];
    if (monster === 0) continue;
    provoke(game, monster);
    if (has(monsterKind[monster], trait.resistsCold)) sayOf(game, monster, " is not harmed.");
    else strike(game, monster, damageFrom(game, wands.cold), "The cold strikes ");
  }
}

function changeDoor(game: Game, kind: number, cell: number): boolean {
  const { terrain, flags } = game;
  if (kind === wands.opening && flags[cell] & cellFlag.locked) {
    flags[cell] &= ~cellFlag.locked;
    say(game, "The lock clicks.");
    learn(game, kind);
    return true;
  }
  if (kind === wands.locking) {
    if (isOpenDoor[terrain[cell]]) {
      if (game.monsterAt[cell] !== 0 || game.itemAt[cell] !== 0) return false;
      terrain[cell] = terrain[cell] === is.openVertical ? is.closedVertical : is.closedHorizontal;
    }
    flags[cell] |= cellFlag.locked;
    say(game, "The lock clicks shut.");
    learn(game, kind);
    changeSight(game, cell);
    return true;
  }
  if ((kind === wands.striking || kind === wands.fire || kind === wands.lightning) && isClosedDoor[terrain[cell]]) {
    terrain[cell] = is.doorway;
    flags[cell] &= ~cellFlag.locked;
    say(game, "The door bursts from its frame!");
    learn(game, kind);
    changeSight(game, cell);
    return true;
  }
  return false;
}

/** What a ray does to a monster; says whether it stops there. */
function affect(game: Game, kind: number, monster: number): boolean {
  const { monsterKind, monsterState, monsterWait } = game;
  const what = monsterKind[monster];
  provoke(game, monster);
  monsterState[monster] &= ~monsterBit.asleep;
  switch (kind) {
    case wands.sleep:
      learn(game, kind);
      if (has(what, trait.resistsSleep)) return false;
      monsterWait[monster] = between(game, 10, 40);
      sayOf(game, monster, " falls asleep.");
      return false;
    case wands.striking:
      learn(game, kind);
      strike(game, monster, damageFrom(game, kind), "The blow shakes ");
      return true;
    case wands.missile:
    case wands.lightning:
      return ray(game, kind, monster, 0);
    case wands.fire:
      return ray(game, kind, monster, trait.resistsFire);
    case wands.cold:
      return ray(game, kind, monster, trait.resistsCold);
    case wands.death:
      learn(game, kind);
      if (has(what, trait.undead)) return false;
      kill(game, monster);
      return false;
    case wands.slow:
      monsterState[monster] = (monsterState[monster] | monsterBit.slow) & ~monsterBit.fast;
      sayOf(game, monster, " slows down.");
      learn(game, kind);
      return true;
    case wands.speed:
      monsterState[monster] = (monsterState[monster] | monsterBit.fast) & ~monsterBit.slow;
      sayOf(game, monster, " speeds up.");
      learn(game, kind);
      return true;
    case wands.teleport:
      teleportMonster(game, monster);
      learn(game, kind);
      return true;
    case wands.undead:
      if (!has(what, trait.undead)) return false;
      learn(game, kind);
      game.monsterFear[monster] = 30;
      strike(game, monster, between(game, 3, 9), "The ray sears ");
      return true;
    default:
      return false;
  }
}

export function ray(game: Game, kind: number, monster: number, proof: number): boolean {
  learn(game, kind);
  if (proof !== 0 && has(game.monsterKind[monster], proof)) {
    sayOf(game, monster, " is not harmed.");
    return false;
  }
  if (oneIn(game, 5)) {
    put(game, "The ray goes past ");
    putMonster(game, monster);
    say(game, ".");
    return false;
  }
  strike(game, monster, damageFrom(game, kind), "The ray strikes ");
  return false;
}
