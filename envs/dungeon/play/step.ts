import { isClosedDoor, isFooting, isOpenDoor } from "../data/terrain.ts";
import { isNoticed } from "../display/map.ts";
import { say } from "../display/say.ts";
import { attack } from "../hero/fight.ts";
import { monsterBit } from "../monsters/state.ts";
import { below, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { isDiagonal, offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { bump, swap } from "./bump.ts";
import { isHeld, isTrapped, pace, walk } from "./walk.ts";

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
