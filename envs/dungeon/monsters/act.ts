import { manner } from "../data/attacks.ts";
import { itemClass } from "../data/item-classes.ts";
import { classOf } from "../data/items.ts";
import { attacksOf, has, monsterNamed, speedOf, trait } from "../data/monsters.ts";
import { isOpenDoor } from "../data/terrain.ts";
import { isNoticed } from "../display/map.ts";
import { stopOccupation } from "../hero/trouble.ts";
import { giveToMonster, takeFromFloor } from "../items/lists.ts";
import { roomOf } from "../levels/draw.ts";
import { actAsKeeper } from "../play/shop.ts";
import { below, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { directionTo, distance, isDiagonal, isNear, offsets } from "../state/grid.ts";
import { my, status } from "../state/hero.ts";
import { attackHero } from "./attack.ts";
import { actAsPet } from "./pet.ts";
import { teleportMonster } from "./place.ts";
import { attackFromAfar } from "./ranged.ts";
import { healingTurns, monsterBit } from "./state.ts";
import { tryStep, walkAtRandom, walkTowards } from "./walk.ts";

const keeper = monsterNamed("shopkeeper");
const priest = monsterNamed("priest");
const hearing = 12; // cells within which sleepers may wake up
const trailAge = 30; // turns for which a trail can be followed
const idleReach = 20; // cells beyond which nobody wanders about

/** All monsters that still have moves take one each; says whether some have more left. */
export function moveMonsters(game: Game): boolean {
  const { me, monsterKind, monsterMovement } = game;
  let hasMore = false;
  for (let monster = 1; monster <= me[my.monsterTop]; monster++) {
    if (monsterKind[monster] === 0 || monsterMovement[monster] < 12) continue;
    monsterMovement[monster] -= 12;
    act(game, monster);
    if (me[my.status] !== status.playing) return false;
    if (monsterKind[monster] !== 0 && monsterMovement[monster] >= 12) hasMore = true;
  }
  return hasMore;
}

/** Gives all monsters the movement of a new turn. */
export function grantMovement(game: Game): void {
  const { me, monsterKind, monsterMovement, monsterState, monsterHp, monsterHpMax } = game;
  const isHealingTurn = me[my.turn] % healingTurns === 0;
  for (let monster = 1; monster <= me[my.monsterTop]; monster++) {
    const kind = monsterKind[monster];
    if (kind === 0) continue;
    const state = monsterState[monster];
    let speed = speedOf[kind];
    if (state & (monsterBit.slow | monsterBit.fast))
      speed = state & monsterBit.slow ? speed >> 1 : speed + (speed >> 1);
    monsterMovement[monster] = Math.min(48, monsterMovement[monster] + speed);
    if (monsterHp[monster] < monsterHpMax[monster] && (isHealingTurn || has(kind, trait.regenerates)))
      monsterHp[monster]++;
  }
}

function act(game: Game, monster: number): void {
  const { me, monsterKind, monsterState, monsterWait, monsterFear, monsterTame, monsterCell, sight } = game;
  const state = monsterState[monster];
  const cell = monsterCell[monster];
  const here = me[my.cell];
  if (state & monsterBit.asleep) {
    if (sight[cell] === 0 || distance(cell, here) > hearing || !wakes(game)) return;
    monsterState[monster] = state & ~monsterBit.asleep;
    return;
  }
  if (monsterWait[monster] > 0) {
    if (--monsterWait[monster] === 0) monsterState[monster] &= ~monsterBit.trapped;
    return;
  }
  const kind = monsterKind[monster];
  if (state & monsterBit.hidden) return; // until it is touched
  if (monsterFear[monster] > 0) monsterFear[monster]--;
  if (state & monsterBit.confused) {
    if (oneIn(game, 10)) monsterState[monster] &= ~monsterBit.confused;
    walkAtRandom(game, monster);
    return;
  }
  if (monsterTame[monster] > 0) return actAsPet(game, monster);
  if (state & monsterBit.peaceful) return actPeacefully(game, monster, kind);
  const isClose = isNear(cell, here);
  if (sight[cell] === 1 && me[my.noticed] === 0 && isNoticed(game, monster) && (state & monsterBit.spotted) === 0) {
    monsterState[monster] |= monsterBit.spotted;
    me[my.noticed] = 1; // somebody comes into view: whatever takes several turns is broken off
    stopOccupation(game);
  }
  if (has(kind, trait.erratic) && oneIn(game, 2)) {
    walkAtRandom(game, monster);
    return;
  }
  if (isClose && monsterFear[monster] === 0) {
    const direction = directionTo(cell, here);
    const isBlocked =
      isDiagonal(direction) && (isOpenDoor[game.terrain[cell]] === 1 || isOpenDoor[game.terrain[here]] === 1);
    if (!isBlocked) return attackHero(game, monster);
  }
  if (has(kind, trait.stays) || speedOf[kind] === 0) return;
  if (has(kind, trait.teleports) && oneIn(game, 30)) return teleportMonster(game, monster);
  pursue(game, monster, kind, cell, here);
}

/** Whoever sees the hero goes there; others go where they last saw the hero, or follow the trail. */
function pursue(game: Game, monster: number, kind: number, cell: number, here: number): void {
  const { me, sight, monsterGoal, monsterFear, scent } = game;
  const isSeen = sight[cell] === 1 && (me[my.invisible] === 0 || has(kind, trait.seesInvisible) || isNear(cell, here));
  if (isSeen) {
    monsterGoal[monster] = here;
    if (monsterFear[monster] > 0) {
      walkTowards(game, monster, here, true);
      return;
    }
    const first = attacksOf[kind * 12];
    if ((first === manner.breath + 1 || attacksOf[kind * 12 + 4] >= manner.breath + 1) && attackFromAfar(game, monster))
      return;
    if (!pickUp(game, monster, kind, cell)) walkTowards(game, monster, here);
    return;
  }
  const goal = monsterGoal[monster];
  if (goal !== 0) {
    let best = -1;
    let freshest = Math.max(me[my.turn] - trailAge, scent[cell]);
    for (let direction = 0; direction < 8; direction++) {
      const turn = scent[cell + offsets[direction]];
      if (turn > freshest) {
        freshest = turn;
        best = direction;
      }
    }
    if (best >= 0 && tryStep(game, monster, best)) return;
    if (cell === goal || !walkTowards(game, monster, goal)) monsterGoal[monster] = 0;
    return;
  }
  if (distance(cell, here) > idleReach) return;
  if (!pickUp(game, monster, kind, cell)) walkAtRandom(game, monster);
}

/** Those who like what lies here take it. */
function pickUp(game: Game, monster: number, kind: number, cell: number): boolean {
  const item = game.itemAt[cell];
  if (item === 0 || !has(kind, trait.wantsGold | trait.wantsItems)) return false;
  const group = classOf[game.itemKind[item]];
  const isWanted =
    group === itemClass.coin || group === itemClass.gem
      ? has(kind, trait.wantsGold)
      : group === itemClass.weapon && has(kind, trait.wantsItems);
  if (!isWanted) return false;
  takeFromFloor(game, item);
  giveToMonster(game, item, monster);
  return true;
}

function actPeacefully(game: Game, monster: number, kind: number): void {
  if (kind === keeper) return actAsKeeper(game, monster);
  if (speedOf[kind] === 0 || !oneIn(game, 3)) return;
  if (kind === priest) {
    // stays in the temple
    const direction = below(game, 8);
    if (roomOf(game, game.monsterCell[monster] + offsets[direction]) !== 0) tryStep(game, monster, direction);
    return;
  }
  walkAtRandom(game, monster);
}

/** Whether a sleeper in sight wakes up. */
const wakes = (game: Game): boolean => oneIn(game, 10);
