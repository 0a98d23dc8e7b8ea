import { say } from "../display/say.ts";
import { freeCell } from "../levels/draw.ts";
import { placeHero } from "../monsters/place.ts";
import { lookAround } from "../play/sight.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { stopOccupation } from "./trouble.ts";

/** Takes the hero somewhere else on the level. */
export function teleportHero(game: Game): void {
  if (game.rules.warded) return say(game, "You feel a tug, and nothing happens.");
  const cell = freeCell(game);
  if (cell < 0) return;
  say(game, "You find yourself elsewhere.");
  stopOccupation(game);
  putHero(game, cell);
}

/** Puts the hero on a cell; what is there happens at the end of the move (`me[my.fell]`). */
export function putHero(game: Game, cell: number): void {
  placeHero(game, cell);
  game.me[my.fell] = 1;
  lookAround(game);
}
