import { terrain as is, isClosedDoor, isFooting, isSecret } from "../data/terrain.ts";
import type { Game } from "../state/game.ts";
import { cells, offsets } from "../state/grid.ts";

const reached = new Uint8Array(cells);
const pending = new Int16Array(cells);

/** Marks every cell that can be reached on foot, through doors and secrets and past boulders; says how many there are. */
function flood({ terrain }: Game, from: number): number {
  reached.fill(0);
  reached[from] = 1;
  pending[0] = from;
  let count = 1;
  for (let next = 0; next < count; next++)
    for (let direction = 0; direction < 4; direction++) {
      const cell = pending[next] + offsets[direction];
      const ground = terrain[cell];
      if (reached[cell] || !(isFooting[ground] || isClosedDoor[ground] || isSecret[ground] || ground >= is.boulder))
        continue;
      reached[cell] = 1;
      pending[count++] = cell;
    }
  return count;
}

/** Whether one cell can be reached from another. */
export function canReach(game: Game, from: number, to: number): boolean {
  flood(game, from);
  return reached[to] === 1;
}

/** Whether stairs of all kinds can be reached from a cell. */
export function reachesAllStairs(game: Game, from: number): boolean {
  flood(game, from);
  for (let cell = 0; cell < cells; cell++)
    if (game.terrain[cell] >= is.stairsUp && game.terrain[cell] <= is.ladderDown && !reached[cell]) return false;
  return true;
}

/** How many cells can be reached; `isReached` then tells which. */
export const countReached = flood;
export const isReached = (cell: number): boolean => reached[cell] === 1;
