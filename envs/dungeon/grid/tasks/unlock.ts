import { unlocked } from "../act.ts";
import { limit, outcome, succeeded } from "../board.ts";
import { colours, key, lockedDoor } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { putAgent, putIn } from "../placing.ts";
import { createRooms, rightSide, sizeOfRooms } from "../rooms.ts";

/** Unlock: fetch the key and open the locked door between two rooms. */
export const unlock = defineGrid({
  id: "dungeon/unlock-v1",
  goal: "Open the door.",
  params: { roomSize: 6 },
  limits: { roomSize: { whole: [4, 16] } },
  size: ({ roomSize }) => sizeOfRooms(2, 1, roomSize),
  mission: toTheGoal,
  plan({ roomSize }, board) {
    const rooms = createRooms(board, 2, 1, roomSize);
    const { facts } = board;
    return {
      draw(rng) {
        rooms.begin();
        const colour = rng.integer(colours.length);
        const door = rooms.addDoor(rng, 0, 0, rightSide, lockedDoor + colour);
        putIn(board, rng, rooms.area(0, 0), key + colour);
        putAgent(board, rng, rooms.area(0, 0));
        aimAt(board, door);
        facts[limit] = 8 * roomSize ** 2;
      },
      mission: () => "open the door",
      judge(_, did) {
        if (did === unlocked) facts[outcome] = succeeded;
      },
    };
  },
});
