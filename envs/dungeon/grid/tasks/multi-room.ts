import { fail, type Rng } from "../../../../src/core/index.ts";
import { cellAt, enclose, limit, outline } from "../board.ts";
import { closedDoor, colours, goal, wall } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { between, putAgent, putIn } from "../placing.ts";

const side = 25; // of the grid [cells]
const smallest = 4; // of a room, walls included
const mostRooms = 8;
const tries = 8; // of placing one room

/** Multi-room: a chain of rooms, joined by closed doors; the agent is in the first and the goal in the last. */
export const multiRoom = defineGrid({
  id: "dungeon/multi-room-v1",
  goal: "Traverse the rooms to get to the goal.",
  params: { fewestRooms: 6, mostRooms: 6, roomSize: 10 },
  limits: {
    fewestRooms: { whole: [2, mostRooms] },
    mostRooms: { whole: [2, mostRooms] },
    roomSize: { whole: [smallest, 10] },
  },
  size: () => ({ width: side, height: side }),
  validate({ fewestRooms, mostRooms }) {
    if (fewestRooms > mostRooms)
      fail("params/invalid", {
        given: `fewestRooms = ${fewestRooms} with mostRooms = ${mostRooms}`,
        expected: "no more than mostRooms",
      });
  },
  mission: toTheGoal,
  plan({ fewestRooms, mostRooms, roomSize }, board) {
    // of each room: left, top, width, height, and the cell of its entrance
    const rooms = Array.from({ length: mostRooms }, () => ({ left: 0, top: 0, width: 0, height: 0, x: 0, y: 0 }));
    return {
      draw(rng) {
        const count = between(rng, fewestRooms, mostRooms + 1);
        while (!arrange(rng, count));
        enclose(board);
        for (let index = 0, colour = -1; index < count; index++) {
          const room = rooms[index];
          outline(board, room.left, room.top, room.width, room.height, wall);
          if (index === 0) continue;
          // never the colour of the door before
          colour =
            colour < 0 ? rng.integer(colours.length) : (colour + 1 + rng.integer(colours.length - 1)) % colours.length;
          board.cells[cellAt(board, room.x, room.y)] = closedDoor + colour;
        }
        putAgent(board, rng, inner(0));
        aimAt(board, putIn(board, rng, inner(count - 1), goal));
        board.facts[limit] = 20 * mostRooms;
      },
      mission: () => "traverse the rooms to get to the goal",
    };

    /** Draws a chain of rooms; false where one found no room. */
    function arrange(rng: Rng, count: number): boolean {
      let [x, y, entrance] = [between(rng, 1, side - 1), between(rng, 1, side - 1), rng.integer(4)]; // its wall
      for (let index = 0; index < count; index++) {
        const room = rooms[index];
        let isPlaced = false;
        for (let tried = 0; tried < tries && !isPlaced; tried++) {
          room.width = between(rng, smallest, roomSize + 1);
          room.height = between(rng, smallest, roomSize + 1);
          room.left = x - (entrance === 0 ? room.width - 1 : entrance === 2 ? 0 : between(rng, 1, room.width - 1));
          room.top = y - (entrance === 1 ? room.height - 1 : entrance === 3 ? 0 : between(rng, 1, room.height - 1));
          isPlaced = fits(index);
        }
        if (!isPlaced) return false;
        [room.x, room.y] = [x, y];
        const exit = (entrance + 1 + rng.integer(3)) & 3;
        x = room.left + (exit === 0 ? room.width - 1 : exit === 2 ? 0 : between(rng, 1, room.width - 1));
        y = room.top + (exit === 1 ? room.height - 1 : exit === 3 ? 0 : between(rng, 1, room.height - 1));
        entrance = (exit + 2) & 3;
      }
      return true;
    }

    /** Whether a room is on the grid and touches no other but the one before it. */
    function fits(index: number): boolean {
      const { left, top, width, height } = rooms[index];
      if (left < 0 || top < 0 || left + width > side || top + height > side) return false;
      for (let i = 0; i < index - 1; i++) {
        const other = rooms[i];
        const isApart =
          left >= other.left + other.width ||
          other.left >= left + width ||
          top >= other.top + other.height ||
          other.top >= top + height;
        if (!isApart) return false;
      }
      return true;
    }

    function inner(index: number) {
      const { left, top, width, height } = rooms[index];
      return { left: left + 1, top: top + 1, width: width - 2, height: height - 2 };
    }
  },
});
