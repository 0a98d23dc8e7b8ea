import { terrain as is } from "../data/terrain.ts";
import { below } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells, columnOf, rowOf, width } from "../state/grid.ts";
import { drawWalls } from "./draw.ts";

const pending = new Int16Array(cells);
const steps = Int32Array.of(-width, 1, width, -1);
const inner = { left: 3, top: 2, right: 75, bottom: 18 } as const;

/** A rectangle of cells, its edges included. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A maze without loops all over a level, with a few of its walls opened. */
export function buildMaze(game: Game, openings: number): void {
  const { terrain } = game;
  carveMaze(game, inner);
  for (let opened = 0; opened < openings; opened++) {
    const x = inner.left + 1 + 2 * below(game, 36);
    const y = inner.top + 2 * below(game, 9);
    terrain[y * width + x] = is.floor;
  }
  drawWalls(game, false);
}

/** A maze without loops in the stone of an area whose sides are odd (depth first). Walls are drawn by `drawWalls`. */
export function carveMaze(game: Game, area: Area): void {
  const { terrain } = game;
  let top = 0;
  pending[top++] = area.top * width + area.left;
  terrain[pending[0]] = is.floor;
  while (top > 0) {
    const cell = pending[top - 1];
    const turn = below(game, 4);
    let next = -1;
    for (let i = 0; i < 4 && next < 0; i++) {
      const step = steps[(turn + i) & 3];
      if (isWithin(cell + 2 * step, cell, area) && terrain[cell + 2 * step] === is.stone) {
        terrain[cell + step] = is.floor;
        next = cell + 2 * step;
      }
    }
    if (next < 0) top--;
    else {
      terrain[next] = is.floor;
      pending[top++] = next;
    }
  }
}

const isWithin = (cell: number, from: number, { left, top, right, bottom }: Area) =>
  columnOf(cell) >= left &&
  columnOf(cell) <= right &&
  rowOf(cell) >= top &&
  rowOf(cell) <= bottom &&
  (columnOf(cell) === columnOf(from) || rowOf(cell) === rowOf(from));
