import { empty, wall } from "./codes.ts";

/** Where each number of `Board.facts` stands. */
export const place = 0; // cell of the agent; 0 while it is nowhere
export const facing = 1; // 0 right, 1 down, 2 left, 3 up
export const carried = 2; // code of what the agent carries, or 0
export const carriedInside = 3; // code of what is in a carried box, or 0
export const carriedMarks = 4;
export const steps = 5; // of this episode
export const limit = 6; // steps that this episode may have
export const outcome = 7;
export const discovered = 8; // cells seen so far
export const progress = 9; // parts of the instruction that are done
/** From here on the numbers are the task's own. */
export const own = 10;
const factCount = 64;

/** Values of `facts[outcome]`. */
export const playing = 0;
export const succeeded = 1;
export const failed = 2;

/**
 * The state of one world, all of it in `bytes`. Cells are `[height, width]` within a margin of walls, so that no view
 * leaves the arrays; `cellAt` says where they stand.
 */
export interface Board {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  /** Cells from one row to the next. */
  readonly stride: number;
  /** Codes of `codes.ts`. */
  readonly cells: Uint8Array;
  /** Code of what is in the box of a cell, or 0. */
  readonly inside: Uint8Array;
  /** Bits that a task gives to things; they go where the thing goes. */
  readonly marks: Uint8Array;
  /** 1 for cells that were seen in this episode, and for the margin. */
  readonly seen: Uint8Array;
  /** Cells of the way to what the task asks for next. */
  readonly distances: Uint16Array;
  readonly facts: Int32Array;
  readonly bytes: Uint8Array;
  /** Steps in `cells` of the four directions. */
  readonly moves: Int32Array;
  /** Room for searches; not a part of the state. */
  readonly queue: Int32Array;
  /** The bytes of an empty grid. */
  readonly blank: Uint8Array;
}

/** A board of `width` x `height` cells; `margin` is how far the agent sees. */
export function createBoard(width: number, height: number, margin: number): Board {
  const stride = width + 2 * margin;
  const count = stride * (height + 2 * margin);
  const factBytes = factCount * Int32Array.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(factBytes + count * 6);
  const at = (layer: number) => bytes.subarray(factBytes + count * layer, factBytes + count * (layer + 1));
  const board: Board = {
    width,
    height,
    margin,
    stride,
    facts: new Int32Array(bytes.buffer, 0, factCount),
    distances: new Uint16Array(bytes.buffer, factBytes, count),
    cells: at(2),
    inside: at(3),
    marks: at(4),
    seen: at(5),
    bytes,
    moves: Int32Array.of(1, stride, -1, -stride),
    queue: new Int32Array(count),
    blank: new Uint8Array(bytes.length),
  };
  board.cells.fill(wall);
  board.seen.fill(1);
  for (let y = 0; y < height; y++) {
    const from = cellAt(board, 0, y);
    board.cells.fill(empty, from, from + width);
    board.seen.fill(0, from, from + width);
  }
  board.blank.set(bytes);
  return board;
}

/** Index of a cell, columns and rows counted from the upper left. */
export const cellAt = ({ margin, stride }: Board, column: number, row: number): number =>
  (row + margin) * stride + column + margin;
export const columnOf = ({ margin, stride }: Board, cell: number): number => (cell % stride) - margin;
export const rowOf = ({ margin, stride }: Board, cell: number): number => Math.floor(cell / stride) - margin;

/** The cell in front of the agent. */
export const ahead = ({ facts, moves }: Board): number => facts[place] + moves[facts[facing]];

/** An empty grid without an agent, nothing seen, nothing asked for. */
export function clear(board: Board): void {
  board.bytes.set(board.blank);
}

/** Fills a rectangle. */
export function fill(board: Board, left: number, top: number, width: number, height: number, code: number): void {
  const { cells, stride } = board;
  let from = cellAt(board, left, top);
  for (let y = 0; y < height; y++, from += stride) for (let x = 0; x < width; x++) cells[from + x] = code;
}

/** Draws the outline of a rectangle. */
export function outline(board: Board, left: number, top: number, width: number, height: number, code: number): void {
  fill(board, left, top, width, 1, code);
  fill(board, left, top + height - 1, width, 1, code);
  fill(board, left, top, 1, height, code);
  fill(board, left + width - 1, top, 1, height, code);
}

/** Walls around the whole grid. */
export const enclose = (board: Board): void => outline(board, 0, 0, board.width, board.height, wall);
