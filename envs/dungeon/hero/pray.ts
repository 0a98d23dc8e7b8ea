import { say } from "../display/say.ts";
import { itemBit } from "../items/place.ts";
import { below, between, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { loseLevel } from "./growth.ts";
import { causes, hurt } from "./hurt.ts";
import { refit } from "./properties.ts";

/** How badly help is needed: 2 in danger of life, 1 in trouble, 0 not at all. */
export function troubleOf({ me, pack, itemFlags }: Game): 0 | 1 | 2 {
  if (me[my.hp] < 6 || me[my.hp] * 7 < me[my.hpMax] || me[my.nutrition] < 50 || me[my.sick] > 0 || me[my.strangled] > 0)
    return 2;
  if (me[my.blind] > 1 || me[my.confused] > 0 || me[my.stunned] > 0) return 1;
  return pack.some((item) => item !== 0 && itemFlags[item] & itemBit.cursed) ? 1 : 0;
}

/**
 * Prays. It helps those in danger when the last prayer was 200 turns ago or the timeout has run down that far, those in
 * trouble below 100, and anybody at 0; never those with bad luck or a bad record.
 */
export function pray(game: Game): boolean {
  const { me, tally } = game;
  tally[happened.prayed]++;
  me[my.prayers]++;
  say(game, "You pray to the god of the deep.");
  me[my.paralysed] = Math.max(me[my.paralysed], 2);
  const trouble = troubleOf(game);
  const isTooSoon = me[my.prayerTimeout] > (trouble === 2 ? 200 : trouble === 1 ? 100 : 0);
  if (me[my.luck] < 0 || me[my.alignment] < 0) {
    anger(game);
    return true;
  }
  if (isTooSoon) {
    say(game, "The god does not like to be bothered.");
    if (me[my.prayerTimeout] > 400) anger(game);
    me[my.prayerTimeout] += 250;
    me[my.luck] = Math.max(-5, me[my.luck] - 1);
    return true;
  }
  say(game, "Warm light falls on you.");
  fix(game);
  me[my.prayerTimeout] = between(game, 50, 350);
  return true;
}

/** Mends everything that is wrong. */
function fix(game: Game): void {
  const { me, pack, itemFlags } = game;
  if (me[my.hp] < 6 || me[my.hp] * 7 < me[my.hpMax]) {
    me[my.hpMax] = Math.max(me[my.hpMax], me[my.level] * 5 + 11);
    me[my.hp] = me[my.hpMax];
    say(game, "Your wounds close.");
  }
  if (me[my.nutrition] < 150) {
    me[my.nutrition] = 900;
    say(game, "You are hungry no more.");
  }
  if (me[my.sick] > 0) {
    me[my.sick] = 0;
    say(game, "The sickness leaves you.");
  }
  if (me[my.strangled] > 0) {
    me[my.strangled] = 0;
    me[my.amulet] = 0;
    say(game, "You can breathe again.");
  }
  if (me[my.blind] > 1) me[my.blind] = 1;
  if (me[my.confused] > 1) me[my.confused] = 1;
  if (me[my.stunned] > 1) me[my.stunned] = 1;
  for (const item of pack)
    if (item !== 0 && itemFlags[item] & itemBit.cursed) {
      itemFlags[item] &= ~itemBit.cursed;
      say(game, "A curse is lifted from something of yours.");
      break;
    }
  refit(game);
}

function anger(game: Game): void {
  const { me } = game;
  say(game, "The god is angry!");
  switch (below(game, 4)) {
    case 0:
      say(game, "Lightning falls on you!");
      return hurt(game, roll(game, 3, 8), causes.god);
    case 1:
      if (loseLevel(game)) return;
      return say(game, "You feel guilty.");
    case 2:
      for (const item of game.pack)
        if (item !== 0 && oneIn(game, 4))
          game.itemFlags[item] = (game.itemFlags[item] & ~(itemBit.blessed | itemBit.blessingKnown)) | itemBit.cursed;
      game.screen.packChanged = true;
      return say(game, "Shadows creep into your pack.");
    default:
      me[my.wisdom] = Math.max(3, me[my.wisdom] - 1);
      return say(game, "You feel foolish.");
  }
}
