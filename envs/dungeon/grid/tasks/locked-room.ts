import { cellAt, enclose, fill, limit, own } from "../board.ts";
import { closedDoor, colourOf, colours, goal, key, lockedDoor, wall } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { told } from "../missions.ts";
import { putAgent, putIn } from "../placing.ts";

const rooms = 6; // three on each side of a hallway
const lockedColour = own;
const keyRoomColour = own + 1;

/** Locked room: six rooms along a hallway, one of them locked with the goal in it; the key is in another. */
export const lockedRoom = defineGrid({
  id: "dungeon/locked-room-v1",
  goal: "Get the key from its room, unlock the door and go to the goal.",
  params: { size: 19 },
  limits: { size: { whole: [13, 32] } },
  size: ({ size }) => ({ width: size, height: size }),
  mission: told,
  plan({ size }, board) {
    const [left, right] = [(size >> 1) - 2, (size >> 1) + 2]; // columns of the hallway's walls
    const height = Math.floor(size / 3);
    const hues = new Int32Array(colours.length);
    const { facts } = board;
    const area = (room: number) => {
      const row = room >> 1;
      const top = row * height + 1;
      const below = row === 2 ? size - 1 : (row + 1) * height;
      return room & 1
        ? { left: right + 1, top, width: size - right - 2, height: below - top }
        : { left: 1, top, width: left - 1, height: below - top };
    };
    return {
      draw(rng) {
        enclose(board);
        fill(board, left, 0, 1, size, wall);
        fill(board, right, 0, 1, size, wall);
        for (const row of [1, 2]) {
          fill(board, 0, row * height, left, 1, wall);
          fill(board, right, row * height, size - right, 1, wall);
        }
        for (let i = 0; i < hues.length; i++) hues[i] = i;
        rng.shuffle(hues);
        const isLocked = rng.integer(rooms);
        const hasKey = (isLocked + 1 + rng.integer(rooms - 1)) % rooms;
        for (let room = 0; room < rooms; room++) {
          const { top, height: inside } = area(room);
          const door = cellAt(board, room & 1 ? right : left, top + (inside >> 1));
          board.cells[door] = (room === isLocked ? lockedDoor : closedDoor) + hues[room];
        }
        putIn(board, rng, area(hasKey), key + hues[isLocked]);
        putAgent(board, rng, { left: left + 1, top: 1, width: right - left - 1, height: size - 2 });
        aimAt(board, putIn(board, rng, area(isLocked), goal));
        facts[lockedColour] = colourOf(hues[isLocked]);
        facts[keyRoomColour] = colourOf(hues[hasKey]);
        facts[limit] = 10 * size;
      },
      mission() {
        const [door, room] = [colours[facts[lockedColour]], colours[facts[keyRoomColour]]];
        return `get the ${door} key from the ${room} room, unlock the ${door} door and go to the goal`;
      },
    };
  },
});
