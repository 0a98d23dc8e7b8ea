import { cellFlag, terrain as is } from "../data/terrain.ts";
import { below } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells, columnOf, height, offsets, rowOf, width } from "../state/grid.ts";
import { drawWalls, freeCell } from "./draw.ts";
import { countReached, isReached } from "./reach.ts";

const wasOpen = new Uint8Array(cells);
const isOpen = new Uint8Array(cells);
const smoothings = 4;
const leastGround = 350; // cells of the largest cave

/** Winding caves: noise, smoothed, of which the largest part stays. */
export function buildCaves(game: Game, lit: boolean): boolean {
  const { terrain, flags } = game;
  for (let cell = 0; cell < cells; cell++) isOpen[cell] = isWithin(cell) && below(game, 100) < 53 ? 1 : 0;
  for (let round = 0; round < smoothings; round++) {
    wasOpen.set(isOpen);
    for (let cell = 0; cell < cells; cell++) {
      if (!isWithin(cell)) continue;
      let open = wasOpen[cell];
      for (let direction = 0; direction < 8; direction++) open += wasOpen[cell + offsets[direction]];
      isOpen[cell] = open >= 5 ? 1 : 0;
    }
  }
  for (let cell = 0; cell < cells; cell++) if (isOpen[cell]) terrain[cell] = is.floor;
  let [best, largest] = [-1, 0];
  for (let attempt = 0; attempt < 12; attempt++) {
    const cell = freeCell(game);
    if (cell < 0) return false;
    const size = countReached(game, cell);
    if (size > largest) [best, largest] = [cell, size];
  }
  if (largest < leastGround) return false;
  countReached(game, best);
  for (let cell = 0; cell < cells; cell++) {
    if (terrain[cell] !== is.floor) continue;
    if (!isReached(cell)) terrain[cell] = is.stone;
    else if (lit) flags[cell] |= cellFlag.lit;
  }
  drawWalls(game, lit);
  return true;
}

const isWithin = (cell: number) =>
  columnOf(cell) > 1 && columnOf(cell) < width - 2 && rowOf(cell) > 1 && rowOf(cell) < height - 2;
