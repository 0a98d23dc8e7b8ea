import type { Rng } from "../../../../src/core/index.ts";
import { tookUp } from "../act.ts";
import { type Board, carried, limit, outcome, succeeded } from "../board.ts";
import { ball, blue, box, closedDoor, colours, green, grey, isDoor, key, lockedDoor } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { freeCell, putAgent, putIn } from "../placing.ts";
import { beyond, createRooms, type Rooms, rightSide, sizeOfRooms } from "../rooms.ts";

const size = 6; // of a room

/** What each variant has: quarters of the maze in play, where the agent starts, and rooms on the longest way. */
const variants = {
  one: { quarters: 0, start: [0, 0], visited: 2 },
  corner: { quarters: 1, start: [2, 1], visited: 4 },
  quarter: { quarters: 1, start: [1, 1], visited: 5 },
  half: { quarters: 2, start: [2, 1], visited: 11 },
  full: { quarters: 4, start: [1, 1], visited: 25 },
} as const;
type Variant = keyof typeof variants;
const names = Object.keys(variants) as Variant[];

const middle = [1, 1] as const;
const corners = [
  [2, 0],
  [2, 2],
  [0, 2],
  [0, 0],
] as const;

/**
 * Obstructed maze: a blue ball is behind locked doors. `hidden` puts the keys into boxes, `blocked` a ball before each
 * locked door. The variant `one` is two rooms; the others lie in a maze of three by three whose side rooms lead to corners.
 */
export const obstructedMaze = defineGrid({
  id: "dungeon/obstructed-maze-v1",
  goal: "Pick up the blue ball.",
  params: { variant: "one" as Variant, hidden: false, blocked: false },
  limits: { variant: names },
  size: ({ variant }) => (variant === "one" ? sizeOfRooms(2, 1, size) : sizeOfRooms(3, 3, size)),
  mission: toTheGoal,
  plan({ variant, hidden, blocked }, board) {
    const {
      quarters,
      visited,
      start: [startColumn, startRow],
    } = variants[variant];
    const rooms = quarters ? createRooms(board, 3, 3, size) : createRooms(board, 2, 1, size);
    const hues = new Int32Array(colours.length);
    const { facts } = board;
    const lock = (rng: Rng, column: number, row: number, side: number, colour: number) =>
      lockAndHide(board, rooms, rng, { column, row, side, colour, hidden, blocked });
    return {
      draw(rng) {
        rooms.begin();
        for (let i = 0; i < hues.length; i++) hues[i] = i;
        rng.shuffle(hues);
        if (quarters === 0) lock(rng, 0, 0, rightSide, hues[0]);
        for (let i = 0; i < quarters; i++) {
          const [column, row] = beyond(...middle, i);
          rooms.addDoor(rng, middle[0], middle[1], i, closedDoor + hues[i]);
          for (const turn of [-1, 1])
            lock(rng, column, row, (i + turn + 4) & 3, hues[(i + turn + colours.length) % colours.length]);
        }
        const [column, row] = quarters ? corners[rng.integer(quarters)] : [1, 0];
        const goal = putIn(board, rng, rooms.area(column, row), ball + blue);
        putAgent(board, rng, rooms.area(startColumn, startRow));
        aimAt(board, goal);
        facts[limit] = 4 * visited * size ** 2;
      },
      mission: () => "pick up the blue ball",
      judge(_, did) {
        if (did === tookUp && facts[carried] === ball + blue) facts[outcome] = succeeded;
      },
    };
  },
});

interface Lock {
  readonly column: number;
  readonly row: number;
  readonly side: number;
  readonly colour: number;
  readonly hidden: boolean;
  readonly blocked: boolean;
}

/** Locks the door in a room's wall; its key is in the room, before no door. */
function lockAndHide(board: Board, rooms: Rooms, rng: Rng, lock: Lock): void {
  const { column, row, side, colour } = lock;
  const door = rooms.addDoor(rng, column, row, side, lockedDoor + colour);
  if (lock.blocked) board.cells[door - board.moves[side]] = ball + green;
  const isBeforeDoor = (cell: number) => board.moves.some((move) => isDoor(board.cells[cell + move]));
  const cell = freeCell(board, rng, rooms.area(column, row), isBeforeDoor);
  board.cells[cell] = lock.hidden ? box + grey : key + colour;
  if (lock.hidden) board.inside[cell] = key + colour;
}
