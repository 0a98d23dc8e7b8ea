import { cellAt, enclose, fill, limit } from "../board.ts";
import { empty, goal, lava, wall } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { between, setAgent } from "../placing.ts";

const obstacles = ["lava", "wall"] as const;

/** Lava gap: an upright strip of lava with one gap lies between agent and goal. Ends, failed, in the lava. */
export const lavaGap = defineGrid({
  id: "dungeon/lava-gap-v1",
  goal: "Get to the green goal square.",
  params: { size: 7, obstacle: "lava" as (typeof obstacles)[number] },
  limits: { size: { whole: [5, 32] }, obstacle: obstacles },
  size: ({ size }) => ({ width: size, height: size }),
  mission: toTheGoal,
  plan: ({ size, obstacle }, board) => ({
    draw(rng) {
      enclose(board);
      setAgent(board, 1, 1, 0);
      const corner = cellAt(board, size - 2, size - 2);
      board.cells[corner] = goal;
      const strip = between(rng, 2, size - 2);
      fill(board, strip, 1, 1, size - 2, obstacle === "lava" ? lava : wall);
      board.cells[cellAt(board, strip, between(rng, 1, size - 1))] = empty;
      aimAt(board, corner);
      board.facts[limit] = 4 * size ** 2;
    },
    mission: () =>
      obstacle === "lava"
        ? "avoid the lava and get to the green goal square"
        : "find the opening and get to the green goal square",
  }),
});
