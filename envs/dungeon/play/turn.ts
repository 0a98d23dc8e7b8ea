import { itemNamed } from "../data/items.ts";
import { hungerOf } from "../display/hunger.ts";
import { say } from "../display/say.ts";
import { wearsRing } from "../hero/armour.ts";
import { causes, die } from "../hero/hurt.ts";
import { gift, refit } from "../hero/properties.ts";
import { teleportHero } from "../hero/teleport.ts";
import { changeStrength, fallAsleep, isHelpless, stopOccupation } from "../hero/trouble.ts";
import { burdenOf } from "../items/burden.ts";
import { itemBit } from "../items/place.ts";
import { grantMovement, moveMonsters } from "../monsters/act.ts";
import { spawnWanderer } from "../monsters/spawn.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my, status } from "../state/hero.ts";
import { searchAround } from "./search.ts";
import { lookAround } from "./sight.ts";

const ring = (name: string) => itemNamed(name, "ring");
const hungerRing = ring("hunger");
const slowRing = ring("slow hunger");
const searchRing = ring("finding");
const portRing = ring("wandering");
const sleepAmulet = itemNamed("drowsing", "amulet");
const speedBoots = itemNamed("speed boots");
const oilLamp = itemNamed("oil lamp");
const wandererOdds = 70;

/** The hero has acted: everybody else does until it is the hero's turn again. */
export function passTime(game: Game): void {
  const { me } = game;
  me[my.movement] -= 12;
  while (me[my.status] === status.playing) {
    let hasMore = true;
    if (me[my.movement] < 12) {
      while (hasMore && me[my.status] === status.playing) hasMore = moveMonsters(game);
      if (me[my.status] !== status.playing) return;
      newTurn(game);
    }
    if (me[my.movement] < 12) continue;
    if (me[my.sightStale]) {
      me[my.sightStale] = 0;
      lookAround(game);
    }
    if (!isHelpless(game)) return;
    if (me[my.asleep] > 0 && --me[my.asleep] === 0) say(game, "You wake up.");
    if (me[my.paralysed] > 0 && --me[my.paralysed] === 0) say(game, "You can move again.");
    me[my.movement] -= 12;
  }
}

function newTurn(game: Game): void {
  const { me } = game;
  me[my.turn]++;
  me[my.movement] += speed(game);
  grantMovement(game);
  if (oneIn(game, wandererOdds)) spawnWanderer(game);
  regenerate(game);
  digest(game);
  countDown(game);
  game.scent[me[my.cell]] = me[my.turn];
}

/** Twelve a turn; sixteen on average for the quick, twenty for the very quick; less under a burden. */
function speed(game: Game): number {
  const { me, itemKind } = game;
  let moved = 12;
  const isVery = me[my.fast] > 0 || (me[my.boots] !== 0 && itemKind[me[my.boots]] === speedBoots);
  if (isVery) moved += oneIn(game, 3) ? 0 : 12;
  else if (me[my.gifts] & gift.speed) moved += oneIn(game, 3) ? 12 : 0;
  const burden = burdenOf(game);
  return burden === 0 ? moved : Math.max(3, moved - ((moved * burden) >> 2));
}

/** Hit points come back faster for the experienced, and every turn for who wears the ring. */
function regenerate(game: Game): void {
  const { me } = game;
  const turn = me[my.turn];
  if (me[my.hp] < me[my.hpMax]) {
    const level = me[my.level];
    if (me[my.regenerates]) me[my.hp]++;
    else if (level < 10) {
      if (turn % (Math.floor(42 / (level + 2)) + 1) === 0) me[my.hp]++;
    } else if (turn % 3 === 0)
      me[my.hp] = Math.min(me[my.hpMax], me[my.hp] + 1 + below(game, Math.max(1, me[my.constitution] - 12)));
  }
  if (me[my.energy] < me[my.energyMax] && turn % 19 === 0) me[my.energy]++;
}

function digest(game: Game): void {
  const { me } = game;
  const before = hungerOf(me[my.nutrition]);
  const turn = me[my.turn];
  if (!wearsRing(game, slowRing) || turn % 20 === 0) me[my.nutrition]--;
  if (turn % 2 === 0) {
    if (wearsRing(game, hungerRing)) me[my.nutrition]--;
    if (me[my.regenerates]) me[my.nutrition]--;
  }
  if (turn % 20 === 4 && me[my.leftRing] !== 0) me[my.nutrition]--;
  if (turn % 20 === 12 && me[my.rightRing] !== 0) me[my.nutrition]--;
  if (turn % 20 === 8 && me[my.amulet] !== 0) me[my.nutrition]--;
  if (burdenOf(game) > 1 && turn % 2 === 0) me[my.nutrition]--;
  const after = hungerOf(me[my.nutrition]);
  if (after > before) {
    if (after === 2) say(game, "Your stomach growls.");
    else if (after === 3) say(game, "You are weak with hunger.");
    if (after >= 2) stopOccupation(game);
    if (after === 3) changeStrength(game, -1);
  } else if (after < before && before === 3 && after < 3) changeStrength(game, 1);
  if (after < 4) return;
  if (me[my.nutrition] < -100 - 10 * me[my.constitution]) {
    say(game, "You starve.");
    die(game, causes.hunger);
  } else if (!isHelpless(game) && below(game, 20) < -me[my.nutrition] / 10) {
    say(game, "You collapse from hunger.");
    me[my.paralysed] = 3 + below(game, 8);
    stopOccupation(game);
  }
}

function countDown(game: Game): void {
  const { me, itemKind } = game;
  if (me[my.prayerTimeout] > 0) me[my.prayerTimeout] -= me[my.luck] < 0 && oneIn(game, 2) ? 0 : 1;
  if (me[my.luck] !== 0 && me[my.turn] % 600 === 0) me[my.luck] += me[my.luck] > 0 ? -1 : 1;
  if (me[my.confused] > 0 && --me[my.confused] === 0) say(game, "Your head clears.");
  if (me[my.stunned] > 0 && --me[my.stunned] === 0) say(game, "You stand firmly again.");
  if (me[my.fast] > 0 && --me[my.fast] === 0) say(game, "Your haste leaves you.");
  if (me[my.blind] > 0 && --me[my.blind] === 0) {
    say(game, "Your sight comes back.");
    me[my.sightStale] = me[my.roomStale] = 1;
    game.screen.stale = true;
  }
  if (me[my.invisible] > 0 && me[my.invisible] < 1 << 19 && --me[my.invisible] === 0)
    say(game, "You can see your hands again.");
  if (me[my.levitating] > 0 && me[my.levitating] < 1 << 19 && --me[my.levitating] === 0) {
    say(game, "You sink to the floor.");
    me[my.fell] = 1;
  }
  if (me[my.sick] > 0 && --me[my.sick] === 0) {
    say(game, "The sickness kills you.");
    die(game, causes.sickness);
  }
  if (me[my.strangled] > 0) {
    if (--me[my.strangled] === 0) {
      say(game, "You suffocate.");
      die(game, causes.strangling);
      me[my.strangled] = 0;
      refit(game);
    } else say(game, me[my.strangled] > 3 ? "The amulet chokes you." : "You fight for air.");
  }
  if (me[my.amulet] !== 0 && itemKind[me[my.amulet]] === sleepAmulet && oneIn(game, 100) && !isHelpless(game)) {
    say(game, "You fall asleep.");
    fallAsleep(game, between(game, 5, 20));
  }
  if (wearsRing(game, searchRing)) searchAround(game, false);
  if (oneIn(game, 85) && wearsRing(game, portRing)) teleportHero(game);
  if (me[my.turn] % 50 === 0) burnLamps(game);
}

/** Oil lamps use their oil up. */
function burnLamps(game: Game): void {
  for (const item of game.pack) {
    if (item === 0 || (game.itemFlags[item] & itemBit.lit) === 0 || game.itemKind[item] !== oilLamp) continue;
    if (--game.itemPlus[item] > 0) continue;
    game.itemFlags[item] &= ~itemBit.lit;
    say(game, "Your lamp has gone out.");
    game.screen.packChanged = true;
  }
}
