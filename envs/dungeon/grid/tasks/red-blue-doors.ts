import { opened } from "../act.ts";
import { ahead, cellAt, enclose, failed, limit, outcome, outline, own, succeeded } from "../board.ts";
import { blue, closedDoor, openDoor, red, wall } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { between, putAgent } from "../placing.ts";

const redCell = own;
const blueCell = own + 1;

/** Red and blue doors: open the red door of a room, then the blue one. Ends, failed, if the blue one is opened first. */
export const redBlueDoors = defineGrid({
  id: "dungeon/red-blue-doors-v1",
  goal: "Open the red door then the blue door.",
  params: { size: 8 },
  limits: { size: { whole: [4, 20] } },
  size: ({ size }) => ({ width: 2 * size, height: size }),
  mission: toTheGoal,
  plan({ size }, board) {
    const left = size >> 1;
    const { facts, cells } = board;
    return {
      draw(rng) {
        enclose(board);
        outline(board, left, 0, size, size, wall);
        putAgent(board, rng, { left: left + 1, top: 1, width: size - 2, height: size - 2 });
        facts[redCell] = cellAt(board, left, between(rng, 1, size - 1));
        facts[blueCell] = cellAt(board, left + size - 1, between(rng, 1, size - 1));
        cells[facts[redCell]] = closedDoor + red;
        cells[facts[blueCell]] = closedDoor + blue;
        aimAt(board, facts[redCell]);
        facts[limit] = 20 * size ** 2;
      },
      mission: () => "open the red door then the blue door",
      judge(_, done) {
        if (done !== opened) return;
        if (ahead(board) === facts[redCell]) aimAt(board, facts[blueCell]);
        else facts[outcome] = cells[facts[redCell]] === openDoor + red ? succeeded : failed;
      },
    };
  },
});
