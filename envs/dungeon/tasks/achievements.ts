import { defineEnv } from "../../../src/core/index.ts";
import { type Achievement, achieve, achievementNames } from "../achievements.ts";
import type { ActionSet } from "../play/keys.ts";
import { my } from "../state/hero.ts";
import { taskOf, wholeGame } from "../whole-game.ts";
import { dungeonWorld } from "../world.ts";

const ofEach = <T>(value: (name: Achievement) => T) =>
  Object.fromEntries(achievementNames.map((name) => [name, value(name)])) as { readonly [K in Achievement]: T };

const units = ofEach(() => "1" as const); // 1 once it has happened in this episode

/**
 * Achievements: do as many different things as the game has, from the first kill to a bargain struck in a shop; each counts
 * once in an episode (`achieved`). Ends with death or when the game does. The yardstick is the share of the 22 that were
 * achieved; evaluations add Crafter's score of all episodes, the geometric mean of the rates of success.
 * Source of the idea: Crafter (Hafner 2021, arXiv 2109.06780); the achievements are in achievements.ts.
 */
export const achievementsTask = defineEnv({
  id: "dungeon/achievements-v1",
  goal: "Do as many different things as possible: kill, eat, read, drink, wear, zap, buy, pray, go deep.",
  ...wholeGame,
  features: { ...wholeGame.features, achievements: "1", ...units },
  events: { ...wholeGame.events, achieved: "something was achieved for the first time in the episode" },
  params: { ...wholeGame.params, actions: "useful" as ActionSet },
  score: ({ features: { achievements } }) => achievements.last / achievementNames.length,
  yardsticks: ofEach(
    (name) =>
      ({ features }: { readonly features: { readonly [K in Achievement]: { readonly last: number } } }) =>
        features[name].last,
  ),
  achievements: achievementNames,
  create(params, slot) {
    const { features, events, row } = slot;
    return dungeonWorld(
      {
        ...taskOf(params),
        note(game) {
          const news = achieve(game);
          if (news > 0) events.achieved[row] = news;
        },
        measure(game) {
          let count = 0;
          for (let i = 0; i < achievementNames.length; i++) {
            const isDone = (game.me[my.achievements] >> i) & 1;
            features[achievementNames[i]][row] = isDone;
            count += isDone;
          }
          features.achievements[row] = count;
        },
      },
      slot as never,
    );
  },
});
