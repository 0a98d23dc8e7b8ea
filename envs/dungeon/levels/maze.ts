import { terrain as is } from "../data/terrain.ts";
import { below } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells, columnOf, rowOf, width } from "../state/grid.ts";
import { drawWalls } from "./draw.ts";

const pending = new Int16Array(cells);
const steps = Int32Array.of(-width, 1, width, -1);
const inner = { left: 3, top: 2, right: 75, bottom: 18 } as const;

/** A maze without loops in a rectangle of even corners (depth first), with a few of its walls opened. */
export function buildMaze(game: Game, openings: number): void {
  const { terrain } = game;
  let top = 0;
  pending[top++] = inner.top * width + inner.left;
  terrain[pending[0]] = is.corridor;
  while (top > 0) {
    const cell = pending[top - 1];
    const turn = below(game, 4);
    let next = -1;
    for (let i = 0; i < 4 && next < 0; i++) {
      const step = steps[(turn + i) & 3];
      if (isWithin(cell + 2 * step, cell) && terrain[cell + 2 * step] === is.stone) {
        terrain[cell + step] = is.corridor;
        next = cell + 2 * step;
      }
    }
    if (next < 0) top--;
    else {
      terrain[next] = is.corridor;
      pending[top++] = next;
    }
  }
  for (let opened = 0; opened < openings; opened++) {
    const x = inner.left + 1 + 2 * below(game, 36);
    const y = inner.top + 2 * below(game, 9);
    terrain[y * width + x] = is.corridor;
  }
  for (let cell = 0; cell < cells; cell++) if (terrain[cell] === is.corridor) terrain[cell] = is.floor;
  drawWalls(game, false);
}

const isWithin = (cell: number, from: number) =>
  columnOf(cell) >= inner.left &&
  columnOf(cell) <= inner.right &&
  rowOf(cell) >= inner.top &&
  rowOf(cell) <= inner.bottom &&
  (columnOf(cell) === columnOf(from) || rowOf(cell) === rowOf(from));
