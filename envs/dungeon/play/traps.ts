import { isMetal, itemNamed } from "../data/items.ts";
import { trap, trapMask, trapNames, trapSeen } from "../data/traps.ts";
import { put, say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { causes, hurt } from "../hero/hurt.ts";
import { refit } from "../hero/properties.ts";
import { teleportHero } from "../hero/teleport.ts";
import { changeStrength, fallAsleep, stopOccupation } from "../hero/trouble.ts";
import { dropNew } from "../items/make.ts";
import { itemBit } from "../items/place.ts";
import { freeCellNear } from "../levels/draw.ts";
import { branchOf, mainLevels } from "../levels/places.ts";
import { travel } from "../levels/travel.ts";
import { randomMonster, spawn } from "../monsters/spawn.ts";
import { wakeNear } from "../monsters/temper.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my, status, wornFields } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { hitChance } from "./hit-chance.ts";

const [arrow, dart, rock] = [itemNamed("arrow"), itemNamed("dart"), itemNamed("rock")];
const skill = 85; // of traps that shoot

/** The hero steps on a trap. One that is known is avoided half of the time. */
export function spring(game: Game, cell: number): void {
  const { me, traps, tally } = game;
  const kind = traps[cell] & trapMask;
  const wasSeen = (traps[cell] & trapSeen) !== 0;
  stopOccupation(game);
  if (wasSeen && kind !== trap.teleport && kind !== trap.magic && oneIn(game, 2)) {
    put(game, "You take care to avoid the ");
    put(game, trapNames[kind]);
    return say(game, ".");
  }
  traps[cell] |= trapSeen;
  touch(game, cell);
  tally[happened.trapped]++;
  switch (kind) {
    case trap.arrow:
      missile(game, cell, arrow, "A hidden bow twangs!", 5);
      return;
    case trap.dart:
      if (!missile(game, cell, dart, "A dart flies from the wall!", 3) || !oneIn(game, 3) || me[my.resistsPoison])
        return;
      say(game, "There was poison on its tip.");
      return changeStrength(game, -1);
    case trap.fallingRock:
      say(game, "A stone drops from the ceiling onto you!");
      dropNew(game, rock, cell);
      return hurt(game, between(game, 3, 9) >> (me[my.helmet] !== 0 ? 1 : 0), causes.trap);
    case trap.squeakyBoard:
      say(game, "A loose board creaks under you.");
      return wakeNear(game, 40);
    case trap.bearTrap:
      say(game, "Iron jaws snap shut around your leg!");
      me[my.heldTurns] = between(game, 3, 6);
      return hurt(game, between(game, 3, 6), causes.trap);
    case trap.landMine:
      say(game, "The ground explodes beneath you!");
      traps[cell] = trap.pit | trapSeen;
      me[my.pitTurns] = between(game, 3, 6);
      wakeNear(game, 40);
      return hurt(game, between(game, 6, 14), causes.trap);
    case trap.rollingBoulder:
      say(game, "A boulder rolls by.");
      return;
    case trap.sleepingGas:
      if (me[my.resistsSleep]) return say(game, "Gas hisses out, but you stay awake.");
      say(game, "Gas hisses out, and your eyes close.");
      return fallAsleep(game, between(game, 8, 16));
    case trap.rust:
      say(game, "Water pours over you!");
      return rustSomething(game);
    case trap.fire:
      say(game, "Fire shoots up around you!");
      if (me[my.resistsFire]) return say(game, "It does not harm you.");
      return hurt(game, between(game, 3, 8), causes.trap);
    case trap.pit:
    case trap.spikedPit:
      say(game, kind === trap.pit ? "The ground opens: you are in a pit." : "The ground opens onto spikes!");
      me[my.pitTurns] = between(game, 3, 6);
      return hurt(game, kind === trap.pit ? between(game, 2, 5) : between(game, 4, 8), causes.trap);
    case trap.hole:
    case trap.trapDoor:
      return fallDown(game);
    case trap.teleport:
      return teleportHero(game);
    case trap.web:
      say(game, "Sticky threads catch you!");
      me[my.heldTurns] = between(game, 2, 5);
      return;
    case trap.magic:
      traps[cell] = 0;
      if (oneIn(game, 3)) return say(game, "The air hums for a moment.");
      say(game, "Shapes step out of the air!");
      for (let i = between(game, 1, 3); i > 0; i--) {
        const near = freeCellNear(game, cell);
        if (near >= 0) spawn(game, randomMonster(game), near);
      }
      return;
    default:
  }
}

/** Something is shot at the hero and lies there then. Says whether it hit. */
function missile(game: Game, cell: number, kind: number, words: string, most: number): boolean {
  const { me } = game;
  say(game, words);
  const item = dropNew(game, kind, cell);
  if (item !== 0 && game.itemPlace[item] !== 0) game.itemCount[item] = 1;
  if (below(game, 100) >= hitChance(skill, me[my.armourClass])) {
    say(game, "It flies past you.");
    return false;
  }
  say(game, "It strikes you.");
  hurt(game, between(game, 1, most), causes.trap);
  return true;
}

function rustSomething(game: Game): void {
  const { me, itemFlags, itemKind } = game;
  const item = me[wornFields[1 + below(game, 6)]];
  if (item === 0 || itemFlags[item] & itemBit.eroded || !isMetal[itemKind[item]]) return;
  itemFlags[item] |= itemBit.eroded;
  say(game, "Your armour rusts!");
  refit(game);
}

/** Falls to the level below, where there is one. */
export function fallDown(game: Game): void {
  const { me } = game;
  const place = me[my.place];
  if (branchOf(place) === 1 ? place >= mainLevels + 4 : place >= mainLevels - 1)
    return say(game, "The ground is too hard.");
  say(game, "The floor gives way beneath you!");
  if (me[my.status] === status.playing) travel(game, place + 1, "fall");
}
