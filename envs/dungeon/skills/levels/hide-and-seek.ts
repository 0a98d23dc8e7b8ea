import { defineSkill, walker } from "../define-skill.ts";
import { field } from "../field.ts";

/**
 * Hide and seek: between trees, come to the stairs before a monster that is stronger than the hero does the same to the
 * hero. Source: MiniHack, HideNSeek, HideNSeek-Mapped, HideNSeek-Lava and HideNSeek-Big.
 */
export const hideAndSeek = defineSkill({
  id: "dungeon/hide-and-seek-v1",
  goal: "Step onto the stairs that lead down, and stay out of the monster's sight.",
  params: { big: false, lava: false, mapped: false },
  hands: walker,
  steps: ({ big }) => (big ? 400 : 200),
  mostSteps: 400,
  level({ big, lava, mapped }) {
    const [columns, rows] = big ? [25, 13] : [13, 9];
    return {
      map: field(columns, rows),
      mapped,
      depth: 6,
      put: [
        { ground: "tree", count: Math.floor((columns * rows) / 5) },
        { ground: "lava", count: lava ? Math.floor((columns * rows) / 20) : 0 },
        { hero: [0, 0, 1, rows - 1] },
        { stairs: "down", at: [columns - 3, 0, columns - 1, rows - 1] },
        { monster: "ape", at: [columns >> 1, 0, columns - 1, rows - 1] },
      ],
    };
  },
});
