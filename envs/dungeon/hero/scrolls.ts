import { itemClass } from "../data/item-classes.ts";
import { classOf, itemNamed } from "../data/items.ts";
import { monsterKinds } from "../data/monsters.ts";
import { cellFlag, terrain as is, isSecret, isWall } from "../data/terrain.ts";
import { glyphs, terrainGlyph } from "../display/glyphs.ts";
import { put, putItem, say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { identify } from "../items/identify.ts";
import { endItem } from "../items/lists.ts";
import { itemBit } from "../items/place.ts";
import { freeCellNear } from "../levels/draw.ts";
import { removeMonster } from "../monsters/place.ts";
import { randomMonster, spawn } from "../monsters/spawn.ts";
import { monsterBit } from "../monsters/state.ts";
import { below, between } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells, distance } from "../state/grid.ts";
import { my, wornFields } from "../state/hero.ts";
import { causes, hurt } from "./hurt.ts";
import { refit } from "./properties.ts";
import { detect, enchanted, forSeen, isIdentified, lightUp, wornPiece } from "./scroll-work.ts";
import { teleportHero } from "./teleport.ts";
import { fallAsleep } from "./trouble.ts";

type Effect = (game: Game, sign: -1 | 0 | 1) => boolean;

const gold = itemNamed("gold piece");

/** What each scroll does; the sign is -1 for a cursed, 1 for a blessed one. Says whether one sees what it was. */
export const effects: { readonly [name: string]: Effect } = {
  naming(game, sign) {
    let left = sign > 0 ? 4 : sign < 0 ? 1 : 2;
    for (const item of game.pack) {
      if (item === 0 || left === 0 || isIdentified(game, item)) continue;
      identify(game, item);
      putItem(game, item);
      say(game, ".");
      left--;
    }
    return true;
  },
  sharpening(game, sign) {
    const { me, itemKind, itemPlus, itemFlags } = game;
    const weapon = me[my.weapon];
    if (weapon === 0 || classOf[itemKind[weapon]] !== itemClass.weapon) {
      say(game, "Your fingers tingle.");
      return false;
    }
    say(game, sign < 0 ? "Your weapon loses its shine." : "Your weapon gleams.");
    itemPlus[weapon] = enchanted(itemPlus[weapon], sign);
    if (sign >= 0) itemFlags[weapon] &= ~itemBit.cursed;
    game.screen.packChanged = true;
    return true;
  },
  hardening(game, sign) {
    const { itemPlus, itemFlags } = game;
    const piece = wornPiece(game);
    if (piece === 0) {
      say(game, "Your skin prickles.");
      return false;
    }
    say(game, sign < 0 ? "Your armour loses its shine." : "Your armour gleams.");
    itemPlus[piece] = enchanted(itemPlus[piece], sign);
    if (sign >= 0) itemFlags[piece] &= ~itemBit.cursed;
    refit(game);
    return true;
  },
  cleansing(game, sign) {
    const { me, pack, itemFlags } = game;
    if (sign < 0) {
      say(game, "A weight shifts in your pack, and stays.");
      return false;
    }
    // from everything in the pack; a blessed scroll blesses what is in hand, too
    say(game, "A weight is lifted from you.");
    for (const item of pack) if (item !== 0) itemFlags[item] &= ~itemBit.cursed;
    if (sign > 0 && me[my.weapon] !== 0) itemFlags[me[my.weapon]] |= itemBit.blessed;
    game.screen.packChanged = true;
    return true;
  },
  elsewhere(game) {
    teleportHero(game);
    return true;
  },
  "crumbling armour"(game) {
    const { me, pack } = game;
    const piece = wornPiece(game);
    if (piece === 0) {
      say(game, "Your clothes rustle.");
      return false;
    }
    say(game, "Your armour falls apart!");
    for (const field of wornFields) if (field !== 0 && me[field] === piece) me[field] = 0;
    pack[pack.indexOf(piece)] = 0;
    endItem(game, piece);
    refit(game);
    return true;
  },
  summoning(game, sign) {
    for (let count = sign < 0 ? 6 : sign > 0 ? 1 : 2; count > 0; count--) {
      const cell = freeCellNear(game, game.me[my.cell]);
      if (cell >= 0) spawn(game, randomMonster(game), cell);
    }
    return true;
  },
  light(game, sign) {
    lightUp(game, sign >= 0);
    return true;
  },
  "finding gold"(game) {
    return detect(
      game,
      (item) => game.itemKind[item] === gold,
      "You know where gold lies.",
      "You think of gold, in vain.",
    );
  },
  "finding food"(game) {
    return detect(
      game,
      (item) => classOf[game.itemKind[item]] === itemClass.food,
      "You know where food lies.",
      "You think of food, in vain.",
    );
  },
  mapping(game) {
    say(game, "You know the shape of this level.");
    const { terrain, memory, flags, me } = game;
    for (let cell = 0; cell < cells; cell++) {
      if (isSecret[terrain[cell]])
        terrain[cell] = isWall[terrain[cell]]
          ? terrain[cell] === is.secretDoorVertical
            ? is.closedVertical
            : is.closedHorizontal
          : is.corridor;
      const ground = terrain[cell];
      if (ground === is.stone || memory[cell] !== glyphs.map) continue;
      memory[cell] = terrainGlyph[ground];
      if ((flags[cell] & cellFlag.explored) === 0) {
        flags[cell] |= cellFlag.explored;
        me[my.tilesSeen]++;
      }
      touch(game, cell);
    }
    return true;
  },
  "bewildering touch"(game, sign) {
    if (sign < 0) {
      say(game, "Your fingers tingle.");
      return false;
    }
    say(game, "A haze gathers around your hands.");
    game.me[my.confusesTouch] = 1;
    return true;
  },
  dread(game) {
    let heard = 0;
    forSeen(game, (monster) => {
      game.monsterFear[monster] = 20 + below(game, 20);
      heard++;
    });
    say(game, heard > 0 ? "You hear feet running away." : "You hear nothing.");
    return false;
  },
  fire(game, sign) {
    if (game.me[my.resistsFire]) say(game, "The scroll burns in your hands without harm.");
    else {
      say(game, "The scroll bursts into flames!");
      hurt(game, sign > 0 ? 2 : 5, causes.burning);
    }
    forSeen(game, (monster) => {
      if (distance(game.monsterCell[monster], game.me[my.cell]) > 1) return;
      game.monsterHp[monster] = Math.max(1, game.monsterHp[monster] - between(game, 4, 8));
    });
    return true;
  },
  slumber(game, sign) {
    if (sign < 0 && !game.me[my.resistsSleep]) {
      say(game, "You are the first to drop off.");
      fallAsleep(game, between(game, 3, 15));
      return true;
    }
    forSeen(game, (monster) => {
      game.monsterWait[monster] = Math.max(game.monsterWait[monster], between(game, 5, 20));
    });
    say(game, "The air grows heavy.");
    return true;
  },
  extinction(game, sign) {
    // the most common kind in sight, or else on the level; cursed brings more of it
    const { me, monsterKind, gone } = game;
    let kind = 0;
    for (let monster = 1; monster <= me[my.monsterTop] && kind === 0; monster++)
      if (monsterKind[monster] !== 0 && (game.monsterState[monster] & monsterBit.peaceful) === 0)
        kind = monsterKind[monster];
    if (kind === 0) {
      say(game, "You feel at peace.");
      return false;
    }
    if (sign < 0) {
      for (let count = 3; count > 0; count--) {
        const cell = freeCellNear(game, me[my.cell]);
        if (cell >= 0) spawn(game, kind, cell);
      }
      say(game, "More of them come!");
      return true;
    }
    gone[kind] = 1;
    for (let monster = 1; monster <= me[my.monsterTop]; monster++)
      if (monsterKind[monster] === kind) removeMonster(game, monster);
    put(game, "There are no more of these: ");
    put(game, monsterKinds[kind].name);
    say(game, ".");
    return true;
  },
};
