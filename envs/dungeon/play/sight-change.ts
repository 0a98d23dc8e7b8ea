import { touch } from "../display/touch.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";

/** Terrain changed, and with it perhaps how far the hero sees. */
export function changeSight(game: Game, cell: number): void {
  game.me[my.sightStale] = game.me[my.roomStale] = 1;
  touch(game, cell);
}
