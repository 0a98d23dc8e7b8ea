import { ahead, type Board, carried, carriedInside, carriedMarks, facing, place } from "./board.ts";
import { box, closedDoor, colourOf, empty, isDoor, key, kindOf, openDoor, portable, walkable } from "./codes.ts";

/** In the order of MiniGrid's actions. */
export const actions = ["left", "right", "forward", "pickup", "drop", "toggle", "done"] as const;
export const [left, right, forward, pickUp, drop, toggle, done] = [0, 1, 2, 3, 4, 5, 6];

/** What an action did; nothing where it changed nothing. */
export const nothing = 0;
export const turned = 1;
export const moved = 2;
export const tookUp = 3;
export const putDown = 4;
export const opened = 5;
export const closed = 6;
export const unlocked = 7;
export const unpacked = 8;

/** Does what the action says, by MiniGrid's rules, and returns what came of it. */
export function act(board: Board, action: number): number {
  const { facts } = board;
  switch (action) {
    case left:
      facts[facing] = (facts[facing] + 3) & 3;
      return turned;
    case right:
      facts[facing] = (facts[facing] + 1) & 3;
      return turned;
    case forward: {
      const to = ahead(board);
      if (walkable[board.cells[to]] === 0) return nothing;
      facts[place] = to;
      return moved;
    }
    case pickUp:
      return take(board, ahead(board));
    case drop:
      return put(board, ahead(board));
    case toggle:
      return turn(board, ahead(board));
    default:
      return nothing;
  }
}

function take({ cells, inside, marks, facts }: Board, from: number): number {
  if (facts[carried] !== 0 || portable[cells[from]] === 0) return nothing;
  facts[carried] = cells[from];
  facts[carriedInside] = inside[from];
  facts[carriedMarks] = marks[from];
  cells[from] = empty;
  inside[from] = 0;
  marks[from] = 0;
  return tookUp;
}

function put({ cells, inside, marks, facts }: Board, to: number): number {
  if (facts[carried] === 0 || cells[to] !== empty) return nothing;
  cells[to] = facts[carried];
  inside[to] = facts[carriedInside];
  marks[to] = facts[carriedMarks];
  facts[carried] = 0;
  facts[carriedInside] = 0;
  facts[carriedMarks] = 0;
  return putDown;
}

/** Opens and closes doors, unlocks those that the carried key fits, and takes what is in a box in the box's place. */
function turn({ cells, inside, marks, facts }: Board, at: number): number {
  const code = cells[at];
  if (isDoor(code)) {
    const colour = colourOf(code);
    switch (code - colour) {
      case openDoor:
        cells[at] = closedDoor + colour;
        return closed;
      case closedDoor:
        cells[at] = openDoor + colour;
        return opened;
      default:
        if (facts[carried] !== key + colour) return nothing;
        cells[at] = openDoor + colour;
        return unlocked;
    }
  }
  if (kindOf(code) !== box) return nothing;
  cells[at] = inside[at] || empty;
  inside[at] = 0;
  marks[at] = 0;
  return unpacked;
}
