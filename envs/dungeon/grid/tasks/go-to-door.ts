import { done, toggle } from "../act.ts";
import { cellAt, failed, limit, outcome, outline, own, place, succeeded } from "../board.ts";
import { closedDoor, colours, nameOf, wall } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { told } from "../missions.ts";
import { between, isBeside, putAgent } from "../placing.ts";

const wanted = own; // cell of the door
const smallest = 5;

/** Go to door: a room of random size has a door in each wall; go to the one that is asked for and say `done` beside it. */
export const goToDoor = defineGrid({
  id: "dungeon/go-to-door-v1",
  goal: "Go to the door that is asked for.",
  params: { size: 5 }, // the largest
  limits: { size: { whole: [smallest, 32] } },
  size: ({ size }) => ({ width: size, height: size }),
  seesThroughWalls: true,
  mission: told,
  plan({ size }, board) {
    const { facts, cells } = board;
    const hues = new Int32Array(colours.length);
    const doors = new Int32Array(4);
    return {
      draw(rng) {
        const [width, height] = [between(rng, smallest, size + 1), between(rng, smallest, size + 1)];
        for (let y = 0; y < size; y++)
          for (let x = 0; x < size; x++) if (x >= width || y >= height) cells[cellAt(board, x, y)] = wall;
        outline(board, 0, 0, width, height, wall);
        doors[0] = cellAt(board, between(rng, 2, width - 2), 0);
        doors[1] = cellAt(board, between(rng, 2, width - 2), height - 1);
        doors[2] = cellAt(board, 0, between(rng, 2, height - 2));
        doors[3] = cellAt(board, width - 1, between(rng, 2, height - 2));
        for (let i = 0; i < hues.length; i++) hues[i] = i;
        rng.shuffle(hues);
        for (let i = 0; i < doors.length; i++) cells[doors[i]] = closedDoor + hues[i];
        putAgent(board, rng, { left: 1, top: 1, width: width - 2, height: height - 2 });
        facts[wanted] = doors[rng.integer(doors.length)];
        aimAt(board, facts[wanted]);
        facts[limit] = 4 * size ** 2;
      },
      mission: () => `go to the ${nameOf(cells[facts[wanted]])}`,
      judge(action) {
        if (action === toggle) facts[outcome] = failed;
        else if (action === done) facts[outcome] = isBeside(board, facts[place], facts[wanted]) ? succeeded : failed;
      },
    };
  },
});
