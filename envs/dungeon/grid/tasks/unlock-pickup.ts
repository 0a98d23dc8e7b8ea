import { tookUp } from "../act.ts";
import { carried, limit, outcome, own, succeeded } from "../board.ts";
import { ball, box, colours, key, lockedDoor, nameOf } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { told } from "../missions.ts";
import { putAgent, putIn } from "../placing.ts";
import { createRooms, rightSide, sizeOfRooms } from "../rooms.ts";

const wanted = own; // code of the box

/**
 * Unlock and pick up: a box is behind a locked door whose key lies on the agent's side. With `blocked` a ball lies before
 * the door and must be moved first.
 */
export const unlockPickup = defineGrid({
  id: "dungeon/unlock-pickup-v1",
  goal: "Pick up the box behind the locked door.",
  params: { roomSize: 6, blocked: false },
  limits: { roomSize: { whole: [5, 16] } },
  size: ({ roomSize }) => sizeOfRooms(2, 1, roomSize),
  mission: told,
  plan({ roomSize, blocked }, board) {
    const rooms = createRooms(board, 2, 1, roomSize);
    const { facts, cells } = board;
    return {
      draw(rng) {
        rooms.begin();
        facts[wanted] = box + rng.integer(colours.length);
        const goal = putIn(board, rng, rooms.area(1, 0), facts[wanted]);
        const colour = rng.integer(colours.length);
        const door = rooms.addDoor(rng, 0, 0, rightSide, lockedDoor + colour);
        if (blocked) cells[door - 1] = ball + rng.integer(colours.length);
        putIn(board, rng, rooms.area(0, 0), key + colour);
        putAgent(board, rng, rooms.area(0, 0));
        aimAt(board, goal);
        facts[limit] = (blocked ? 16 : 8) * roomSize ** 2;
      },
      mission: () => `pick up the ${nameOf(facts[wanted])}`,
      judge(_, did) {
        if (did === tookUp && facts[carried] === facts[wanted]) facts[outcome] = succeeded;
      },
    };
  },
});
