import { tookUp } from "../act.ts";
import { carried, limit, outcome, own, succeeded } from "../board.ts";
import { ball, colours, key, lockedDoor, nameOf } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { told } from "../missions.ts";
import { putAgent, putIn } from "../placing.ts";
import { createRooms, leftSide, lowerSide, sizeOfRooms } from "../rooms.ts";

const wanted = own; // code of the ball
const columns = 3;

/**
 * Key corridor: rooms on both sides of a corridor; a ball is in a locked one on the right, and the key in one on the left.
 * To pick up the ball the agent must put the key down.
 */
export const keyCorridor = defineGrid({
  id: "dungeon/key-corridor-v1",
  goal: "Pick up the ball in the locked room.",
  params: { roomSize: 6, rows: 3 },
  limits: { roomSize: { whole: [3, 11] }, rows: { whole: [1, 3] } },
  size: ({ roomSize, rows }) => sizeOfRooms(columns, rows, roomSize),
  mission: told,
  plan({ roomSize, rows }, board) {
    const rooms = createRooms(board, columns, rows, roomSize);
    const { facts } = board;
    return {
      draw(rng) {
        rooms.begin();
        for (let row = 1; row < rows; row++) rooms.openWall(1, row - 1, lowerSide);
        const row = rng.integer(rows);
        const colour = rng.integer(colours.length);
        rooms.addDoor(rng, 2, row, leftSide, lockedDoor + colour);
        facts[wanted] = ball + rng.integer(colours.length);
        const goal = putIn(board, rng, rooms.area(2, row), facts[wanted]);
        putIn(board, rng, rooms.area(0, rng.integer(rows)), key + colour);
        putAgent(board, rng, rooms.area(1, rows >> 1));
        rooms.connect(rng);
        aimAt(board, goal);
        facts[limit] = 30 * roomSize ** 2;
      },
      mission: () => `pick up the ${nameOf(facts[wanted])}`,
      judge(_, did) {
        if (did === tookUp && facts[carried] === facts[wanted]) facts[outcome] = succeeded;
      },
    };
  },
});
