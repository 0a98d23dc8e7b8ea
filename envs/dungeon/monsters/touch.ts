import { effect } from "../data/attacks.ts";
import { itemClass } from "../data/item-classes.ts";
import { classOf, isMetal, itemNamed } from "../data/items.ts";
import { attacksOf } from "../data/monsters.ts";
import { put, putItem, putMonster, putNumber, say, sayOf } from "../display/say.ts";
import { loseLevel } from "../hero/growth.ts";
import { causes, die, hurt } from "../hero/hurt.ts";
import { refit } from "../hero/properties.ts";
import { blind, changeStrength, confuse, fallAsleep, isHelpless, paralyse } from "../hero/trouble.ts";
import { endItem, giveToMonster, takeFromPack } from "../items/lists.ts";
import { makeItem } from "../items/make.ts";
import { isInUse } from "../items/names.ts";
import { itemBit } from "../items/place.ts";
import { below, between, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my, wornFields } from "../state/hero.ts";
import { removeMonster, teleportMonster } from "./place.ts";

const gold = itemNamed("gold piece");

/** What an attack does besides damage. */
export function affect(game: Game, monster: number, what: number, damage: number): void {
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
export function burst(game: Game, monster: number, at: number): void {
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
