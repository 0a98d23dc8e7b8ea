import { itemClass } from "../data/item-classes.ts";
import { classOf, damageOf, isMissile, itemNamed, launcherOf, weightOf } from "../data/items.ts";
import { has, monsterKinds, trait } from "../data/monsters.ts";
import { isFooting, isOpen } from "../data/terrain.ts";
import { put, putMonster, putThisItem, say, sayOf } from "../display/say.ts";
import { isCursed } from "../items/identify.ts";
import { endItem, placeOnFloor, takeFromPack } from "../items/lists.ts";
import { itemBit } from "../items/place.ts";
import { monsterBit } from "../monsters/state.ts";
import { provoke, tame } from "../monsters/temper.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { damageBonus, strike, toHit } from "./fight.ts";

const corpse = itemNamed("corpse");

/** Throws one of an item 8 cells far, or 12 with the right launcher in hand; a cell less for every 20 of weight. */
export function throwItem(game: Game, item: number, direction: number): boolean {
  const { me, itemKind, itemFlags, tally, screen } = game;
  if (me[my.weapon] === item && isCursed(game, item)) {
    say(game, "You cannot throw it: it clings to your hand.");
    itemFlags[item] |= itemBit.blessingKnown;
    screen.packChanged = true;
    return true;
  }
  const kind = itemKind[item];
  const launcher = me[my.weapon];
  const isFired = launcherOf[kind] !== 0 && launcher !== 0 && itemKind[launcher] === launcherOf[kind];
  const thrown = takeFromPack(game, item, 1);
  if (thrown === 0) return false;
  itemFlags[thrown] |= itemBit.dropped;
  tally[happened.thrown]++;
  const reach = Math.max(1, (isFired ? 12 : 8) - Math.floor(weightOf[kind] / 20));
  let cell = me[my.cell];
  for (let flown = 0; direction < 8 && flown < reach; flown++) {
    const next = cell + offsets[direction];
    if (isOpen[game.terrain[next]] === 0) break;
    cell = next;
    const monster = game.monsterAt[cell];
    if (monster !== 0 && hits(game, thrown, monster, isFired)) return true;
  }
  land(game, thrown, cell);
  return true;
}

/** Comes to rest; potions break. */
function land(game: Game, thrown: number, cell: number): void {
  const { itemKind, terrain } = game;
  if (classOf[itemKind[thrown]] === itemClass.potion) {
    say(game, "The flask shatters.");
    return endItem(game, thrown);
  }
  if (isFooting[terrain[cell]] === 0) {
    say(game, "Splash!");
    return endItem(game, thrown);
  }
  placeOnFloor(game, thrown, cell);
}

/** Says whether it hit, and then what became of it is settled. */
function hits(game: Game, thrown: number, monster: number, isFired: boolean): boolean {
  const { itemKind, itemOf, itemPlus, monsterKind, monsterState, monsterCell, monsterTame } = game;
  const kind = itemKind[thrown];
  const cell = monsterCell[monster];
  if (
    classOf[kind] === itemClass.food &&
    has(monsterKind[monster], trait.domestic) &&
    !(kind === corpse && has(itemOf[thrown], trait.poisonous))
  ) {
    if (monsterTame[monster] === 0) {
      tame(game, monster);
      sayOf(game, monster, " seems friendly now.");
    } else sayOf(game, monster, " catches it.");
    endItem(game, thrown);
    return true;
  }
  if (monsterTame[monster] > 0) return false;
  provoke(game, monster);
  // what is made to be thrown or is shot flies straighter than anything else
  const chance = toHit(game, monster, thrown) + (isFired || (isMissile[kind] && launcherOf[kind] === 0) ? 8 : -8);
  monsterState[monster] &= ~(monsterBit.asleep | monsterBit.hidden);
  game.monsterGoal[monster] = game.me[my.cell];
  if (below(game, 100) >= chance) {
    putThisItem(game, thrown, "The ");
    put(game, " misses ");
    putMonster(game, monster);
    say(game, ".");
    return false;
  }
  game.tally[happened.hits]++;
  if (classOf[kind] === itemClass.potion) {
    put(game, "The flask breaks over the ");
    put(game, monsterKinds[monsterKind[monster]].name);
    say(game, ".");
    endItem(game, thrown);
    strike(game, monster, 1, "You hit ");
    return true;
  }
  const isWeak = launcherOf[kind] !== 0 && !isFired;
  const damage = isWeak
    ? between(game, 1, 3)
    : between(game, 1, damageOf[kind] || 2) +
      (classOf[kind] === itemClass.weapon ? itemPlus[thrown] : 0) +
      damageBonus(game);
  const breaks = isMissile[kind] && (launcherOf[kind] !== 0 || damageOf[kind] < 4) && oneIn(game, 2);
  if (breaks) endItem(game, thrown);
  else placeOnFloor(game, thrown, cell);
  strike(game, monster, Math.max(1, damage), "You hit ");
  return true;
}
