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
import { put, putMonster, say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { causes, die, hurt } from "../hero/hurt.ts";
import { moveTo } from "../monsters/place.ts";
import { between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { isDiagonal, offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { arriveAt } from "./arrive.ts";
import { openDoor } from "./doors.ts";
import { lookAround } from "./sight.ts";
import { changeSight } from "./sight-change.ts";
import { isTrapped, pace, walk } from "./walk.ts";

/** Changes places with a pet. */
export function swap(game: Game, pet: number, to: number, direction: number): boolean {
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
export function bump(game: Game, to: number, direction: number, how: number): boolean {
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
