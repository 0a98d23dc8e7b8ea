import { itemClass } from "../data/item-classes.ts";
import { classOf, damageOf, isMissile, itemNamed, launcherOf, toHitOf } from "../data/items.ts";

import { armourOf, experienceOf, has, levelOf, monsterNamed, trait } from "../data/monsters.ts";
import { put, putMonster, say } from "../display/say.ts";
import { dropCorpse, dropRandom } from "../items/make.ts";
import { removeMonster } from "../monsters/place.ts";
import { monsterBit } from "../monsters/state.ts";
import { provoke } from "../monsters/temper.ts";
import { below, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my, status } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { ringPlus } from "./armour.ts";
import { gainExperience } from "./growth.ts";
import { causes, hurt } from "./hurt.ts";
import { passive } from "./passive.ts";
import { gift } from "./properties.ts";

const accuracy = itemNamed("sure blows", "ring");
const force = itemNamed("strong blows", "ring");
const keeper = monsterNamed("shopkeeper");

/** What strength and dexterity add to hitting; and strength to damage. */
export const hitBonus = ({ me }: Game): number =>
  (me[my.strength] < 6 ? -2 : me[my.strength] < 8 ? -1 : me[my.strength] < 17 ? 0 : me[my.strength] < 18 ? 1 : 2) +
  (me[my.dexterity] < 6 ? -2 : me[my.dexterity] < 8 ? -1 : me[my.dexterity] < 15 ? 0 : me[my.dexterity] - 14);
export const damageBonus = ({ me }: Game): number =>
  me[my.strength] < 6
    ? -1
    : me[my.strength] < 16
      ? 0
      : me[my.strength] < 17
        ? 1
        : me[my.strength] < 18
          ? 1
          : me[my.strength] < 19
            ? 2
            : 3;

/**
 * The number that a die of twenty sides must stay below to hit: 1 + bonus for strength and dexterity + the monster's armour
 * class + the hero's level + what weapon and rings add; 2 more against those who cannot move.
 */
export function toHit(game: Game, monster: number, weapon: number): number {
  const { me, monsterKind, monsterState, monsterWait, itemPlus, itemKind } = game;
  let number =
    1 +
    hitBonus(game) +
    armourOf[monsterKind[monster]] +
    me[my.level] +
    ringPlus(game, accuracy) +
    (me[my.luck] > 0 ? 1 : me[my.luck] < 0 ? -1 : 0);
  if (weapon !== 0)
    number += toHitOf[itemKind[weapon]] + (classOf[itemKind[weapon]] === itemClass.weapon ? itemPlus[weapon] : 0);
  else if (me[my.gifts] & gift.martialArts) number += 2;
  if (monsterState[monster] & monsterBit.asleep || monsterWait[monster] > 0) number += 2;
  if (me[my.pitTurns] > 0) number -= 3;
  return number;
}

/** The hero attacks the monster on a cell with what is in hand. */
export function attack(game: Game, monster: number): void {
  const { me, monsterState } = game;
  provoke(game, monster);
  monsterState[monster] &= ~monsterBit.hidden;
  const weapon = me[my.weapon];
  const wasAsleep = (monsterState[monster] & monsterBit.asleep) !== 0;
  monsterState[monster] &= ~monsterBit.asleep;
  game.monsterGoal[monster] = me[my.cell];
  if (toHit(game, monster, weapon) <= 1 + below(game, 20)) {
    put(game, "You miss ");
    putMonster(game, monster);
    say(game, ".");
    if (!wasAsleep || oneIn(game, 2)) passive(game, monster, false, game.monsterKind[monster]);
    return;
  }
  game.tally[happened.hits]++;
  const kind = game.monsterKind[monster];
  const isDead = strike(
    game,
    monster,
    Math.max(1, weaponDamage(game, weapon)),
    weapon === 0 && me[my.gifts] & gift.martialArts ? "You strike " : "You hit ",
  );
  passive(game, isDead ? 0 : monster, true, kind);
}

/** What a blow does. A launcher, or a missile in the hand, does little. */
function weaponDamage(game: Game, weapon: number): number {
  const { me, itemKind, itemPlus } = game;
  let damage: number;
  if (weapon === 0)
    damage =
      me[my.gifts] & gift.martialArts
        ? roll(game, 1, 8) + 2 + Math.floor(me[my.level] / 3) + below(game, 3)
        : 1 + below(game, 2);
  else {
    const kind = itemKind[weapon];
    const sides = damageOf[kind] || 2;
    damage = launcherOf[kind] !== 0 && isMissile[kind] ? 1 + below(game, 2) : 1 + below(game, sides);
    if (classOf[kind] === itemClass.weapon) damage += itemPlus[weapon];
  }
  return damage + damageBonus(game) + ringPlus(game, force);
}

/** Damages a monster, says so, and says whether it died of it. */
export function strike(game: Game, monster: number, damage: number, words: string): boolean {
  const { me, monsterHp, monsterHpMax, monsterFear, monsterKind, monsterState } = game;
  monsterHp[monster] -= damage;
  if (monsterHp[monster] <= 0) {
    kill(game, monster);
    return true;
  }
  put(game, words);
  putMonster(game, monster);
  say(game, damage > 10 ? "!" : ".");
  if (me[my.confusesTouch] > 0) {
    me[my.confusesTouch] = 0;
    monsterState[monster] |= monsterBit.confused;
  }
  if (
    monsterHp[monster] < monsterHpMax[monster] / 3 &&
    oneIn(game, 4) &&
    !has(monsterKind[monster], trait.fearless | trait.mindless)
  )
    monsterFear[monster] = 10;
  return false;
}

/** A monster dies by the hero's doing. */
export function kill(game: Game, monster: number): void {
  const { me, monsterKind, monsterLevel, monsterState, monsterTame } = game;
  const kind = monsterKind[monster];
  put(game, has(kind, trait.undead) ? "You destroy " : "You kill ");
  putMonster(game, monster);
  say(game, "!");
  if (monsterTame[monster] > 0) {
    say(game, "You have killed your own pet!");
    me[my.luck] -= 5;
    me[my.alignment] -= 15;
  } else if (monsterState[monster] & monsterBit.peaceful) {
    say(game, "That was murder.");
    me[my.luck] -= 5;
    me[my.alignment] -= 5;
  } else me[my.alignment]++;
  me[my.kills]++;
  game.tally[happened.kills]++;
  const above = Math.max(0, monsterLevel[monster] - levelOf[kind]);
  gainExperience(game, experienceOf[kind] + above * above);
  fall(game, monster);
}

/** A monster is dead: it leaves what it had, and perhaps a corpse. */
export function fall(game: Game, monster: number): void {
  const { monsterKind, monsterCell, killed } = game;
  const kind = monsterKind[monster];
  const cell = monsterCell[monster];
  killed[kind]++;
  removeMonster(game, monster);
  const isBig = levelOf[kind] > 7 || kind === keeper;
  if (!has(kind, trait.boneless) && (isBig || oneIn(game, 2))) dropCorpse(game, kind, cell);
  if (oneIn(game, 6)) dropRandom(game, cell);
}

/** Somebody was killed by the hero without a blow that was told of. */
export const isAlive = ({ monsterKind }: Game, monster: number): boolean => monsterKind[monster] !== 0;

/** Whether the hero can still act. */
export const isPlaying = ({ me }: Game): boolean => me[my.status] === status.playing;

/** Damage from the hero's own weight of blow against something hard. */
export function hurtFoot(game: Game): void {
  hurt(game, 1 + below(game, game.me[my.constitution] > 15 ? 3 : 5), causes.kick);
}
