import { defineEnv } from "../../../src/core/index.ts";
import { taskOf, wholeGame } from "../whole-game.ts";
import { dungeonWorld } from "../world.ts";
import { onLogScale } from "../yardstick.ts";

/**
 * Scout: see as many cells of the dungeon as possible, on all levels. Ends with death or when the game does.
 * The yardstick is log(1 + cells / 100) / log(1 + 10,000 / 100): a level of rooms has some 480 to see, and 10,000 are more than half of
 * the dungeon; each doubling counts about the same. Source: NLE, NetHackScout.
 */
export const scout = defineEnv({
  id: "dungeon/scout-v1",
  goal: "See as much of the dungeon as possible.",
  ...wholeGame,
  score: ({ features: { tilesSeen } }) => onLogScale(tilesSeen.last, 100, 10_000),
  yardsticks: { tilesSeen: ({ features: { tilesSeen } }) => tilesSeen.last },
  create: (params, slot) => dungeonWorld(taskOf(params), slot),
});
