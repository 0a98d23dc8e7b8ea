import { type Board, place } from "./board.ts";
import { lava, wall } from "./codes.ts";

/** The distance of cells from which there is no way. */
export const noWay = 0xffff;

/**
 * Measures the way from every cell to the nearest target. Doors and things are no hindrance, because the agent can open or
 * move them; walls and lava are.
 */
export function aim(board: Board, isTarget: (cell: number) => boolean): void {
  const { distances, queue, seen } = board;
  distances.fill(noWay);
  let end = 0;
  for (let cell = 0; cell < seen.length; cell++)
    if (isTarget(cell)) {
      distances[cell] = 0;
      queue[end++] = cell;
    }
  spread(board, end);
}

/** Measures the way from every cell to one target. */
export function aimAt(board: Board, target: number): void {
  board.distances.fill(noWay);
  board.distances[target] = 0;
  board.queue[0] = target;
  spread(board, 1);
}

function spread({ cells, distances, queue, moves }: Board, targets: number): void {
  for (let at = 0, end = targets; at < end; at++) {
    const cell = queue[at];
    const next = distances[cell] + 1;
    for (let direction = 0; direction < 4; direction++) {
      const to = cell + moves[direction];
      if (cells[to] === wall || cells[to] === lava || distances[to] <= next) continue;
      distances[to] = next;
      queue[end++] = to;
    }
  }
}

/** Cells of the way from the agent to the nearest target; as many as there are cells where there is none. */
export function distanceToGo({ distances, facts, width, height }: Board): number {
  const distance = distances[facts[place]];
  return distance === noWay ? width * height : distance;
}
