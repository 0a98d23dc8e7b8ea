import { delayOf, foodOf, itemNamed } from "../data/items.ts";
import { has, levelOf, monsterNamed, nutritionOf, trait } from "../data/monsters.ts";
import { putThisItem, say } from "../display/say.ts";
import { isCursed } from "../items/identify.ts";
import { endItem, takeFromFloor, useUp } from "../items/lists.ts";
import { place } from "../items/place.ts";
import { useUnpaid } from "../play/shop.ts";
import { below, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { gainLevel } from "./growth.ts";
import { causes, heal, hurt } from "./hurt.ts";
import { gift, refit } from "./properties.ts";
import { changeStrength, paralyse } from "./trouble.ts";

const corpse = itemNamed("corpse");
const lichen = monsterNamed("lichen");
const wraith = monsterNamed("wraith");
const newt = monsterNamed("newt");
const eye = monsterNamed("staring eye");
const [apple, garlic, sage, carrot, honey] = ["apple", "bulb of garlic", "sprig of sage", "carrot", "jar of honey"].map(
  (name) => itemNamed(name),
);
const rots = 50; // turns after which a corpse begins to make ill

/** `me[my.busyWith]`. */
export const task = { none: 0, eating: 1, digging: 2, dressing: 3 } as const;

/** Eats an item from the pack or the floor, over as many turns as it takes. */
export function eat(game: Game, item: number): boolean {
  const { me, itemKind, itemOf, itemBorn, itemFlags, tally } = game;
  const kind = itemKind[item];
  const whose = itemOf[item];
  const age = me[my.turn] - itemBorn[item];
  const cursed = isCursed(game, item);
  if (me[my.nutrition] > 1900) {
    say(game, "You cannot eat another bite.");
    return false;
  }
  if (itemFlags[item] & 16) useUnpaid(game, item);
  putThisItem(game, item, kind === corpse ? "You eat the " : "You begin to eat the ");
  say(game, ".");
  if (game.itemPlace[item] === place.pack) useUp(game, item);
  else if (game.itemCount[item] > 1) game.itemCount[item]--;
  else {
    takeFromFloor(game, item);
    endItem(game, item);
  }
  tally[happened.eaten]++;
  me[my.eaten]++;
  me[my.busyWith] = task.eating;
  if (kind !== corpse) {
    me[my.busy] = delayOf[kind];
    me[my.busyItem] = Math.ceil(foodOf[kind] / delayOf[kind]);
    treat(game, kind, cursed);
    return true;
  }
  me[my.busy] = 2 + Math.min(10, levelOf[whose]);
  me[my.busyItem] = Math.ceil(nutritionOf[whose] / me[my.busy]);
  eatCorpse(game, whose, age, cursed);
  return true;
}

/** A turn of eating. */
export function chew({ me }: Game): void {
  me[my.nutrition] += me[my.busyItem];
}

function treat(game: Game, kind: number, cursed: boolean): void {
  const { me } = game;
  if (kind === apple && !cursed) return say(game, "Delicious!");
  if (kind === carrot && me[my.blind] > 1) {
    me[my.blind] = 1;
    return;
  }
  if (kind === sage || kind === garlic) return say(game, "Your breath could stop a horse.");
  if (kind === honey) {
    if (cursed) hurt(game, 1 + below(game, 10), causes.corpse);
    else heal(game, 10 + below(game, 10), 1);
    return;
  }
  if (cursed && oneIn(game, 3)) {
    say(game, "That tasted foul!");
    return rotten(game);
  }
}

function rotten(game: Game): void {
  const { me } = game;
  if (oneIn(game, 3)) {
    say(game, "You double up with cramps.");
    paralyse(game, 1 + below(game, 10));
  } else {
    say(game, "You feel dizzy.");
    me[my.confused] += 2 + below(game, 6);
  }
}

function eatCorpse(game: Game, whose: number, age: number, cursed: boolean): void {
  const { me } = game;
  const keeps = whose === lichen;
  if (!keeps && (age > rots || has(whose, trait.undead))) {
    if (age > rots + 20 || cursed || has(whose, trait.undead)) {
      say(game, "That meat had gone bad!");
      if (me[my.sick] === 0) me[my.sick] = 10 + below(game, 10);
      say(game, "You are mortally ill.");
      return;
    }
    say(game, "Your stomach turns.");
    return hurt(game, 1 + below(game, 8), causes.corpse);
  }
  if (has(whose, trait.acidic)) {
    say(game, "It burns all the way down.");
    hurt(game, 1 + below(game, 15), causes.corpse);
  }
  if (has(whose, trait.poisonous) && !oneIn(game, 5)) {
    if (me[my.resistsPoison]) say(game, "The poison does nothing to you.");
    else {
      say(game, "It was poisonous!");
      changeStrength(game, -1 - below(game, 3));
      hurt(game, roll(game, 1, 15), causes.corpse);
    }
  }
  if (whose === wraith) {
    gainLevel(game);
    return;
  }
  if (whose === newt && oneIn(game, 3) && me[my.energy] < me[my.energyMax]) {
    me[my.energy]++;
    say(game, "You tingle with energy.");
  }
  const chance = Math.min(15, 1 + levelOf[whose]);
  if (whose === eye) learnGift(game, gift.telepathy, "You sense minds around you.", 15);
  else if (has(whose, trait.resistsFire)) learnGift(game, gift.fire, "Fire seems less frightening now.", chance);
  else if (has(whose, trait.resistsCold)) learnGift(game, gift.cold, "Cold seems less bitter now.", chance);
  else if (has(whose, trait.resistsPoison)) learnGift(game, gift.poison, "Your blood feels stronger.", chance);
  else if (has(whose, trait.resistsSleep)) learnGift(game, gift.sleep, "Sleep seems far away.", chance);
}

function learnGift(game: Game, which: number, words: string, chance: number): void {
  const { me } = game;
  if (me[my.gifts] & which || below(game, 15) >= chance) return;
  me[my.gifts] |= which;
  say(game, words);
  refit(game);
}
