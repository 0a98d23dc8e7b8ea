import { type Cast, paceOf, sizeFor } from "./cast.ts";
import { actionOf, type Game } from "./game.ts";
import { painter } from "./painter.ts";

/**
 * Plays an episode by a list of keys, at an even pace.
 * @param pace time from key to key [s]
 * @returns how many keys were left when it was over
 */
export async function playScript(
  game: Game,
  keys: readonly string[],
  cast?: Cast,
  pace = paceOf(game.env),
): Promise<number> {
  const { env, sight } = game;
  const size = sizeFor(sight.least);
  const screen = painter(size, sight.least);
  const show = () => cast?.output(game.actions.length * pace, screen.paint(sight.page(size)));
  show();
  for (const [i, key] of keys.entries()) {
    if (game.isOver) return keys.length - i;
    await game.act(actionOf(env, key));
    show();
  }
  return 0;
}
