import { cellAt, enclose, fill, limit } from "../board.ts";
import { empty, goal, wall } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { between, putAgent, putIn, within } from "../placing.ts";

/** Four rooms: agent and goal are anywhere in four rooms, with a gap in each wall between two of them. */
export const fourRooms = defineGrid({
  id: "dungeon/four-rooms-v1",
  goal: "Reach the goal.",
  params: { size: 19 },
  limits: { size: { whole: [7, 32] } },
  size: ({ size }) => ({ width: size, height: size }),
  mission: toTheGoal,
  plan: ({ size }, board) => ({
    draw(rng) {
      enclose(board);
      const middle = size >> 1;
      fill(board, middle, 0, 1, size, wall);
      fill(board, 0, middle, size, 1, wall);
      for (const [low, below] of [
        [1, middle],
        [middle + 1, size - 1],
      ]) {
        board.cells[cellAt(board, middle, between(rng, low, below))] = empty;
        board.cells[cellAt(board, between(rng, low, below), middle)] = empty;
      }
      putAgent(board, rng, within(board));
      aimAt(board, putIn(board, rng, within(board), goal));
      board.facts[limit] = 100;
    },
    mission: () => "reach the goal",
  }),
});
