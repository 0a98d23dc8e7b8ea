/** The map of a level: 79 columns and 21 rows, as NLE has it. A cell is `row * width + column`. The rim is always solid. */
export const width = 79;
export const height = 21;
export const cells = width * height;

/** Columns and rows to the neighbours, in the order of the compass actions: N, E, S, W, NE, SE, SW, NW. */
export const dx = Int8Array.of(0, 1, 0, -1, 1, 1, -1, -1);
export const dy = Int8Array.of(-1, 0, 1, 0, -1, 1, 1, -1);
/** From a cell to its neighbours, same order; no cell that anything stands on is at the rim. */
export const offsets = Int32Array.from(dx, (x, i) => dy[i] * width + x);

const columns = Uint8Array.from({ length: cells }, (_, cell) => cell % width);
const rows = Uint8Array.from({ length: cells }, (_, cell) => Math.floor(cell / width));
export const columnOf = (cell: number): number => columns[cell];
export const rowOf = (cell: number): number => rows[cell];

/** Steps that a king in chess needs from one cell to another. */
export function distance(a: number, b: number): number {
  const across = Math.abs(columns[a] - columns[b]);
  const down = Math.abs(rows[a] - rows[b]);
  return across > down ? across : down;
}

/** Whether two cells are the same or touch. */
export function isNear(a: number, b: number): boolean {
  const difference = a > b ? a - b : b - a;
  return difference <= 1 || (difference >= width - 1 && difference <= width + 1);
}

/** The direction whose step leads from one cell towards another; -1 for the same cell. */
export function directionTo(from: number, to: number): number {
  const across = Math.sign(columns[to] - columns[from]);
  const down = Math.sign(rows[to] - rows[from]);
  return towards[(down + 1) * 3 + across + 1];
}
const towards = Int8Array.of(7, 0, 4, 3, -1, 1, 6, 2, 5);

/** Whether a direction is diagonal; nobody goes through a door that way. */
export const isDiagonal = (direction: number): boolean => direction >= 4;

/** Whether a cell is within the map and not at its rim. */
export const isInner = (x: number, y: number): boolean => x > 0 && y > 0 && x < width - 1 && y < height - 1;
