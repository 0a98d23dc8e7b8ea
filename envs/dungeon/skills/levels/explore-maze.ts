import { my } from "../../state/hero.ts";
import { defineSkill, walker } from "../define-skill.ts";

const apples = 4;

/**
 * Explore the maze: eat the apples that lie in it, and come to the stairs, which end the episode. `progress` is how many of
 * the apples were eaten. Source: MiniHack, ExploreMaze-Easy, Hard and Mapped.
 */
export const exploreMaze = defineSkill({
  id: "dungeon/explore-maze-v1",
  goal: "Find and eat the apples in the maze, then step onto the stairs that lead down.",
  params: { hard: false, mapped: false },
  hands: { ...walker, actions: "meal", autopickup: false },
  steps: () => 500,
  mostSteps: 500,
  level({ hard, mapped }) {
    const [columns, rows] = hard ? [31, 15] : [11, 9];
    return {
      size: [columns, rows],
      mapped,
      put: [
        { maze: [0, 0, columns - 1, rows - 1] },
        { hero: [0, 0, columns - 1, rows - 1] },
        { object: "apple", count: apples, is: "uncursed" },
        { stairs: "down" },
      ],
    };
  },
  progress: ({ me }) => Math.min(1, me[my.eaten] / apples),
});
