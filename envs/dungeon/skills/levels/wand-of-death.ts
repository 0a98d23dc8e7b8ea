import { defineSkill, handler } from "../define-skill.ts";
import type { Description } from "../description.ts";

const variants = ["easy", "medium", "hard", "pro"] as const;
type Variant = (typeof variants)[number];
const limits: { readonly [variant in Variant]: number } = { easy: 50, medium: 150, hard: 400, pro: 1000 };

const [monster, wand] = ["bull man", "wand of death"];

const levels: { readonly [variant in Variant]: Pick<Description, "map" | "size" | "put"> } = {
  easy: {
    map: "@..........m...",
    put: [
      { carry: wand, known: true },
      { monster, at: "m", asleep: true },
    ],
  },
  medium: {
    map: `
      aaaaa
      aaaaa
      aaaaa:######:mmmm
      aaaaa        mmmm
      aaaaa        mmmm`,
    put: [{ hero: "a" }, { object: wand, at: "a", known: true }, { monster, at: "m", asleep: true }],
  },
  hard: {
    map: `
      aaaaa        wwwww        mmmmmm
      aaaaa        wwwww        mmmmmm
      aaaaa:######:wwwww:######:mmmmmm
      aaaaa        wwwww        mmmmmm
      aaaaa        wwwww        mmmmmm`,
    put: [{ hero: "a" }, { object: wand, at: "w" }, { monster, at: "m" }],
  },
  pro: {
    size: [31, 13],
    put: [
      { maze: [0, 0, 30, 12] },
      { hero: [0, 0, 8, 12] },
      { object: wand, at: [0, 0, 16, 12] },
      { monster, at: [20, 0, 30, 12] },
    ],
  },
};

/**
 * Wand of death: kill a bull man, who would kill the hero in a few turns, with a wand of death. It is carried, with the
 * monster asleep ahead; lies in the first room; lies in another room, with the monster awake; or lies somewhere in a maze.
 * Source: MiniHack, WoD-Easy, Medium, Hard and Pro.
 */
export const wandOfDeath = defineSkill({
  id: "dungeon/wand-of-death-v1",
  goal: "Find the wand of death and kill the bull man with it.",
  params: { variant: "easy" as Variant },
  limits: { variant: variants },
  hands: handler,
  steps: ({ variant }) => limits[variant],
  mostSteps: limits.pro,
  level: ({ variant }) => ({ ...levels[variant], goal: { slay: monster } }),
});
