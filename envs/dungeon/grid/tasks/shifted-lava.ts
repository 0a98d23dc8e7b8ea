import { cellAt, enclose, fill, limit } from "../board.ts";
import { goal, lava } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { setAgent } from "../placing.ts";

const [width, height] = [9, 7];

/**
 * Shifted lava: two strips of lava lie on the way to the goal. The lower one is in one of the rows `strips`: training with
 * one row and testing with another shows how well a policy generalises. Ends, failed, in the lava.
 */
export const shiftedLava = defineGrid({
  id: "dungeon/shifted-lava-v1",
  goal: "Get to the green goal square.",
  params: { strips: [2, 5] as readonly number[] },
  limits: { strips: { each: { whole: [2, height - 2] }, length: [1, height - 3] } },
  size: () => ({ width, height }),
  seesThroughWalls: true,
  mission: toTheGoal,
  plan: ({ strips }, board) => ({
    draw(rng) {
      enclose(board);
      setAgent(board, 1, 1, 0);
      const corner = cellAt(board, width - 2, 1);
      board.cells[corner] = goal;
      fill(board, 3, 1, width - 6, 1, lava);
      fill(board, 3, strips[rng.integer(strips.length)], width - 6, 1, lava);
      aimAt(board, corner);
      board.facts[limit] = 4 * width * height;
    },
    mission: () => "get to the green goal square",
  }),
});
