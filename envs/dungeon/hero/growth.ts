import { put, putNumber, say } from "../display/say.ts";
import { between } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";

export const highestLevel = 30;

/** Experience from which on a level is reached: 2 (n³ - n), so 12, 48, 120, 240 and 1,980 for the tenth. */
export const experienceFor = (level: number): number => 2 * level * (level * level - 1);

/** Adds experience, and points: 4 for each of it and what else it is worth. */
export function gainExperience(game: Game, experience: number, more = 0): void {
  const { me } = game;
  me[my.experience] += experience;
  me[my.bonus] += 4 * experience + more;
  while (me[my.level] < highestLevel && me[my.experience] >= experienceFor(me[my.level] + 1)) gainLevel(game);
}

/** A level brings 3 hit points, and by chance up to a third of the constitution more. */
export function gainLevel(game: Game): void {
  const { me, tally } = game;
  if (me[my.level] >= highestLevel) return;
  me[my.level]++;
  me[my.experience] = Math.max(me[my.experience], experienceFor(me[my.level]));
  tally[happened.levelled]++;
  const gained = between(game, 3, 3 + Math.floor(me[my.constitution] / 3));
  me[my.hpMax] += gained;
  me[my.hp] += gained;
  const power = between(game, 1, 3);
  me[my.energyMax] += power;
  me[my.energy] += power;
  put(game, "You are now at experience level ");
  putNumber(game, me[my.level]);
  say(game, ".");
}

/** Takes a level; the first one cannot be lost without dying, which is the caller's business. */
export function loseLevel(game: Game): boolean {
  const { me } = game;
  if (me[my.level] <= 1) return false;
  put(game, "You fall back from level ");
  putNumber(game, me[my.level]);
  say(game, ".");
  me[my.level]--;
  me[my.experience] = Math.min(me[my.experience], experienceFor(me[my.level] + 1) - 1);
  const lost = between(game, 3, 7);
  me[my.hpMax] = Math.max(1, me[my.hpMax] - lost);
  me[my.hp] = Math.max(1, Math.min(me[my.hp] - lost, me[my.hpMax]));
  return true;
}
