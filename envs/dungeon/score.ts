import { defineEnv } from "../../src/core/index.ts";
import { taskOf, wholeGame } from "./whole-game.ts";
import { dungeonWorld } from "./world.ts";
import { onLogScale } from "./yardstick.ts";

/** How good a number of points is, in [0, 1]; 100,000 are about what the Orb is worth with all that leads to it. */
export const pointsOnScale = (points: number): number => onLogScale(points, 20, 100_000);

/**
 * Score: play the whole game and gain as many points as possible.
 * Ends with death, with victory or when the hero gives up. The page at the head of index.ts is the game's manual.
 *
 * The yardstick is log(1 + points / 20) / log(1 + 100,000 / 20): no points are 0, 100,000 and more are 1, and between
 * them each doubling counts about the same, as NetHack's scores are spread over orders of magnitude.
 */
export const score = defineEnv({
  id: "dungeon/score-v1",
  goal: "Explore the dungeon, gain as many points as possible, and stay alive.",
  ...wholeGame,
  score: ({ features: { points } }) => pointsOnScale(points.last),
  yardsticks: {
    points: ({ features: { points } }) => points.last,
    deepest: ({ features: { deepest } }) => deepest.last,
    experienceLevel: ({ features: { level } }) => level.highest,
  },
  create: (params, slot) => dungeonWorld(taskOf(params), slot),
});
