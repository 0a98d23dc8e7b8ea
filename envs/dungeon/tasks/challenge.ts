import { defineEnv } from "../../../src/core/index.ts";
import { pointsOnScale, score } from "../score.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { taskOf, wholeGame } from "../whole-game.ts";
import { dungeonWorld } from "../world.ts";

const mostFrozenSteps = 10_000;

/**
 * Challenge: the whole game under the rules of the NetHack Challenge of 2021. The role is drawn, all 121 keys can be pressed,
 * messages wait for a key, and nothing can be chosen. Ends with death, victory or when the hero gives up; it is cut short
 * after 10,000 steps in which no turn began. The yardstick is that of dungeon/score-v1. Source: NLE, NetHackChallenge.
 */
export const challenge = defineEnv({
  id: "dungeon/challenge-v1",
  goal: "Play the whole game, whoever you are, and gain as many points as possible.",
  ...wholeGame,
  action: () => wholeGame.action({ actions: "full" }),
  keys: () => wholeGame.keys({ actions: "full" }),
  params: {},
  limits: {},
  maxSteps: 1_000_000,
  score: ({ features: { points } }) => pointsOnScale(points.last),
  yardsticks: score.yardsticks,
  create: (_, slot) => dungeonWorld({ ...taskOf(rules), truncates: isFrozen }, slot),
});

const rules = { actions: "full", role: "any", pet: true, autopickup: true, more: true } as const;

const isFrozen = ({ me }: Game): boolean => me[my.frozenSteps] >= mostFrozenSteps;
