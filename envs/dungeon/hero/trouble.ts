import { say } from "../display/say.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";

/** Makes the hero helpless for some turns. */
export function paralyse(game: Game, turns: number): void {
  const { me } = game;
  me[my.paralysed] = Math.max(me[my.paralysed], turns);
  stopOccupation(game);
}

export function fallAsleep(game: Game, turns: number): void {
  const { me } = game;
  me[my.asleep] = Math.max(me[my.asleep], turns);
  stopOccupation(game);
}

export function blind(game: Game, turns: number): void {
  const { me, screen } = game;
  if (me[my.blind] === 0) say(game, "Everything goes black.");
  me[my.blind] += turns;
  screen.stale = true;
  me[my.sightStale] = me[my.roomStale] = 1;
}

export function confuse(game: Game, turns: number): void {
  const { me } = game;
  if (me[my.confused] === 0) say(game, "Your thoughts tangle.");
  me[my.confused] += turns;
}

/** Whether the hero cannot act. */
export const isHelpless = ({ me }: Game): boolean => me[my.paralysed] > 0 || me[my.asleep] > 0;

/** Interrupts eating, digging and running. */
export function stopOccupation(game: Game): void {
  const { me } = game;
  me[my.run] = 0;
  if (me[my.busy] > 0) {
    me[my.busy] = 0;
    me[my.busyWith] = 0;
  }
}

/** Loses strength, by poison, or gains it. */
export function changeStrength({ me }: Game, change: number): void {
  me[my.strength] = Math.max(3, Math.min(25, me[my.strength] + change));
}
