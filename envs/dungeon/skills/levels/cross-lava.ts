import { anyMeans, means } from "../crossing.ts";
import { defineSkill, handler } from "../define-skill.ts";

const all = ["any", "potion", "ring", "boots", "wand", "horn"] as const;

/**
 * Cross the lava: drink, put on, wear, zap or blow what takes the hero to the other side: levitation or frost.
 * Source: MiniHack, LavaCross, LavaCross-Levitate and Freeze-Lava.
 */
export const crossLava = defineSkill({
  id: "dungeon/cross-lava-v1",
  goal: "Use the thing that you have or find to cross the lava, and step onto the stairs.",
  params: { means: "any" as (typeof all)[number], carried: false },
  limits: { means: all },
  hands: handler,
  steps: () => 250,
  mostSteps: 250,
  level({ means: chosen, carried }) {
    const at = carried ? undefined : "a";
    return {
      map: Array.from({ length: 5 }, () => "aaaaaa~~bbbb").join("\n"),
      put: [{ hero: "a" }, { stairs: "down", at: "b" }, chosen === "any" ? anyMeans(at) : means(chosen, at)],
    };
  },
});
