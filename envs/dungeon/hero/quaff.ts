import { itemNamed } from "../data/items.ts";
import { glyphs } from "../display/glyphs.ts";
import { itemGlyph } from "../display/ground.ts";
import { say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { isBlessed, isCursed, learn } from "../items/identify.ts";
import { useUp } from "../items/lists.ts";
import { useUnpaid } from "../play/shop.ts";
import { between } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { gainLevel, loseLevel } from "./growth.ts";
import { causes, heal, hurt } from "./hurt.ts";
import { gift, refit } from "./properties.ts";
import { blind, changeStrength, confuse, fallAsleep } from "./trouble.ts";

type Sign = -1 | 0 | 1;

type Effect = (game: Game, sign: Sign) => boolean;

/** A number give or take a quarter, which a blessing halves and a curse makes half as large again: of what is bad. */
const harm = (game: Game, size: number, sign: Sign) =>
  ((2 - sign) * between(game, (3 * size) >> 2, (5 * size) >> 2)) >> 1;

/** The same of what is good: a blessing makes it half as large again, and a curse halves it. */
const boon = (game: Game, size: number, sign: Sign) =>
  ((2 + sign) * between(game, (3 * size) >> 2, (5 * size) >> 2)) >> 1;

/** Heals so many quarters of the maximum: one more if blessed, one less if cursed, which does not raise the maximum. */
function healQuarters(game: Game, quarters: number, sign: Sign): void {
  heal(game, Math.ceil((game.me[my.hpMax] * (quarters + sign)) / 4), sign < 0 ? 0 : quarters - 1);
}

/** What each potion does; the sign is -1 for a cursed, 1 for a blessed one. Says whether one sees what it was. */
const effects: { readonly [name: string]: Effect } = {
  water(game, sign) {
    if (sign === 0) say(game, "It is water.");
    else if (sign < 0) {
      say(game, "It tastes of graves.");
      game.me[my.nutrition] -= 50;
    } else {
      say(game, "It leaves you clean and calm.");
      game.me[my.sick] = 0;
    }
    return true;
  },
  healing(game, sign) {
    say(game, "Your wounds close a little.");
    healQuarters(game, 2, sign);
    cure(game);
    return true;
  },
  "greater healing"(game, sign) {
    say(game, "Your wounds close.");
    healQuarters(game, 3, sign);
    cure(game);
    return true;
  },
  "complete healing"(game, sign) {
    say(game, "Every wound closes.");
    healQuarters(game, 4, sign);
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
    me[my.energyMax] = Math.max(0, me[my.energyMax] + (sign < 0 ? -3 : 4 + 2 * sign));
    me[my.energy] = sign < 0 ? Math.min(me[my.energy], me[my.energyMax]) : me[my.energyMax];
    return true;
  },
  "true sight"(game, sign) {
    if (sign < 0) {
      say(game, "Your eyes itch.");
      return false;
    }
    say(game, "Your eyes water, and then the air itself seems clearer.");
    game.me[my.gifts] |= gift.seeInvisible;
    refit(game);
    game.screen.stale = true;
    return true;
  },
  "berry juice"(game, sign) {
    say(game, sign < 0 ? "It tastes of rotten berries." : "It tastes of berries.");
    game.me[my.nutrition] += boon(game, 60, sign);
    return true;
  },
  spirits(game, sign) {
    say(game, sign < 0 ? "It is strong drink gone stale." : "It is strong drink.");
    confuse(game, harm(game, 12, sign));
    game.me[my.nutrition] += 30;
    return true;
  },
  confusion(game, sign) {
    confuse(game, harm(game, 16, sign));
    return true;
  },
  blindness(game, sign) {
    if (game.me[my.blind] > 0) return false;
    blind(game, harm(game, 100, sign));
    return true;
  },
  slumber(game, sign) {
    if (game.me[my.resistsSleep] || game.me[my.freeAction]) {
      say(game, "You yawn.");
      return true;
    }
    say(game, "You drop off to sleep.");
    fallAsleep(game, harm(game, 12, sign));
    return true;
  },
  haste(game, sign) {
    say(game, "Your feet fly.");
    game.me[my.fast] += boon(game, 80, sign);
    return true;
  },
  levitation(game, sign) {
    const { me } = game;
    if (me[my.levitating] > 0) return false;
    say(game, "You rise from the floor.");
    me[my.levitating] = boon(game, 60, sign);
    me[my.pitTurns] = 0;
    return true;
  },
  invisibility(game, sign) {
    const { me } = game;
    say(game, me[my.seesInvisible] ? "Your skin shimmers." : "Your hands fade from sight.");
    me[my.invisible] = Math.max(me[my.invisible], boon(game, 70, sign));
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
    if (me[my.resistsPoison]) say(game, "It does you no harm.");
    else {
      if (sign <= 0) changeStrength(game, -1);
      hurt(game, harm(game, 8, sign), causes.potion);
    }
    return true;
  },
  acid(game, sign) {
    say(game, "It eats at your mouth and throat!");
    hurt(game, harm(game, 8, sign), causes.potion);
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
  const { itemKind, tally } = game;
  const kind = itemKind[item];
  const sign = isCursed(game, item) ? -1 : isBlessed(game, item) ? 1 : 0;
  useUnpaid(game, item);
  useUp(game, item);
  tally[happened.quaffed]++;
  if (byKind.get(kind)!(game, sign)) learn(game, kind);
  return true;
}
