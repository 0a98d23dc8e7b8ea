import { choice, defineEnv, logarithm } from "../../src/core/index.ts";
import { events, features } from "./features.ts";
import { buildDungeon } from "./levels/build.ts";
import { observation } from "./observation.ts";
import { type ActionSet, actionSets, actionsByKey, keysOf } from "./play/keys.ts";
import { dungeonWorld } from "./world.ts";

const mostPoints = 100_000; // about what the Orb is worth with all that leads to it

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
  observation,
  action: ({ actions }: { actions: string }) =>
    choice(...actionSets[actions as keyof typeof actionSets].map(([name]) => name)),
  features,
  events,
  params: {
    actions: "task" as "task" | "useful" | "full" | "compass",
    role: "fighter" as "fighter" | "delver" | "mystic" | "any",
    pet: true,
    autopickup: true,
    more: false, // whether messages that do not fit the line wait for a key
  },
  limits: { actions: ["task", "useful", "full", "compass"], role: ["fighter", "delver", "mystic", "any"] },
  maxSteps: 5000,
  stepSeconds: 0,
  keys: ({ actions }) => actionsByKey(actions as ActionSet),
  score: ({ features: { points } }) =>
    Math.min(1, logarithm(1 + Math.max(0, points.last) / 20) / logarithm(1 + mostPoints / 20)),
  yardsticks: {
    points: ({ features: { points } }) => points.last,
    deepest: ({ features: { deepest } }) => deepest.last,
    experienceLevel: ({ features: { level } }) => level.highest,
  },
  create: ({ actions, role, pet, autopickup, more }, slot) =>
    dungeonWorld(
      {
        rules: { build: buildDungeon, waitsForMore: more, autopickup: autopickup ? "$?!/" : "", role, pet },
        keys: keysOf(actions),
      },
      slot,
    ),
});
