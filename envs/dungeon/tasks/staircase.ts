import { defineEnv } from "../../../src/core/index.ts";
import { isOnStairsDown } from "../features.ts";
import { taskOf, wholeGame } from "../whole-game.ts";
import { dungeonWorld } from "../world.ts";

/**
 * Staircase: find stairs that lead down and step onto them. Ends there, or with death.
 * The yardstick is 1 for a hero who stands on the stairs, else 0. Source: NLE, NetHackStaircase.
 */
export const staircase = defineEnv({
  id: "dungeon/staircase-v1",
  goal: "Find stairs that lead down and step onto them.",
  ...wholeGame,
  score: ({ features: { success } }) => success.last,
  create: (params, slot) => dungeonWorld({ ...taskOf(params), ends: isOnStairsDown }, slot),
});
