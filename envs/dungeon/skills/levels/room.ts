import { defineSkill, walker } from "../define-skill.ts";
import { field } from "../field.ts";

const variants = ["fixed", "random", "dark", "monster", "trap", "ultimate"] as const;

/**
 * Room: come to the stairs of a square room. In the fixed one they lie in the opposite corner; in all others anywhere. The
 * dark one shows only what is next to the hero; one has monsters, one traps that teleport, the ultimate one all of that.
 * Source: MiniHack, Room-5x5 and Room-15x15.
 */
export const room = defineSkill({
  id: "dungeon/room-v1",
  goal: "Step onto the stairs that lead down.",
  params: { size: 5, variant: "random" as (typeof variants)[number] },
  limits: { size: { whole: [3, 15] }, variant: variants },
  hands: walker,
  steps: ({ size }) => 20 * size,
  mostSteps: 300,
  level({ size, variant }) {
    const isOr = (other: typeof variant) => variant === other || variant === "ultimate";
    return {
      map: field(size, size),
      lit: !isOr("dark"),
      put: [
        { hero: variant === "fixed" ? [0, 0] : [0, 0, size - 1, size - 1] },
        { stairs: "down", at: variant === "fixed" ? [size - 1, size - 1] : undefined },
        ...(isOr("monster") ? [{ monster: "any", count: Math.max(1, Math.floor(size / 5)) }] : []),
        ...(isOr("trap") ? [{ trap: "teleport", count: Math.max(1, Math.floor(size ** 2 / 15)) } as const] : []),
      ],
    };
  },
});
