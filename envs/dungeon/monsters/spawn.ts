import { manner } from "../data/attacks.ts";
import { itemClass } from "../data/item-classes.ts";
import { itemNamed } from "../data/items.ts";
import { attacksOf, frequencyOf, has, levelOf, monsterKinds, monsterNamed, speedOf, trait } from "../data/monsters.ts";
import { isFooting } from "../data/terrain.ts";
import { touch } from "../display/touch.ts";
import { giveToMonster } from "../items/lists.ts";
import { makeItem, randomKind } from "../items/make.ts";
import { freeCell, freeCellNear } from "../levels/draw.ts";
import { below, between, oneIn } from "../state/dice.ts";
import { type Game, mostMonsters } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { monsterBit } from "./state.ts";

const bow = itemNamed("bow");
const arrow = itemNamed("arrow");
const gold = itemNamed("gold piece");
const seldom = 3; // one in so many of those who fight with weapons has one
const firstKind = monsterNamed("newt");

/** Puts a monster on a cell; 0 where somebody is already, the level is full or the kind is no more. */
export function spawn(game: Game, kind: number, cell: number): number {
  const { me, monsterKind, monsterAt } = game;
  if (game.gone[kind] !== 0 || monsterAt[cell] !== 0 || cell === me[my.cell]) return 0;
  let monster = 1;
  while (monster < mostMonsters && monsterKind[monster] !== 0) monster++;
  if (monster === mostMonsters) return 0;
  if (monster > me[my.monsterTop]) me[my.monsterTop] = monster;
  const level = Math.max(0, levelOf[kind]);
  monsterKind[monster] = kind;
  monsterAt[cell] = monster;
  game.monsterCell[monster] = cell;
  game.monsterLevel[monster] = level;
  game.monsterHp[monster] = game.monsterHpMax[monster] = between(game, 1 + 3 * level, 3 + 5 * level);
  game.monsterMovement[monster] = 0;
  game.monsterWait[monster] = 0;
  game.monsterFear[monster] = 0;
  game.monsterTame[monster] = 0;
  game.monsterItem[monster] = 0;
  game.monsterGoal[monster] = 0;
  game.monsterState[monster] =
    (has(kind, trait.peaceful) ? monsterBit.peaceful : 0) | (has(kind, trait.disguised) ? monsterBit.hidden : 0);
  equip(game, monster, kind);
  touch(game, cell);
  return monster;
}

function equip(game: Game, monster: number, kind: number): void {
  const at = kind * 12;
  const fights = attacksOf[at] === manner.weapon + 1;
  const shoots = attacksOf[at + 4] === manner.shot + 1;
  if (shoots) {
    give(game, monster, bow);
    give(game, monster, arrow);
  } else if (fights && oneIn(game, seldom)) give(game, monster, randomKind(game, itemClass.weapon));
  if (has(kind, trait.wantsGold) && oneIn(game, 3)) give(game, monster, gold);
}

function give(game: Game, monster: number, kind: number): void {
  const item = makeItem(game, kind);
  if (item !== 0) giveToMonster(game, item, monster);
}

/** A kind of a level up to the depth, but at most 3 above the hero's; the weakest quarter of these does not come. */
export function randomMonster(game: Game): number {
  const { me, gone } = game;
  const hardest = Math.min(me[my.depth], me[my.level] + 3);
  const easiest = hardest >> 2;
  const count = monsterKinds.length;
  let total = 0;
  for (let kind = firstKind; kind < count; kind++)
    if (levelOf[kind] <= hardest && levelOf[kind] >= easiest && gone[kind] === 0) total += frequencyOf[kind];
  let chance = below(game, total);
  for (let kind = firstKind; kind < count; kind++) {
    if (levelOf[kind] > hardest || levelOf[kind] < easiest || gone[kind] !== 0) continue;
    chance -= frequencyOf[kind];
    if (chance < 0) return kind;
  }
  return firstKind;
}

/** Spawns a kind with its companions, if it comes in groups. */
export function spawnGroup(game: Game, kind: number, cell: number, asleep: boolean): number {
  const first = spawn(game, kind, cell);
  if (first === 0) return 0;
  if (asleep) game.monsterState[first] |= monsterBit.asleep;
  const depth = game.me[my.depth];
  let others = has(kind, trait.horde)
    ? between(game, 1, Math.min(6, 2 + depth))
    : has(kind, trait.pack)
      ? below(game, Math.min(4, 1 + depth))
      : 0;
  for (; others > 0; others--) {
    const near = freeCellNear(game, cell);
    const other = near < 0 ? 0 : spawn(game, kind, near);
    if (other !== 0 && asleep) game.monsterState[other] |= monsterBit.asleep;
  }
  return first;
}

/** Somebody comes from far away, out of the hero's sight. */
export function spawnWanderer(game: Game): void {
  for (let attempt = 0; attempt < 10; attempt++) {
    const cell = freeCell(game);
    if (cell < 0) return;
    if (game.sight[cell] !== 0) continue;
    spawnGroup(game, randomMonster(game), cell, false);
    return;
  }
}

/** Whether a monster of a kind can stand on terrain. */
export const canStand = (kind: number, ground: number): boolean =>
  isFooting[ground] === 1 ||
  (has(kind, trait.flies) && (ground === 32 || ground === 34)) ||
  (has(kind, trait.swims) && ground === 32);

export const isSlow = (kind: number): boolean => speedOf[kind] < 12;
