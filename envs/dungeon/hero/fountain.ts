import { say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { causes, hurt } from "./hurt.ts";

/** Drinks from a fountain: half of the time plain water, else water that wakes, feeds or harms. One time in ten it dries up. */
export function drinkFromFountain(game: Game): boolean {
  const { me } = game;
  switch (below(game, 6)) {
    case 0:
      say(game, "The water tingles on your tongue.");
      me[my.energy] = me[my.energyMax];
      break;
    case 1:
      say(game, "The water is sweet and rich.");
      me[my.nutrition] += 20;
      break;
    case 2:
      say(game, "Something slimy slips down your throat.");
      if (!me[my.resistsPoison]) hurt(game, between(game, 2, 5), causes.potion);
      break;
    default:
      say(game, "The water is cold and clear.");
  }
  if (oneIn(game, 10)) {
    say(game, "The fountain runs dry.");
    game.terrain[me[my.cell]] = 19;
    touch(game, me[my.cell]);
  }
  return true;
}
