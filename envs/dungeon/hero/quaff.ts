import { itemNamed } from "../data/items.ts";
import { glyphs } from "../display/glyphs.ts";
import { itemGlyph } from "../display/ground.ts";
import { put, say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { isBlessed, isCursed, learn } from "../items/identify.ts";
import { useUp } from "../items/lists.ts";
import { useUnpaid } from "../play/shop.ts";
import { below, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { gainExperience, gainLevel, loseLevel } from "./growth.ts";
import { causes, heal, hurt } from "./hurt.ts";
import { gift, refit } from "./properties.ts";
import { blind, changeStrength, confuse, fallAsleep } from "./trouble.ts";

type Effect = (game: Game, sign: -1 | 0 | 1) => boolean;

/** What each potion does; the sign is -1 for a cursed, 1 for a blessed one. Says whether one sees what it was. */
const effects: { readonly [name: string]: Effect } = {
  water(game, sign) {
    if (sign === 0) say(game, "It is water.");
    else if (sign < 0) {
      say(game, "It burns your throat!");
      hurt(game, 0, causes.potion);
    } else {
      say(game, "You feel cleansed.");
      game.me[my.sick] = 0;
    }
    return true;
  },
  healing(game, sign) {
    say(game, "Your wounds close a little.");
    heal(game, roll(game, 6 + 2 * sign, 4), sign < 0 ? 0 : 1);
    if (sign >= 0) cure(game);
    return true;
  },
  "greater healing"(game, sign) {
    say(game, "Your wounds close.");
    heal(game, roll(game, 6 + 2 * sign, 8), sign < 0 ? 0 : sign > 0 ? 5 : 2);
    cure(game);
    return true;
  },
  "complete healing"(game, sign) {
    say(game, "Every wound closes.");
    heal(game, 400, 4 + 4 * sign);
    game.me[my.sick] = 0;
    cure(game);
    return true;
  },
  experience(game, sign) {
    if (sign < 0) {
      say(game, "A chill runs down your spine.");
      loseLevel(game);
    } else gainLevel(game);
    return true;
  },
  vigour(game, sign) {
    const { me } = game;
    say(game, sign < 0 ? "You feel drained." : "Power floods through you.");
    me[my.energyMax] = Math.max(0, me[my.energyMax] + (sign < 0 ? -2 : 2 + below(game, 5)));
    me[my.energy] = sign < 0 ? Math.min(me[my.energy], me[my.energyMax]) : me[my.energyMax];
    return true;
  },
  "true sight"(game, sign) {
    say(game, "It tastes of berries, and your eyes water.");
    if (sign >= 0) {
      game.me[my.gifts] |= gift.seeInvisible;
      refit(game);
      game.screen.stale = true;
    }
    return false;
  },
  "berry juice"(game, sign) {
    say(game, sign < 0 ? "It tastes of rotten berries." : "It tastes of berries.");
    game.me[my.nutrition] += 20 * (2 + sign);
    return false;
  },
  spirits(game, sign) {
    say(game, sign < 0 ? "It is strong drink gone stale." : "It is strong drink.");
    confuse(game, roll(game, 3, 8));
    heal(game, 1, 0);
    game.me[my.nutrition] += 10 * (2 + sign);
    return true;
  },
  confusion(game, sign) {
    confuse(game, 8 + below(game, 8) * (2 - sign));
    return true;
  },
  blindness(game, sign) {
    if (game.me[my.blind] > 0) return false;
    blind(game, 50 + below(game, 100 - 60 * sign));
    return true;
  },
  slumber(game) {
    if (game.me[my.resistsSleep] || game.me[my.freeAction]) {
      say(game, "You yawn.");
      return true;
    }
    say(game, "You drop off to sleep.");
    fallAsleep(game, 1 + below(game, 25));
    return true;
  },
  haste(game, sign) {
    say(game, "Your feet fly.");
    game.me[my.fast] += 60 + below(game, 40) + 60 * sign;
    return true;
  },
  levitation(game, sign) {
    const { me } = game;
    if (me[my.levitating] > 0) return false;
    say(game, "You rise from the floor.");
    me[my.levitating] = 20 + below(game, 100) + (sign > 0 ? 100 : 0);
    me[my.pitTurns] = 0;
    if (sign < 0) hurt(game, 1 + below(game, 6), causes.potion);
    return true;
  },
  invisibility(game) {
    const { me } = game;
    say(game, me[my.seesInvisible] ? "Your skin shimmers." : "Your hands fade from sight.");
    me[my.invisible] = Math.max(me[my.invisible], 40 + below(game, 60));
    return true;
  },
  might(game, sign) {
    say(game, sign < 0 ? "Your arms feel like straw." : "Your muscles swell.");
    changeStrength(game, sign < 0 ? -1 : 1 + (sign > 0 ? 1 : 0));
    return true;
  },
  "sensing monsters"(game) {
    const { me, monsterKind, monsterCell, memory } = game;
    let count = 0;
    for (let monster = 1; monster <= me[my.monsterTop]; monster++) {
      if (monsterKind[monster] === 0) continue;
      count++;
      memory[monsterCell[monster]] = glyphs.monster + monsterKind[monster];
      touch(game, monsterCell[monster]);
    }
    say(game, count > 0 ? "You know where the monsters are." : "You sense nobody.");
    return count > 0;
  },
  "sensing things"(game) {
    const { memory, itemAt } = game;
    let count = 0;
    for (let cell = 0; cell < cells; cell++) {
      if (itemAt[cell] === 0) continue;
      count++;
      memory[cell] = itemGlyph(game, itemAt[cell]);
      touch(game, cell);
    }
    say(game, count > 0 ? "You know where things lie." : "You sense nothing.");
    return count > 0;
  },
  sickness(game, sign) {
    const { me } = game;
    say(game, "It tastes vile.");
    if (sign > 0) {
      say(game, "It was only stale.");
      hurt(game, 1, causes.potion);
    } else if (me[my.resistsPoison]) say(game, "It does you no harm.");
    else {
      changeStrength(game, -1 - below(game, 3));
      hurt(game, 1 + below(game, 10), causes.potion);
    }
    return true;
  },
  acid(game, sign) {
    say(game, "It burns your throat!");
    hurt(game, roll(game, sign > 0 ? 1 : sign < 0 ? 2 : 1, 10), causes.potion);
    return true;
  },
};

function cure(game: Game): void {
  const { me } = game;
  if (me[my.blind] > 1) me[my.blind] = 1;
}

const byKind = new Map(Object.entries(effects).map(([name, effect]) => [itemNamed(name, "potion"), effect]));

/** Drinks a potion. */
export function quaff(game: Game, item: number): boolean {
  const { itemKind, known, tally } = game;
  const kind = itemKind[item];
  const sign = isCursed(game, item) ? -1 : isBlessed(game, item) ? 1 : 0;
  useUnpaid(game, item);
  useUp(game, item);
  tally[happened.quaffed]++;
  if (byKind.get(kind)!(game, sign)) learn(game, kind);
  else if (!known[kind]) gainExperience(game, 0, 10);
  return true;
}

/** Drinks from a fountain. */
export function drinkFromFountain(game: Game): boolean {
  const { me } = game;
  const chance = below(game, 30);
  if (chance < 10) {
    say(game, "The water is cold and good.");
    me[my.nutrition] += below(game, 10);
  } else if (chance < 20) say(game, "The water is lukewarm.");
  else if (chance < 24) {
    say(game, "The water makes you retch.");
    me[my.nutrition] -= 20 + below(game, 10);
  } else if (chance < 27) {
    say(game, "The water is unclean!");
    if (!me[my.resistsPoison]) {
      changeStrength(game, -1);
      hurt(game, 1 + below(game, 10), causes.potion);
    }
  } else if (chance === 27) {
    say(game, "For a moment you see what cannot be seen.");
    me[my.gifts] |= gift.seeInvisible;
    refit(game);
  } else {
    put(game, "This water's no good!");
    say(game, "");
    me[my.nutrition] -= 10;
  }
  if (oneIn(game, 12)) {
    say(game, "The fountain runs dry.");
    game.terrain[me[my.cell]] = 19;
    touch(game, me[my.cell]);
  }
  return true;
}
