import { cellAt, enclose, fill, limit } from "../board.ts";
import { goal, key, lockedDoor, wall, yellow } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { between, putAgent, putIn } from "../placing.ts";

/** Door and key: the goal is behind a locked door, and the key lies on the agent's side. */
export const doorKey = defineGrid({
  id: "dungeon/door-key-v1",
  goal: "Use the key to open the door and then get to the goal.",
  params: { size: 8 },
  limits: { size: { whole: [5, 32] } },
  size: ({ size }) => ({ width: size, height: size }),
  mission: toTheGoal,
  plan: ({ size }, board) => ({
    draw(rng) {
      enclose(board);
      const corner = cellAt(board, size - 2, size - 2);
      board.cells[corner] = goal;
      const split = between(rng, 2, size - 2);
      fill(board, split, 0, 1, size, wall);
      const near = { left: 1, top: 1, width: split - 1, height: size - 2 };
      putAgent(board, rng, near);
      board.cells[cellAt(board, split, between(rng, 1, size - 2))] = lockedDoor + yellow;
      putIn(board, rng, near, key + yellow);
      aimAt(board, corner);
      board.facts[limit] = 10 * size ** 2;
    },
    mission: () => "use the key to open the door and then get to the goal",
  }),
});
