import { delayOf, foodOf, itemNamed } from "../data/items.ts";
import { has, levelOf, monsterNamed, nutritionOf, trait } from "../data/monsters.ts";
import { nutrition } from "../display/hunger.ts";
import { putThisItem, say } from "../display/say.ts";
import { isCursed } from "../items/identify.ts";
import { endItem, takeFromFloor, useUp } from "../items/lists.ts";
import { place } from "../items/place.ts";
import { useUnpaid } from "../play/shop.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { causes, heal, hurt } from "./hurt.ts";
import { gift, refit } from "./properties.ts";
import { changeStrength } from "./trouble.ts";

const corpse = itemNamed("corpse");
const lichen = monsterNamed("lichen");
const newt = monsterNamed("newt");
const eye = monsterNamed("staring eye");
const [apple, garlic, sage, carrot, honey] = ["apple", "bulb of garlic", "sprig of sage", "carrot", "jar of honey"].map(
  (name) => itemNamed(name),
);
const spoils = { stale: 40, deadly: 80 } as const; // turns after which a corpse makes ill, and kills

/** `me[my.busyWith]`. */
export const task = { none: 0, eating: 1, digging: 2, dressing: 3 } as const;

/** Eats an item from the pack or the floor, over as many turns as it takes. */
export function eat(game: Game, item: number): boolean {
  const { me, itemKind, itemOf, itemBorn, itemFlags, tally } = game;
  const kind = itemKind[item];
  const whose = itemOf[item];
  const age = me[my.turn] - itemBorn[item];
  const cursed = isCursed(game, item);
  if (me[my.nutrition] > nutrition.full) {
    say(game, "Your stomach will take no more.");
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
  if (kind === apple && !cursed) return say(game, "It is crisp and sweet.");
  if (kind === carrot && me[my.blind] > 1) {
    me[my.blind] = 1;
    return;
  }
  if (kind === sage || kind === garlic) return say(game, "Your breath could stop a horse.");
  if (kind === honey) {
    if (cursed) hurt(game, between(game, 2, 6), causes.corpse);
    else heal(game, me[my.hpMax] >> 2, 1);
    return;
  }
  if (cursed && oneIn(game, 2)) {
    say(game, "It is mouldy inside, and makes you dizzy.");
    me[my.confused] += between(game, 4, 8);
  }
}

function eatCorpse(game: Game, whose: number, age: number, cursed: boolean): void {
  const { me } = game;
  const keeps = whose === lichen;
  const isUndead = has(whose, trait.undead); // and so was rotten before it fell
  if (!keeps && (age > spoils.stale || isUndead)) {
    if (age > spoils.deadly || cursed || isUndead) {
      say(game, "The meat was rotten to the bone.  You fall gravely ill.");
      if (me[my.sick] === 0) me[my.sick] = between(game, 15, 25);
      return;
    }
    say(game, "Your stomach turns.");
    return hurt(game, between(game, 3, 6), causes.corpse);
  }
  if (has(whose, trait.acidic)) {
    say(game, "It burns all the way down.");
    hurt(game, between(game, 4, 10), causes.corpse);
  }
  if (has(whose, trait.poisonous)) {
    if (me[my.resistsPoison]) say(game, "The poison does nothing to you.");
    else {
      say(game, "Its flesh is poison!");
      changeStrength(game, -1);
      hurt(game, between(game, 4, 10), causes.corpse);
    }
  }
  if (whose === newt && me[my.energy] < me[my.energyMax]) {
    me[my.energy]++;
    say(game, "A spark runs down your throat.");
  }
  // the stronger it was, the likelier it is to pass something on
  const chance = 10 + 5 * levelOf[whose];
  if (whose === eye) learnGift(game, gift.telepathy, "You sense minds around you.", 100);
  else if (has(whose, trait.resistsFire)) learnGift(game, gift.fire, "Fire seems less frightening now.", chance);
  else if (has(whose, trait.resistsCold)) learnGift(game, gift.cold, "Cold seems less bitter now.", chance);
  else if (has(whose, trait.resistsPoison)) learnGift(game, gift.poison, "Your blood feels stronger.", chance);
  else if (has(whose, trait.resistsSleep)) learnGift(game, gift.sleep, "Sleep seems far away.", chance);
}

function learnGift(game: Game, which: number, words: string, chance: number): void {
  const { me } = game;
  if (me[my.gifts] & which || below(game, 100) >= chance) return;
  me[my.gifts] |= which;
  say(game, words);
  refit(game);
}
