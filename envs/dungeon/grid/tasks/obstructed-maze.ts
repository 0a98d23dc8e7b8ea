import type { Rng } from "../../../../src/core/index.ts";
import { tookUp } from "../act.ts";
import { carried, limit, outcome, succeeded } from "../board.ts";
import { ball, blue, box, closedDoor, colours, green, grey, isDoor, key, lockedDoor } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { putAgent, putIn } from "../placing.ts";
import { beyond, createRooms, rightSide, sizeOfRooms } from "../rooms.ts";

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
    const lock = (rng: Rng, column: number, row: number, side: number, colour: number) => {
      const door = rooms.addDoor(rng, column, row, side, lockedDoor + colour);
      if (blocked) board.cells[door - board.moves[side]] = ball + green;
    };
    const isBeforeDoor = (cell: number) => board.moves.some((move) => isDoor(board.cells[cell + move]));
    /** Lays a key into a room, before no door. All doors must be there, and what blocks them. */
    const hide = (rng: Rng, column: number, row: number, colour: number) => {
      const cell = putIn(board, rng, rooms.area(column, row), hidden ? box + grey : key + colour, isBeforeDoor);
      if (hidden) board.inside[cell] = key + colour;
    };
    return {
      draw(rng) {
        rooms.begin();
        for (let i = 0; i < hues.length; i++) hues[i] = i;
        rng.shuffle(hues);
        if (quarters === 0) {
          lock(rng, 0, 0, rightSide, hues[0]);
          hide(rng, 0, 0, hues[0]);
        }
        for (let i = 0; i < quarters; i++) {
          const [column, row] = beyond(middle[0], middle[1], i);
          const [before, after] = [hues[(i + 3) & 3], hues[(i + 1) & 3]];
          rooms.addDoor(rng, middle[0], middle[1], i, closedDoor + hues[i]);
          lock(rng, column, row, (i + 3) & 3, before);
          lock(rng, column, row, (i + 1) & 3, after);
          hide(rng, column, row, before);
          hide(rng, column, row, after);
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
