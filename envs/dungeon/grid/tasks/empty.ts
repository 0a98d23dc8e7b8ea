import { cellAt, enclose, limit } from "../board.ts";
import { goal } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { putAgent, setAgent, within } from "../placing.ts";

/** Empty: a room with the goal in the lower right corner. The agent starts anywhere, or in the upper left. */
export const empty = defineGrid({
  id: "dungeon/empty-v1",
  goal: "Get to the green goal square.",
  params: { size: 8, start: "random" as "corner" | "random" },
  limits: { size: { whole: [4, 32] }, start: ["corner", "random"] },
  size: ({ size }) => ({ width: size, height: size }),
  seesThroughWalls: true,
  mission: toTheGoal,
  plan: ({ size, start }, board) => ({
    draw(rng) {
      enclose(board);
      const corner = cellAt(board, size - 2, size - 2);
      board.cells[corner] = goal;
      if (start === "corner") setAgent(board, 1, 1, 0);
      else putAgent(board, rng, within(board));
      aimAt(board, corner);
      board.facts[limit] = 4 * size ** 2;
    },
    mission: () => "get to the green goal square",
  }),
});
