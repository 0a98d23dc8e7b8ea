import { effect, manner, verbs } from "../data/attacks.ts";
import { itemClass } from "../data/item-classes.ts";
import { classOf, damageOf, isMetal, itemNamed } from "../data/items.ts";
import { attacksOf, has, trait } from "../data/monsters.ts";
import { put, putItem, putMonster, putNumber, say, sayOf } from "../display/say.ts";
import { loseLevel } from "../hero/growth.ts";
import { causes, die, hurt } from "../hero/hurt.ts";
import { refit } from "../hero/properties.ts";
import { blind, changeStrength, confuse, fallAsleep, isHelpless, paralyse, stopOccupation } from "../hero/trouble.ts";
import { endItem, giveToMonster, takeFromPack } from "../items/lists.ts";
import { makeItem } from "../items/make.ts";
import { isInUse } from "../items/names.ts";
import { itemBit } from "../items/place.ts";
import { hitChance, surest } from "../play/hit-chance.ts";
import { below, between, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my, status, wornFields } from "../state/hero.ts";
import { removeMonster, teleportMonster } from "./place.ts";
import { monsterBit } from "./state.ts";

const gold = itemNamed("gold piece");

/** A monster next to the hero attacks with all it has. */
export function attackHero(game: Game, monster: number): void {
  const { me, monsterKind, monsterState } = game;
  const kind = monsterKind[monster];
  if (monsterState[monster] & monsterBit.hidden) monsterState[monster] &= ~monsterBit.hidden;
  stopOccupation(game);
  me[my.noticed] = 1;
  for (let attack = 0; attack < 3; attack++) {
    const at = (kind * 3 + attack) * 4;
    const how = attacksOf[at] - 1;
    if (how < 0 || how === manner.passive || how === manner.breath || how === manner.shot) continue;
    if (
      me[my.status] !== status.playing ||
      monsterKind[monster] !== kind ||
      monsterState[monster] & monsterBit.peaceful
    )
      return;
    if (how === manner.burst) {
      burst(game, monster, at);
      return;
    }
    if (how === manner.spell && !oneIn(game, 2)) continue;
    if (below(game, 100) >= chanceOf(game, monster)) {
      if (me[my.asleep] === 0) sayOf(game, monster, " misses.");
      continue;
    }
    land(game, monster, at, how);
  }
}

/** What a monster's level is worth as skill. */
export const skillOf = ({ monsterLevel }: Game, monster: number): number => 85 + 3 * monsterLevel[monster];

/** A monster's chance in a hundred to hit the hero: almost sure for the helpless, half for one it cannot see. */
function chanceOf(game: Game, monster: number): number {
  const { me, monsterKind } = game;
  if (isHelpless(game)) return surest;
  const chance = hitChance(skillOf(game, monster), me[my.armourClass]);
  return me[my.invisible] && !has(monsterKind[monster], trait.seesInvisible) ? chance >> 1 : chance;
}

/** Damage of a blow: its dice, and what a weapon in its hand adds. */
function damageFrom(game: Game, monster: number, at: number, how: number): number {
  const { monsterItem, itemNext, itemKind } = game;
  let damage = attacksOf[at + 1] > 0 ? roll(game, attacksOf[at + 1], attacksOf[at + 2]) : 0;
  if (how === manner.weapon)
    for (let item = monsterItem[monster]; item !== 0; item = itemNext[item])
      if (classOf[itemKind[item]] === itemClass.weapon) {
        damage += below(game, Math.max(1, damageOf[itemKind[item]]));
        break;
      }
  return damage;
}

function land(game: Game, monster: number, at: number, how: number): void {
  const { me, monsterKind } = game;
  const kind = monsterKind[monster];
  const damage = damageFrom(game, monster, at, how);
  const what = attacksOf[at + 3];
  putMonster(game, monster, true);
  put(game, " ");
  put(game, verbs[how]);
  say(game, " you.");
  if (what !== effect.stealGold && what !== effect.stealItem) hurt(game, damage, causes.monster, kind);
  if (me[my.status] === status.playing && what !== effect.none) affect(game, monster, what, damage);
}

/** What an attack does besides damage. */
function affect(game: Game, monster: number, what: number, damage: number): void {
  const { me, monsterKind } = game;
  const kind = monsterKind[monster];
  switch (what) {
    case effect.poison:
      if (!oneIn(game, 3)) return;
      if (me[my.resistsPoison]) return say(game, "The poison does nothing to you.");
      say(game, "Poison burns in the wound and saps your strength.");
      changeStrength(game, -1);
      return hurt(game, damage, causes.poison);
    case effect.fire:
      if (!me[my.resistsFire] && oneIn(game, 3)) burnScroll(game);
      return;
    case effect.sleep:
      if (me[my.resistsSleep] || me[my.asleep] > 0 || !oneIn(game, 4)) return;
      say(game, "Your eyes fall shut.");
      fallAsleep(game, between(game, 3, 7));
      return;
    case effect.paralyse:
      if (isHelpless(game) || !oneIn(game, 4)) return;
      if (me[my.freeAction]) return say(game, "Your limbs grow heavy for a moment.");
      say(game, "Your limbs turn to lead!");
      paralyse(game, between(game, 3, 7));
      return;
    case effect.drain:
      if (!oneIn(game, 4)) return;
      if (!loseLevel(game)) die(game, causes.monster, kind);
      return;
    case effect.stealGold:
      return stealGold(game, monster);
    case effect.stealItem:
      return stealItem(game, monster);
    case effect.grab:
      if (me[my.heldBy] !== 0) return;
      me[my.heldBy] = monster;
      say(game, "You are held fast!");
      return;
    case effect.blind:
      return blind(game, damage);
    case effect.stun:
      if (me[my.stunned] === 0) say(game, "The world reels.");
      me[my.stunned] = Math.max(me[my.stunned], 2 + below(game, 6));
      return;
    case effect.teleport:
      return confuse(game, 3);
    case effect.rust:
      return rust(game);
    case effect.disease:
      if (me[my.sick] > 0 || !oneIn(game, 3)) return;
      say(game, "A fever takes hold of you.");
      me[my.sick] = between(game, 30, 50);
      return;
    case effect.curse:
      return curseItem(game);
    default:
  }
}

function stealGold(game: Game, monster: number): void {
  const { me } = game;
  if (me[my.gold] === 0) return;
  const amount = Math.min(me[my.gold], 10 + Math.floor(me[my.gold] / 3) + below(game, 50));
  me[my.gold] -= amount;
  const item = makeItem(game, gold);
  if (item !== 0) {
    game.itemCount[item] = amount;
    giveToMonster(game, item, monster);
  }
  put(game, "Quick fingers take ");
  putNumber(game, amount);
  say(game, " of your gold.");
  game.monsterFear[monster] = 30;
  teleportMonster(game, monster);
}

function stealItem(game: Game, monster: number): void {
  const { me, pack } = game;
  const first = below(game, pack.length);
  for (let i = 0; i < pack.length; i++) {
    const item = pack[(first + i) % pack.length];
    if (item === 0 || isInUse(me, item)) continue;
    putMonster(game, monster, true);
    put(game, " snatches ");
    const taken = takeFromPack(game, item, game.itemCount[item]);
    putStolen(game, taken);
    giveToMonster(game, taken, monster);
    game.monsterFear[monster] = 30;
    teleportMonster(game, monster);
    return;
  }
  say(game, "There is nothing to take.");
}

function putStolen(game: Game, item: number): void {
  putItem(game, item);
  say(game, "!");
}

/** One piece of iron that is worn begins to rust. */
function rust(game: Game): void {
  const { me, itemKind, itemFlags } = game;
  const item = me[wornFields[1 + below(game, 6)]];
  if (item === 0 || !isMetal[itemKind[item]] || itemFlags[item] & itemBit.eroded) return;
  itemFlags[item] |= itemBit.eroded;
  say(game, "Your armour rusts!");
  refit(game);
}

function burnScroll(game: Game): void {
  for (const item of game.pack)
    if (item !== 0 && classOf[game.itemKind[item]] === itemClass.scroll) {
      say(game, "One of your scrolls catches fire!");
      const burnt = takeFromPack(game, item, 1);
      if (burnt !== 0) endItem(game, burnt);
      return;
    }
}

function curseItem(game: Game): void {
  const item = game.pack[below(game, game.pack.length)];
  if (item === 0) return;
  say(game, "Something of yours feels wrong.");
  game.itemFlags[item] = (game.itemFlags[item] & ~(itemBit.blessed | itemBit.blessingKnown)) | itemBit.cursed;
  game.screen.packChanged = true;
}

/** It bursts and is gone. */
function burst(game: Game, monster: number, at: number): void {
  const damage = roll(game, attacksOf[at + 1], attacksOf[at + 2]);
  sayOf(game, monster, " bursts apart!");
  if (attacksOf[at + 3] === effect.blind) {
    if (game.me[my.blind] === 0) {
      say(game, "The flash leaves you blind!");
      blind(game, damage);
    }
  } else hurt(game, damage, causes.monster, game.monsterKind[monster]);
  removeMonster(game, monster);
}
