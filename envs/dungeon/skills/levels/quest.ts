import { anyMeans } from "../crossing.ts";
import { defineSkill, handler } from "../define-skill.ts";
import type { Description } from "../description.ts";

const variants = ["easy", "medium", "hard"] as const;
type Variant = (typeof variants)[number];

const levels: { readonly [variant in Variant]: Pick<Description, "map" | "put"> } = {
  easy: {
    map: `
      aaaaa~~bbbb
      aaaaa~~bbbb
      aaaaa~~bbbb
      aaaaa~~bbbb
      aaaaa~~bbbb`,
    put: [{ hero: "a" }, anyMeans("a"), { monster: "any", at: "b" }, { stairs: "down", at: "b" }],
  },
  medium: {
    map: `
      aaaaa         bbbbb~~ccccc
      aaaaa         bbbbb~~ccccc
      aaaaa:#######:bbbbb~~ccccc
      aaaaa         bbbbb~~ccccc
      aaaaa         bbbbb~~ccccc`,
    put: [
      { hero: "a" },
      anyMeans("a"),
      { monster: "giant rat", at: "b", count: 3 },
      { monster: "any", at: "c", count: 2 },
      { stairs: "down", at: "c" },
    ],
  },
  hard: {
    map: `
      ***************
      ***************    bbbbb~~ccccc
      ***************    bbbbb~~ccccc
      ***************    bbbbb~~ccccc
      ***************###:bbbbb~~ccccc
      ***************    bbbbb~~ccccc
      ***************    bbbbb~~ccccc
      ***************    bbbbb~~ccccc
      ***************`,
    put: [
      { maze: [0, 0, 14, 8] },
      { hero: [0, 0, 2, 8] },
      { object: "wand of death", at: [0, 0, 14, 8], known: true },
      anyMeans([0, 0, 14, 8]),
      { monster: "bull man", at: "c", asleep: true },
      { monster: "giant rat", at: "b", count: [1, 3] },
      { stairs: "down", at: "c" },
    ],
  },
};

/**
 * Quest: with a thing that freezes or floats, cross the lava and come to the stairs on the other side. The easy one has a
 * monster there, the medium one several and rats on the way, the hard one a maze before it and a bull man behind it, for
 * whom a wand of death lies in the maze. Source: MiniHack, Quest-Easy, Medium and Hard.
 */
export const quest = defineSkill({
  id: "dungeon/quest-v1",
  goal: "Find what takes you across the lava, and step onto the stairs behind it.",
  params: { variant: "easy" as Variant },
  limits: { variant: variants },
  hands: handler,
  steps: ({ variant }) => (variant === "easy" ? 500 : 1000),
  mostSteps: 1000,
  level: ({ variant }) => levels[variant],
});
