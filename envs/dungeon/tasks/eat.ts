import { defineEnv } from "../../../src/core/index.ts";
import { taskOf, wholeGame } from "../whole-game.ts";
import { dungeonWorld } from "../world.ts";
import { onLogScale } from "../yardstick.ts";

/**
 * Eat: take in as much nutrition as possible. Ends with death or when the game does.
 * The yardstick is log(1 + nutrition / 100) / log(1 + 10,000 / 100): 10,000 are more than a dozen food rations; each doubling
 * counts about the same. Hunger takes nothing off. Source: NLE, NetHackEat.
 */
export const eat = defineEnv({
  id: "dungeon/eat-v1",
  goal: "Eat as much as you can, and find more.",
  ...wholeGame,
  score: ({ features: { nourished } }) => onLogScale(nourished.last, 100, 10_000),
  yardsticks: { nourished: ({ features: { nourished } }) => nourished.last },
  create: (params, slot) => dungeonWorld(taskOf(params), slot),
});
