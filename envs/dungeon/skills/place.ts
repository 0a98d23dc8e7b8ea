import { isFooting, isPlain } from "../data/terrain.ts";
import { roomField } from "../levels/draw.ts";
import { below } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells, isInner, width } from "../state/grid.ts";
import { my } from "../state/hero.ts";

/** Some cells of a level. */
export interface Place {
  /** Which cells; those of a room that is drawn at random are written when it is. */
  cells: Int16Array;
  count: number;
  /** The number by which its cells are told apart from those of rooms drawn within it later; 0 for mere cells. */
  readonly owner: number;
}

/** Whose each cell is, while a level is drawn. */
export const owners = new Uint8Array(cells);

export const placeOf = (list: Int16Array, owner = 0): Place => ({ cells: list, count: list.length, owner });

/** Makes a rectangle the cells of a place. */
export function stretch(place: Place, left: number, top: number, right: number, bottom: number): void {
  place.count = 0;
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) place.cells[place.count++] = y * width + x;
}

/** Makes a room of the game the cells of a place. Says whether there is such a room. */
export function stretchOverRoom(game: Game, place: Place, room: number): boolean {
  if (room > game.me[my.roomCount]) return false;
  const at = room * roomField.size;
  stretch(place, game.rooms[at], game.rooms[at + 1], game.rooms[at + 2], game.rooms[at + 3]);
  return true;
}

export type Fits = (game: Game, cell: number) => boolean;

/** A cell of a place that something fits on; -1 if there is none. */
export function pick(game: Game, { cells: list, count, owner }: Place, fits: Fits): number {
  if (count === 0) return -1;
  const isRight = (cell: number) => (owner === 0 || owners[cell] === owner) && fits(game, cell);
  for (let attempt = 0; attempt < 20; attempt++) {
    const cell = list[below(game, count)];
    if (isRight(cell)) return cell;
  }
  const first = below(game, count);
  for (let i = 0; i < count; i++) {
    const cell = list[(first + i) % count];
    if (isRight(cell)) return cell;
  }
  return -1;
}

const isEmpty = ({ monsterAt, traps, itemAt, me }: Game, cell: number) =>
  monsterAt[cell] === 0 && traps[cell] === 0 && itemAt[cell] === 0 && me[my.cell] !== cell;

/** Plain ground with nothing and nobody on it. */
export const isFree: Fits = (game, cell) => isPlain[game.terrain[cell]] === 1 && isEmpty(game, cell);
export const isFreeFooting: Fits = (game, cell) => isFooting[game.terrain[cell]] === 1 && isEmpty(game, cell);
export const isFooted: Fits = ({ terrain }, cell) => isFooting[terrain[cell]] === 1;
export const isAny: Fits = (_, cell) => isInner(cell % width, Math.floor(cell / width));
