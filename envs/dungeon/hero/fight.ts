import { itemClass } from "../data/item-classes.ts";
import { classOf, damageOf, isMissile, itemNamed, launcherOf, toHitOf } from "../data/items.ts";

import { armourOf, experienceOf, has, levelOf, trait } from "../data/monsters.ts";
import { put, putMonster, say } from "../display/say.ts";
import { dropCorpse, dropRandom } from "../items/make.ts";
import { removeMonster } from "../monsters/place.ts";
import { monsterBit } from "../monsters/state.ts";
import { provoke } from "../monsters/temper.ts";
import { hitChance, surest } from "../play/hit-chance.ts";
import { below, between, oneIn } from "../state/dice.ts";
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

/** What strength adds to damage: a point for every 4 above 10. */
export const damageBonus = ({ me }: Game): number => Math.trunc((me[my.strength] - 10) / 4);

/**
 * The hero's chance in a hundred to hit. Skill is 70, 2 for each level and each point of dexterity above 10, 4 for each
 * point of the weapon and of rings, and 8 for those who know how to fight with bare hands. Whoever sleeps or cannot move is
 * hit almost surely; from within a pit the chance is half.
 */
export function toHit(game: Game, monster: number, weapon: number): number {
  const { me, monsterKind, monsterState, monsterWait, itemPlus, itemKind } = game;
  let points = ringPlus(game, accuracy);
  if (weapon !== 0)
    points += toHitOf[itemKind[weapon]] + (classOf[itemKind[weapon]] === itemClass.weapon ? itemPlus[weapon] : 0);
  else if (me[my.gifts] & gift.martialArts) points += 2;
  const skill = 70 + 2 * me[my.level] + 2 * (me[my.dexterity] - 10) + 4 * points;
  const isHelpless = monsterState[monster] & monsterBit.asleep || monsterWait[monster] > 0;
  const chance = isHelpless ? surest : hitChance(skill, armourOf[monsterKind[monster]]);
  return me[my.pitTurns] > 0 ? chance >> 1 : chance;
}

/** The hero attacks the monster on a cell with what is in hand. */
export function attack(game: Game, monster: number): void {
  const { me, monsterState } = game;
  provoke(game, monster);
  monsterState[monster] &= ~monsterBit.hidden;
  const weapon = me[my.weapon];
  const wasAsleep = (monsterState[monster] & monsterBit.asleep) !== 0;
  const chance = toHit(game, monster, weapon);
  monsterState[monster] &= ~monsterBit.asleep;
  game.monsterGoal[monster] = me[my.cell];
  if (below(game, 100) >= chance) {
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

/** What a blow does. An arrow or another missile in the hand is no better than a fist. */
function weaponDamage(game: Game, weapon: number): number {
  const { me, itemKind, itemPlus } = game;
  let damage: number;
  if (weapon === 0)
    damage =
      me[my.gifts] & gift.martialArts ? between(game, 3, 10) + Math.floor(me[my.level] / 3) : between(game, 1, 3);
  else {
    const kind = itemKind[weapon];
    const sides = damageOf[kind] || 2;
    damage = launcherOf[kind] !== 0 && isMissile[kind] ? between(game, 1, 3) : 1 + below(game, sides);
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

/** A monster dies by the hero's doing. To kill a friend costs luck and good record, one's own pet twice as much. */
export function kill(game: Game, monster: number): void {
  const { me, monsterKind, monsterState, monsterTame } = game;
  const kind = monsterKind[monster];
  put(game, "You have slain ");
  putMonster(game, monster);
  say(game, "!");
  if (monsterTame[monster] > 0) {
    say(game, "It trusted you to the end.");
    me[my.luck] -= 6;
    me[my.alignment] -= 20;
  } else if (monsterState[monster] & monsterBit.peaceful) {
    say(game, "It meant you no harm.");
    me[my.luck] -= 3;
    me[my.alignment] -= 10;
  } else me[my.alignment]++;
  me[my.kills]++;
  game.tally[happened.kills]++;
  gainExperience(game, experienceOf[kind]);
  fall(game, monster);
}

/** A monster is dead: it leaves what it had, perhaps a corpse (half of the weakest do, all from level 10 on), perhaps more. */
export function fall(game: Game, monster: number): void {
  const { monsterKind, monsterCell, killed } = game;
  const kind = monsterKind[monster];
  const cell = monsterCell[monster];
  killed[kind]++;
  removeMonster(game, monster);
  if (!has(kind, trait.boneless) && below(game, 20) < 10 + levelOf[kind]) dropCorpse(game, kind, cell);
  if (oneIn(game, 5)) dropRandom(game, cell);
}

/** Somebody was killed by the hero without a blow that was told of. */
export const isAlive = ({ monsterKind }: Game, monster: number): boolean => monsterKind[monster] !== 0;

/** Whether the hero can still act. */
export const isPlaying = ({ me }: Game): boolean => me[my.status] === status.playing;

/** Damage from the hero's own kick at something hard. */
export function hurtFoot(game: Game): void {
  hurt(game, between(game, 1, 4), causes.kick);
}
