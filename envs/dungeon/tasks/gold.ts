import { defineEnv } from "../../../src/core/index.ts";
import { taskOf, wholeGame } from "../whole-game.ts";
import { dungeonWorld } from "../world.ts";
import { onLogScale } from "../yardstick.ts";

/**
 * Gold: gather gold, which is all that the hero picks up in passing. Ends with death or when the game does.
 * The yardstick is log(1 + pieces / 20) / log(1 + 10,000 / 20): 0 for an empty purse, 1 for 10,000 pieces, about what lies
 * on all levels; each doubling counts about the same. Source: NLE, NetHackGold.
 */
export const gold = defineEnv({
  id: "dungeon/gold-v1",
  goal: "Gather as much gold as possible.",
  ...wholeGame,
  score: ({ features: { gold } }) => onLogScale(gold.last, 20, 10_000),
  yardsticks: { gold: ({ features: { gold } }) => gold.last },
  create: (params, slot) => dungeonWorld(taskOf(params, "$"), slot),
});
