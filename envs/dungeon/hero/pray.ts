import { hungerLevels, hungerOf, nutrition } from "../display/hunger.ts";
import { say } from "../display/say.ts";
import { itemBit } from "../items/place.ts";
import { below, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { loseLevel } from "./growth.ts";
import { causes, hurt } from "./hurt.ts";
import { refit } from "./properties.ts";

/** Turns that the god wants to be left alone: at the start, after a prayer, and what is overlooked in trouble. */
export const patience = { start: 400, full: 500, inTrouble: 125, inDanger: 250 } as const;

/** Less than a fifth of the hit points are left. */
const isDying = ({ me }: Game): boolean => me[my.hp] * 5 < me[my.hpMax];

/** How badly help is needed: 2 in danger of life, 1 in trouble, 0 not at all. */
export function troubleOf(game: Game): 0 | 1 | 2 {
  const { me, pack, itemFlags } = game;
  if (isDying(game) || hungerOf(me[my.nutrition]) >= hungerLevels.weak || me[my.sick] > 0 || me[my.strangled] > 0)
    return 2;
  if (me[my.blind] > 1 || me[my.confused] > 0 || me[my.stunned] > 0) return 1;
  return pack.some((item) => item !== 0 && itemFlags[item] & itemBit.cursed) ? 1 : 0;
}

/**
 * Prays. After a prayer the god wants to be left alone for 500 turns; half of that is enough for those in danger of life, and
 * three quarters for those in trouble. A prayer too early starts the wait over and costs luck; with bad luck or a bad
 * record, it brings the god's anger.
 */
export function pray(game: Game): boolean {
  const { me, tally } = game;
  tally[happened.prayed]++;
  me[my.prayers]++;
  say(game, "You pray to the god of the deep.");
  me[my.paralysed] = Math.max(me[my.paralysed], 2);
  const trouble = troubleOf(game);
  const isTooSoon = me[my.prayerTimeout] > (trouble === 2 ? patience.inDanger : trouble === 1 ? patience.inTrouble : 0);
  if (me[my.luck] < 0 || me[my.alignment] < 0) {
    anger(game);
    return true;
  }
  if (isTooSoon) {
    say(game, "A deep voice says: not yet.");
    me[my.prayerTimeout] = patience.full;
    me[my.luck]--;
    return true;
  }
  say(game, "Warm light falls on you.");
  fix(game);
  tally[happened.answered]++;
  me[my.prayerTimeout] = patience.full;
  return true;
}

/** Mends everything that is wrong. */
function fix(game: Game): void {
  const { me, pack, itemFlags } = game;
  if (isDying(game)) {
    me[my.hp] = me[my.hpMax] = Math.max(10, me[my.hpMax]);
    say(game, "Your wounds close.");
  }
  if (hungerOf(me[my.nutrition]) >= hungerLevels.hungry) {
    me[my.nutrition] = nutrition.start;
    say(game, "You are hungry no more.");
  }
  if (me[my.sick] > 0) {
    me[my.sick] = 0;
    say(game, "The sickness leaves you.");
  }
  if (me[my.strangled] > 0) {
    me[my.strangled] = 0;
    me[my.amulet] = 0;
    say(game, "The grip on your throat loosens.");
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

/** One of three: lightning takes half of the maximum of hit points, a level is lost, or the pack is cursed in part. */
function anger(game: Game): void {
  const { me } = game;
  say(game, "The god is angry!");
  switch (below(game, 3)) {
    case 0:
      say(game, "Lightning falls on you!");
      return hurt(game, me[my.hpMax] >> 1, causes.god);
    case 1:
      if (!loseLevel(game)) say(game, "The ground trembles.");
      return;
    default:
      for (const item of game.pack)
        if (item !== 0 && oneIn(game, 4))
          game.itemFlags[item] = (game.itemFlags[item] & ~(itemBit.blessed | itemBit.blessingKnown)) | itemBit.cursed;
      game.screen.packChanged = true;
      say(game, "Shadows creep into your pack.");
  }
}
