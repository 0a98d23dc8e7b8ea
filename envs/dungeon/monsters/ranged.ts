import { effect, manner } from "../data/attacks.ts";
import { itemClass } from "../data/item-classes.ts";
import { classOf, isMissile } from "../data/items.ts";
import { attacksOf } from "../data/monsters.ts";
import { isOpen } from "../data/terrain.ts";
import { put, putMonster, say, sayOf } from "../display/say.ts";
import { causes, hurt } from "../hero/hurt.ts";
import { isReflecting } from "../hero/passive.ts";
import { changeStrength, fallAsleep } from "../hero/trouble.ts";
import { endItem, placeOnFloor } from "../items/lists.ts";
import { place } from "../items/place.ts";
import { hitChance } from "../play/hit-chance.ts";
import { below, between, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { columnOf, directionTo, distance, offsets, rowOf } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { skillOf } from "./attack.ts";

const farthest = 7; // cells
const seldom = 4; // one turn in so many it shoots or breathes

/** Whether two cells lie in one line, straight or diagonal. */
export function isInLine(a: number, b: number): boolean {
  const across = Math.abs(columnOf(a) - columnOf(b));
  const down = Math.abs(rowOf(a) - rowOf(b));
  return across === 0 || down === 0 || across === down;
}

/** Whether nothing and nobody is between two cells that lie in one line. */
export function isClear({ terrain, monsterAt }: Game, from: number, to: number): boolean {
  const step = offsets[directionTo(from, to)];
  for (let cell = from + step; cell !== to; cell += step)
    if (isOpen[terrain[cell]] === 0 || monsterAt[cell] !== 0) return false;
  return true;
}

/** A monster that sees the hero in line shoots, breathes or does nothing of the kind. Says whether it did. */
export function attackFromAfar(game: Game, monster: number): boolean {
  const { me, monsterCell, monsterKind } = game;
  const kind = monsterKind[monster];
  let at = -1;
  for (let attack = 0; attack < 3; attack++) {
    const how = attacksOf[(kind * 3 + attack) * 4] - 1;
    if (how === manner.breath || how === manner.shot) at = (kind * 3 + attack) * 4;
  }
  if (at < 0 || !oneIn(game, seldom)) return false;
  const from = monsterCell[monster];
  const here = me[my.cell];
  if (distance(from, here) > farthest || !isInLine(from, here) || !isClear(game, from, here)) return false;
  return attacksOf[at] - 1 === manner.breath ? breathe(game, monster, at) : shoot(game, monster);
}

/** Breath fills the whole line. The nimble duck, which halves the damage: 4 times in a hundred for each point of dexterity. */
function breathe(game: Game, monster: number, at: number): boolean {
  const { me, monsterKind } = game;
  const what = attacksOf[at + 3];
  sayOf(
    game,
    monster,
    what === effect.fire ? " breathes fire!" : what === effect.cold ? " breathes frost!" : " breathes poison gas!",
  );
  if (isReflecting(game)) {
    say(game, "It glances off you.");
    return true;
  }
  const isProof =
    what === effect.fire ? me[my.resistsFire] : what === effect.cold ? me[my.resistsCold] : me[my.resistsPoison];
  if (isProof) {
    say(game, "It does you no harm.");
    return true;
  }
  const damage = roll(game, attacksOf[at + 1], attacksOf[at + 2]);
  const ducks = below(game, 100) < 4 * me[my.dexterity];
  if (ducks) say(game, "You duck.");
  hurt(game, ducks ? damage >> 1 : damage, causes.monster, monsterKind[monster]);
  if (what === effect.poison) changeStrength(game, -1);
  if (what === effect.sleep && !me[my.resistsSleep]) fallAsleep(game, between(game, 5, 15));
  return true;
}

/** Looses one of its missiles, which then lies by the hero or breaks. */
function shoot(game: Game, monster: number): boolean {
  const { me, monsterItem, monsterKind, itemNext, itemKind, itemCount, itemPlace } = game;
  let before = 0;
  let missile = monsterItem[monster];
  while (missile !== 0 && !(classOf[itemKind[missile]] === itemClass.weapon && isMissile[itemKind[missile]])) {
    before = missile;
    missile = itemNext[missile];
  }
  if (missile === 0) return false;
  putMonster(game, monster, true);
  put(game, " shoots");
  say(game, "!");
  if (below(game, 100) < hitChance(skillOf(game, monster), me[my.armourClass])) {
    say(game, "An arrow strikes you.");
    hurt(game, between(game, 2, 5), causes.monster, monsterKind[monster]);
  } else say(game, "An arrow flies past you.");
  if (--itemCount[missile] > 0) return true;
  // the last one is found where the hero stands
  if (before === 0) monsterItem[monster] = itemNext[missile];
  else itemNext[before] = itemNext[missile];
  itemNext[missile] = 0;
  itemPlace[missile] = place.nowhere;
  itemCount[missile] = 1;
  if (oneIn(game, 2)) endItem(game, missile);
  else placeOnFloor(game, missile, me[my.cell]);
  return true;
}
