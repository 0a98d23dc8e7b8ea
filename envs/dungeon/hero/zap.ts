import { cellFlag, terrain as is } from "../data/terrain.ts";
import { trap, trapSeen } from "../data/traps.ts";
import { say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { learn } from "../items/identify.ts";
import { freeCellNear } from "../levels/draw.ts";
import { randomMonster, spawn } from "../monsters/spawn.ts";
import { fallDown } from "../play/traps.ts";
import { between } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { causes, die, hurt } from "./hurt.ts";
import { damageFrom, shootRay } from "./rays.ts";
import { lightUp } from "./scroll-work.ts";
import { teleportHero } from "./teleport.ts";
import { fallAsleep } from "./trouble.ts";
import { wands } from "./wands.ts";

/** Whether a wand needs a direction; one that is not known asks for it too. */
export const needsDirection = (game: Game, kind: number): boolean =>
  !game.known[kind] || (kind !== wands.light && kind !== wands.create);

export const directions = { self: 8, up: 9, down: 10 } as const;

/** Zaps a wand. A direction from 0 to 7, or one of `directions`. */
export function zap(game: Game, item: number, direction: number): boolean {
  const { itemPlus, itemKind, tally, me } = game;
  const kind = itemKind[item];
  if (itemPlus[item] <= 0) {
    say(game, "The wand does nothing.");
    return true;
  }
  itemPlus[item]--;
  game.screen.packChanged = true;
  tally[happened.zapped]++;
  if (kind === wands.light) {
    lightUp(game, true);
    learn(game, kind);
    return true;
  }
  if (kind === wands.create) {
    const cell = freeCellNear(game, me[my.cell]);
    if (cell >= 0) spawn(game, randomMonster(game), cell);
    learn(game, kind);
    return true;
  }
  if (direction === directions.self) zapSelf(game, kind);
  else if (direction === directions.down && kind === wands.digging) {
    learn(game, kind);
    digHole(game);
  } else if (direction < 8) shootRay(game, kind, direction);
  else say(game, "Nothing happens.");
  return true;
}

function zapSelf(game: Game, kind: number): void {
  const { me } = game;
  switch (kind) {
    case wands.sleep:
      learn(game, kind);
      if (me[my.resistsSleep]) return say(game, "You stay awake.");
      say(game, "Your own ray puts you to sleep.");
      return fallAsleep(game, between(game, 10, 30));
    case wands.death:
      learn(game, kind);
      say(game, "You point death at yourself.");
      return die(game, causes.wand);
    case wands.teleport:
      learn(game, kind);
      return teleportHero(game);
    case wands.speed:
      learn(game, kind);
      me[my.fast] += 50;
      return say(game, "You speed up.");
    case wands.fire:
    case wands.cold:
    case wands.lightning:
    case wands.missile:
    case wands.striking:
      learn(game, kind);
      say(game, "You feel the full force of it.");
      return hurt(game, damageFrom(game, kind), causes.wand);
    case wands.digging:
      return say(game, "Dust trickles from the ceiling.");
    default:
      say(game, "It tickles.");
  }
}

/** A hole in the floor beneath the hero, who falls through. */
export function digHole(game: Game): void {
  const { me, terrain, traps, flags } = game;
  const cell = me[my.cell];
  if (terrain[cell] >= is.stairsUp && terrain[cell] <= is.throne) return say(game, "You cannot dig here.");
  if (flags[cell] & cellFlag.undiggable) return say(game, "You cannot dig here.");
  say(game, "You break through the floor.");
  traps[cell] = trap.hole | trapSeen;
  touch(game, cell);
  fallDown(game);
}
