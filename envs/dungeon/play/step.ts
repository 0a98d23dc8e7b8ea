import {
  beneathBoulder,
  boulderOn,
  cellFlag,
  terrain as is,
  isBoulder,
  isClosedDoor,
  isFooting,
  isOpenDoor,
} from "../data/terrain.ts";
import { trapMask, trapSeen } from "../data/traps.ts";
import { isNoticed } from "../display/map.ts";
import { put, putMonster, say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { attack } from "../hero/fight.ts";
import { causes, die, hurt } from "../hero/hurt.ts";
import { moveTo } from "../monsters/place.ts";
import { monsterBit } from "../monsters/state.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { isDiagonal, isNear, offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { arriveAt } from "./arrive.ts";
import { openDoor } from "./doors.ts";
import { lookAround } from "./sight.ts";
import { changeSight } from "./sight-change.ts";

/** What `stepTowards` may do besides walking. */
export const pace = { walk: 0, run: 1, fight: 2 } as const;

/** The hero steps, attacks, pushes, opens, or cannot. Says whether that took time. */
export function stepTowards(game: Game, wanted: number, how: number): boolean {
  const { me, monsterAt, monsterState, monsterTame, terrain } = game;
  let direction = wanted;
  if (me[my.stunned] > 0 || (me[my.confused] > 0 && oneIn(game, 3))) direction = below(game, 8);
  const here = me[my.cell];
  const to = here + offsets[direction];
  const monster = monsterAt[to];
  if (me[my.heldBy] !== 0 && isHeld(game, monster)) return true;
  if (monster !== 0) {
    if (how === pace.run) return false;
    const isKnown = isNoticed(game, monster);
    if (isKnown && how !== pace.fight) {
      if (monsterTame[monster] > 0) return swap(game, monster, to, direction);
      if (monsterState[monster] & monsterBit.peaceful) {
        me[my.promptCell] = monster;
        me[my.asks] = 1;
        return false;
      }
    }
    attack(game, monster);
    return true;
  }
  if (how === pace.fight) {
    say(game, "You strike at nothing.");
    return true;
  }
  if (isTrapped(game)) return true;
  const ground = terrain[to];
  if (isDiagonal(direction) && (isOpenDoor[ground] || isClosedDoor[ground] || isOpenDoor[terrain[here]])) {
    if (how !== pace.run && isOpenDoor[terrain[here]]) say(game, "The door frame is in your way.");
    return false;
  }
  if (isFooting[ground]) {
    walk(game, to);
    return true;
  }
  return bump(game, to, direction, how);
}

/** Something holds the hero; says whether it still does. */
function isHeld(game: Game, target: number): boolean {
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
function isTrapped(game: Game): boolean {
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

function walk(game: Game, to: number): void {
  const { me } = game;
  const here = me[my.cell];
  me[my.cell] = to;
  me[my.heldBy] = 0;
  touch(game, here);
  touch(game, to);
  lookAround(game);
  arriveAt(game, false);
}

/** Changes places with a pet. */
function swap(game: Game, pet: number, to: number, direction: number): boolean {
  const { me, terrain, monsterAt } = game;
  if (isDiagonal(direction) && (isOpenDoor[terrain[to]] || isOpenDoor[terrain[me[my.cell]]])) return false;
  if (isFooting[terrain[to]] === 0) return false;
  if (isTrapped(game)) return true;
  const here = me[my.cell];
  me[my.cell] = to;
  monsterAt[to] = 0;
  moveTo(game, pet, here);
  monsterAt[to] = 0;
  put(game, "You change places with ");
  putMonster(game, pet);
  say(game, ".");
  lookAround(game);
  arriveAt(game, false);
  return true;
}

/** There is something in the way. */
function bump(game: Game, to: number, direction: number, how: number): boolean {
  const { me, terrain, flags } = game;
  const ground = terrain[to];
  if (isClosedDoor[ground]) {
    if (how === pace.run) return false;
    if (flags[to] & cellFlag.locked) {
      say(game, "The door is locked.");
      return false;
    }
    return openDoor(game, to);
  }
  if (isBoulder[ground]) return push(game, to, direction);
  if (ground === is.water || ground === is.lava) {
    if (me[my.levitating] > 0) {
      walk(game, to);
      return true;
    }
    // nobody walks into it by mistake
    if (me[my.confused] === 0 && me[my.stunned] === 0 && how !== pace.walk) return false;
    return ground === is.water ? fallIntoWater(game, to) : fallIntoLava(game, to);
  }
  return false;
}

function fallIntoWater(game: Game, to: number): boolean {
  const { me } = game;
  say(game, "You slip, and the water closes over you!");
  if (me[my.weight] > 300 && oneIn(game, 4)) {
    say(game, "Your pack drags you to the bottom.");
    die(game, causes.drowning);
    return true;
  }
  say(game, "You drag yourself out again.");
  touch(game, to);
  return true;
}

function fallIntoLava(game: Game, to: number): boolean {
  const { me } = game;
  say(game, "You step into the lava!");
  touch(game, to);
  if (me[my.resistsFire]) hurt(game, between(game, 12, 28), causes.lava);
  else {
    say(game, "You burn up.");
    die(game, causes.lava);
  }
  return true;
}

/** Pushes a boulder on, which fills what it falls into. */
function push(game: Game, to: number, direction: number): boolean {
  const { terrain, monsterAt, traps, me, flags } = game;
  const beyond = to + offsets[direction];
  const target = terrain[beyond];
  const isFree =
    (boulderOn[target] !== 0 || target === is.doorway || target === is.water || target === is.lava) &&
    monsterAt[beyond] === 0;
  if (!isFree || (isDiagonal(direction) && target === is.doorway)) {
    say(game, "The boulder does not budge.");
    return false;
  }
  const boulder = terrain[to];
  terrain[to] = beneathBoulder[boulder];
  const kind = traps[beyond] & trapMask;
  if (target === is.water || target === is.lava) {
    terrain[beyond] = is.floor;
    say(game, "The boulder sinks in and leaves solid ground.");
  } else if (kind === 11 || kind === 12 || kind === 13 || kind === 14) {
    traps[beyond] = 0;
    say(game, "The boulder drops in and fills the hole.");
  } else {
    if (target === is.doorway) {
      terrain[to] = boulder;
      say(game, "The boulder does not fit through.");
      return false;
    }
    terrain[beyond] = boulderOn[target];
    if (traps[beyond] & trapSeen) touch(game, beyond);
  }
  changeSight(game, to);
  changeSight(game, beyond);
  if (flags[to] & cellFlag.lit) touch(game, to);
  me[my.cell] = to;
  touch(game, to - offsets[direction]);
  lookAround(game);
  arriveAt(game, false);
  return true;
}
