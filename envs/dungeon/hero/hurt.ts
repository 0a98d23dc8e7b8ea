import { itemNamed } from "../data/items.ts";
import { nutrition } from "../display/hunger.ts";
import { say } from "../display/say.ts";
import { endItem, takeFromPack } from "../items/lists.ts";
import type { Game } from "../state/game.ts";
import { my, status } from "../state/hero.ts";
import { happened } from "../state/tally.ts";

/** Ways to die; kinds of monsters come after these, in `me[my.deathBy]`. */
export const causes = {
  monster: 0,
  trap: 1,
  hunger: 2,
  poison: 3,
  potion: 4,
  corpse: 5,
  wand: 6,
  sickness: 7,
  strangling: 8,
  lava: 9,
  drowning: 10,
  god: 11,
  kick: 12,
  explosion: 13,
  burning: 14,
} as const;

/** What is said of each way to die; the first is followed by a monster's name. */
export const causeWords: readonly string[] = [
  ...[
    "killed by",
    "killed by a trap",
    "starved",
    "poisoned",
    "killed by a potion",
    "poisoned by a corpse",
    "killed by a wand",
  ],
  ...[
    "died of food poisoning",
    "strangled",
    "burnt by lava",
    "drowned",
    "struck by a god's wrath",
    "killed by a kick at something hard",
  ],
  ...["killed by an explosion", "burnt by a scroll"],
];

const lifeSaving = itemNamed("second life", "amulet");

/** Takes hit points from the hero, who dies of it or not. */
export function hurt(game: Game, damage: number, how: number, by = 0): void {
  const { me, tally } = game;
  if (damage <= 0) return;
  me[my.hp] -= damage;
  tally[happened.wounds]++;
  me[my.noticed] = 1;
  if (me[my.hp] <= 0) die(game, how, by);
}

/** Ends the game, unless an amulet saves the hero's life. */
export function die(game: Game, how: number, by = 0): void {
  const { me, tally, itemKind } = game;
  if (me[my.status] !== status.playing) return;
  const amulet = me[my.amulet];
  if (amulet !== 0 && itemKind[amulet] === lifeSaving) {
    say(game, "Your heart stops.  Then the amulet at your neck bursts into light, and it beats again!");
    me[my.amulet] = 0;
    endItem(game, takeFromPack(game, amulet, 1));
    me[my.nutrition] = Math.max(me[my.nutrition], nutrition.start);
    me[my.hp] = me[my.hpMax] = Math.max(10, me[my.hpMax]);
    me[my.sick] = me[my.strangled] = 0;
    return;
  }
  if (me[my.hp] > 0) me[my.hp] = 0;
  me[my.status] = status.dead;
  me[my.deathHow] = how;
  me[my.deathBy] = by;
  tally[happened.died]++;
  say(game, "Everything fades.  You are dead.");
}

/** Gives hit points back; where there are more than are missing, the maximum rises. */
export function heal(game: Game, amount: number, more: number): void {
  const { me } = game;
  me[my.hp] += amount;
  if (me[my.hp] > me[my.hpMax]) {
    me[my.hpMax] += more;
    me[my.hp] = Math.min(me[my.hp], me[my.hpMax]);
  }
}
