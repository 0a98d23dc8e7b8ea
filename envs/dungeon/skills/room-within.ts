import { isPlain } from "../data/terrain.ts";
import { drawRoom } from "../levels/draw.ts";
import { below, between } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { columnOf, offsets, rowOf, width } from "../state/grid.ts";
import { owners, type Place, stretch } from "./place.ts";

/**
 * Draws a room with walls around it at random within a place, whose own cells it takes. Returns a cell of its walls for a
 * door, with ground on the other side; -1 where there is none, or the room does not fit.
 */
export function drawRoomWithin(
  game: Game,
  within: Place,
  place: Place,
  [columns, rows]: readonly [columns: number, rows: number],
  lit: boolean,
): number {
  const list = within.cells.subarray(0, within.count);
  let [left, top, right, bottom] = [width, width, 0, 0];
  for (const cell of list) {
    left = Math.min(left, columnOf(cell));
    right = Math.max(right, columnOf(cell));
    top = Math.min(top, rowOf(cell));
    bottom = Math.max(bottom, rowOf(cell));
  }
  if (right - left + 1 < columns + 2 || bottom - top + 1 < rows + 2) return -1;
  const x = between(game, left + 1, right - columns);
  const y = between(game, top + 1, bottom - rows);
  for (let row = y - 1; row <= y + rows; row++)
    for (let column = x - 1; column <= x + columns; column++)
      if (!isPlain[game.terrain[row * width + column]]) return -1;
  if (drawRoom(game, x, y, x + columns - 1, y + rows - 1, lit) === 0) return -1;
  for (let row = y - 1; row <= y + rows; row++) owners.fill(0, row * width + x - 1, row * width + x + columns + 1);
  stretch(place, x, y, x + columns - 1, y + rows - 1);
  for (let i = 0; i < place.count; i++) owners[place.cells[i]] = place.owner;
  return doorFor(game, x, y, columns, rows);
}

function doorFor(game: Game, x: number, y: number, columns: number, rows: number): number {
  const first = below(game, 2 * (columns + rows));
  for (let i = 0; i < 2 * (columns + rows); i++) {
    const at = (first + i) % (2 * (columns + rows));
    const isAcross = at < 2 * columns; // in the upper or lower wall
    const step = isAcross ? at >> 1 : (at - 2 * columns) >> 1;
    const isFar = (at & 1) === 1;
    const cell = isAcross
      ? (isFar ? y + rows : y - 1) * width + x + step
      : (y + step) * width + (isFar ? x + columns : x - 1);
    const outwards = offsets[isAcross ? (isFar ? 2 : 0) : isFar ? 1 : 3];
    if (isPlain[game.terrain[cell + outwards]]) return cell;
  }
  return -1;
}
