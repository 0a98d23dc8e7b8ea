import type { Rng } from "../../../src/core/index.ts";
import { type Board, cellAt, columnOf, enclose, fill, rowOf } from "./board.ts";
import { closedDoor, colours, empty, kindOf, lockedDoor, wall } from "./codes.ts";
import { type Area, between, spoil } from "./placing.ts";

/** Sides of a room, numbered as directions are. */
export const [rightSide, lowerSide, leftSide, upperSide] = [0, 1, 2, 3];

const asides: readonly (readonly [columns: number, rows: number])[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

const none = 0;
const door = 1;
const gap = 2;
const mostConnections = 5000;

/** Square rooms side by side, `columns` x `rows`, each of `size` cells with its walls, which neighbours share. */
export interface Rooms {
  readonly columns: number;
  readonly rows: number;
  /** The cells of a room within its walls. */
  area(column: number, row: number): Area;
  /** Draws all walls, without doors. */
  begin(): void;
  /** Puts a door, as its code says, somewhere into a wall, and returns its cell. A locked one locks the room that is named. */
  addDoor(rng: Rng, column: number, row: number, side: number, code: number): number;
  /** Takes a wall away. */
  openWall(column: number, row: number, side: number): void;
  /** Whether there is another room beyond a wall. */
  hasNeighbour(column: number, row: number, side: number): boolean;
  /** Whether a cell is in the room that another is in, or in its walls. */
  isTogether(cell: number, other: number): boolean;
  /** Adds closed doors of random colours until every room can be reached from every other. Locked rooms get no more. */
  connect(rng: Rng, colourCount?: number): void;
}

/** Cells of a grid of rooms, outer walls included. */
export const sizeOfRooms = (columns: number, rows: number, size: number) => ({
  width: columns * (size - 1) + 1,
  height: rows * (size - 1) + 1,
});

/** The neighbour of a room. */
export const beyond = (column: number, row: number, side: number): readonly [column: number, row: number] => [
  column + asides[side][0],
  row + asides[side][1],
];

/** What stands in each wall is kept for one drawing only, and no part of the world's state. */
export function createRooms(board: Board, columns: number, rows: number, size: number): Rooms {
  const ways = new Uint8Array(columns * rows * 4); // of each room and side
  const locked = new Uint8Array(columns * rows);
  const group = new Int32Array(columns * rows); // rooms that are connected have one number
  const area = (column: number, row: number): Area => ({
    left: column * (size - 1) + 1,
    top: row * (size - 1) + 1,
    width: size - 2,
    height: size - 2,
  });
  const isInside = (column: number, row: number) => column >= 0 && row >= 0 && column < columns && row < rows;
  const index = (column: number, row: number) => row * columns + column;
  const link = (column: number, row: number, side: number, way: number) => {
    const [nextColumn, nextRow] = beyond(column, row, side);
    ways[index(column, row) * 4 + side] = way;
    ways[index(nextColumn, nextRow) * 4 + ((side + 2) & 3)] = way;
    const [mine, theirs] = [group[index(column, row)], group[index(nextColumn, nextRow)]];
    for (let room = 0; room < group.length; room++) if (group[room] === theirs) group[room] = mine;
  };
  const isLocked = (column: number, row: number) => locked[index(column, row)] === 1;
  const isWhole = () => {
    for (let room = 1; room < group.length; room++) if (group[room] !== group[0]) return false;
    return true;
  };
  /** The wall's first cell between two corners, and the step along it. */
  const wallAt = (column: number, row: number, side: number): readonly [x: number, y: number, isUpright: boolean] => {
    const { left, top } = area(column, row);
    switch (side) {
      case rightSide:
        return [left + size - 2, top, true];
      case lowerSide:
        return [left, top + size - 2, false];
      case leftSide:
        return [left - 1, top, true];
      default:
        return [left, top - 1, false];
    }
  };
  const rooms: Rooms = {
    columns,
    rows,
    area,
    isTogether(cell, other) {
      const [column, row] = [columnOf(board, cell), rowOf(board, cell)];
      const left = column - (column % (size - 1));
      const top = row - (row % (size - 1));
      const [x, y] = [columnOf(board, other) - left, rowOf(board, other) - top];
      return x >= 0 && y >= 0 && x < size && y < size;
    },
    hasNeighbour: (column, row, side) => isInside(...beyond(column, row, side)),
    begin() {
      ways.fill(none);
      locked.fill(0);
      for (let room = 0; room < group.length; room++) group[room] = room;
      enclose(board);
      for (let column = 1; column < columns; column++) fill(board, column * (size - 1), 0, 1, board.height, wall);
      for (let row = 1; row < rows; row++) fill(board, 0, row * (size - 1), board.width, 1, wall);
    },
    addDoor(rng, column, row, side, code) {
      const [x, y, isUpright] = wallAt(column, row, side);
      const along = rng.integer(size - 2);
      const cell = isUpright ? cellAt(board, x, y + along) : cellAt(board, x + along, y);
      board.cells[cell] = code;
      link(column, row, side, door);
      if (kindOf(code) === lockedDoor) locked[index(column, row)] = 1;
      return cell;
    },
    openWall(column, row, side) {
      const [x, y, isUpright] = wallAt(column, row, side);
      fill(board, x, y, isUpright ? 1 : size - 2, isUpright ? size - 2 : 1, empty);
      link(column, row, side, gap);
    },
    connect(rng, colourCount = colours.length) {
      for (let tries = 0; !isWhole(); tries++) {
        if (tries === mostConnections) return spoil(board);
        const [column, row, side] = [rng.integer(columns), rng.integer(rows), rng.integer(4)];
        const [nextColumn, nextRow] = beyond(column, row, side);
        if (!isInside(nextColumn, nextRow) || ways[index(column, row) * 4 + side] !== none) continue;
        if (isLocked(column, row) || isLocked(nextColumn, nextRow)) continue;
        rooms.addDoor(rng, column, row, side, closedDoor + between(rng, 0, colourCount));
      }
    },
  };
  return rooms;
}
