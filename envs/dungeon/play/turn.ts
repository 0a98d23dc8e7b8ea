import { itemNamed } from "../data/items.ts";
import { hungerLevels, hungerOf, nutrition } from "../display/hunger.ts";
import { say } from "../display/say.ts";
import { wearsRing } from "../hero/armour.ts";
import { causes, die } from "../hero/hurt.ts";
import { gift, refit } from "../hero/properties.ts";
import { teleportHero } from "../hero/teleport.ts";
import { fallAsleep, isHelpless, paralyse, stopOccupation } from "../hero/trouble.ts";
import { burdenOf } from "../items/burden.ts";
import { itemBit } from "../items/place.ts";
import { grantMovement, moveMonsters } from "../monsters/act.ts";
import { spawnWanderer } from "../monsters/spawn.ts";
import { between, oneIn } from "../state/dice.ts";
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
const wandererOdds = 80; // one turn in so many somebody comes
const luckLasts = 500; // turns until a point of luck is gone, good or bad

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
    if (me[my.asleep] > 0 && --me[my.asleep] === 0) say(game, "You are awake again.");
    if (me[my.paralysed] > 0 && --me[my.paralysed] === 0) say(game, "Your limbs obey you again.");
    me[my.movement] -= 12;
  }
}

function newTurn(game: Game): void {
  const { me } = game;
  me[my.turn]++;
  me[my.movement] += speed(game);
  grantMovement(game);
  if (!game.rules.quiet && oneIn(game, wandererOdds)) spawnWanderer(game);
  regenerate(game);
  digest(game);
  countDown(game);
  game.scent[me[my.cell]] = me[my.turn];
}

/** Twelve a turn; sixteen for the quick, twenty for the very quick; every step of burden takes a sixth. */
function speed(game: Game): number {
  const { me, itemKind } = game;
  const isVery = me[my.fast] > 0 || (me[my.boots] !== 0 && itemKind[me[my.boots]] === speedBoots);
  const moved = isVery ? 20 : me[my.gifts] & gift.speed ? 16 : 12;
  return moved - Math.floor((moved * burdenOf(game)) / 6);
}

/** What falls due in this turn of a number of things spread evenly over a period of turns. */
const due = (turn: number, count: number, period: number): number =>
  Math.floor((turn * count) / period) - Math.floor(((turn - 1) * count) / period);

/** Level + 2 hit points come back in 40 turns, and one every turn for who wears the ring; energy once in 20 turns. */
function regenerate(game: Game): void {
  const { me } = game;
  const turn = me[my.turn];
  if (me[my.hp] < me[my.hpMax]) me[my.hp] += me[my.regenerates] ? 1 : due(turn, me[my.level] + 2, 40);
  if (me[my.energy] < me[my.energyMax]) me[my.energy] += due(turn, 1, 20);
}

/** Nutrition for 20 turns: 20, or 5 with slow digestion; 1 for each ring and amulet; 10 for hunger, regeneration, stress. */
function appetite(game: Game): number {
  const { me } = game;
  let rate = wearsRing(game, slowRing) ? 5 : 20;
  if (me[my.leftRing] !== 0) rate++;
  if (me[my.rightRing] !== 0) rate++;
  if (me[my.amulet] !== 0) rate++;
  if (wearsRing(game, hungerRing)) rate += 10;
  if (me[my.regenerates]) rate += 10;
  if (burdenOf(game) > 1) rate += 10;
  return rate;
}

function digest(game: Game): void {
  const { me } = game;
  const before = hungerOf(me[my.nutrition]);
  me[my.nutrition] -= due(me[my.turn], appetite(game), 20);
  const after = hungerOf(me[my.nutrition]);
  if (after > before && after >= hungerLevels.hungry) {
    if (after === hungerLevels.hungry) say(game, "Your stomach growls.");
    else if (after === hungerLevels.weak) say(game, "You have hardly any strength left.  You must eat.");
    stopOccupation(game);
  }
  if (after < hungerLevels.fainting) return;
  if (me[my.nutrition] < nutrition.dead) {
    say(game, "Your body gives up for want of food.");
    die(game, causes.hunger);
  } else if (!isHelpless(game) && oneIn(game, 10)) {
    say(game, "You collapse from hunger.");
    paralyse(game, 5);
  }
}

function countDown(game: Game): void {
  const { me, itemKind } = game;
  if (me[my.prayerTimeout] > 0) me[my.prayerTimeout]--;
  if (me[my.luck] !== 0 && me[my.turn] % luckLasts === 0) me[my.luck] += me[my.luck] > 0 ? -1 : 1;
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
      say(game, "Your last breath is spent.");
      die(game, causes.strangling);
      me[my.strangled] = 0;
      refit(game);
    } else say(game, me[my.strangled] > 3 ? "The amulet chokes you." : "You fight for air.");
  }
  if (me[my.amulet] !== 0 && itemKind[me[my.amulet]] === sleepAmulet && oneIn(game, 80) && !isHelpless(game)) {
    say(game, "You nod off.");
    fallAsleep(game, between(game, 5, 15));
  }
  if (wearsRing(game, searchRing)) searchAround(game, false);
  if (oneIn(game, 100) && wearsRing(game, portRing)) teleportHero(game);
  if (me[my.turn] % 50 === 0) burnLamps(game);
}

/** Oil lamps use their oil up. */
function burnLamps(game: Game): void {
  for (const item of game.pack) {
    if (item === 0 || (game.itemFlags[item] & itemBit.lit) === 0 || game.itemKind[item] !== oilLamp) continue;
    if (--game.itemPlus[item] > 0) continue;
    game.itemFlags[item] &= ~itemBit.lit;
    say(game, "The last of your oil has burnt.");
    game.screen.packChanged = true;
  }
}
